import { defineLive, type LiveEnv } from '#services/kernel/connector.ts';
import type { PortImplementation } from '#services/kernel/port.ts';
import type { ReadSecret } from '#services/kernel/secret.ts';
import type { z } from 'zod';
import type { disabilityRegister } from '../disability-register.port.ts';
import { checkSqlRegister } from './check-sql-register.ts';
import { liveSettings } from './live-settings.ts';
import { openSqlRegister } from './open-sql-register.ts';
import { openSqlServer } from './sql-server-source.ts';
import type { SqliteSettings, SqlServerSettings } from './sql-settings.ts';
import type { SqlSource } from './sql-source.ts';
import { openSqlite } from './sqlite-source.ts';

type Env = LiveEnv<z.output<typeof liveSettings>>;

/** The three registers that exist: a table or view in SQL Server, the same in a file, and MAGDA. */
export const disabilityRegisterLive = defineLive<PortImplementation<typeof disabilityRegister>, typeof liveSettings>(liveSettings, {
  open: ({ config, secret }) => openSqlRegister(sourceOf(config, secret), config.mapping),
  check: (env) => checkSqlRegister(sourceOf(env.config, env.secret), env.config.mapping, whereOf(env), AbortSignal.timeout(checkWithinMs)),
});

const checkWithinMs = 15_000;

function sourceOf(config: SqlServerSettings | SqliteSettings, secret: ReadSecret): SqlSource {
  return config.flavour === 'sql-server' ? openSqlServer(config, secret) : openSqlite(config);
}

function whereOf({ config }: Env): string {
  return config.flavour === 'sql-server' ? `SQL Server ${config.server}:${config.port}` : config.file;
}
