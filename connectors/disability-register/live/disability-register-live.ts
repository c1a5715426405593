import { tableIn } from '#connectors/sql-kit/sql-dialects.ts';
import { openSqlServer } from '#connectors/sql-kit/open-sql-server.ts';
import { openSqlite } from '#connectors/sql-kit/open-sqlite.ts';
import type { SqlSource } from '#connectors/sql-kit/sql-source.ts';
import { defineLive } from '#services/kernel/connector.ts';
import type { PortImplementation } from '#services/kernel/port.ts';
import type { ReadSecret } from '#services/kernel/secret.ts';
import type { disabilityRegister } from '../disability-register.port.ts';
import { checkMagda } from './check-magda.ts';
import { checkSqlRegister } from './check-sql-register.ts';
import { liveSettings } from './live-settings.ts';
import { openMagdaRegister } from './open-magda-register.ts';
import { openSqlRegister } from './open-sql-register.ts';
import type { SqliteSettings, SqlServerSettings } from './sql-settings.ts';

const checkWithinMs = 15_000;

/** The registers that exist: a table or view in SQL Server, the same in a file, and MAGDA. */
export const disabilityRegisterLive = defineLive<PortImplementation<typeof disabilityRegister>, typeof liveSettings>(liveSettings, {
  open: (env) => {
    const { config, secret } = env;
    return config.flavour === 'magda' ? openMagdaRegister({ ...env, config }) : openSqlRegister(sourceOf(config, secret), config.mapping);
  },
  check: (env) => {
    const { config, secret } = env;
    return config.flavour === 'magda' ? checkMagda({ ...env, config }) : checkSqlRegister(sourceOf(config, secret), config.mapping, whereOf(config), AbortSignal.timeout(checkWithinMs));
  },
});

function sourceOf(config: SqlServerSettings | SqliteSettings, secret: ReadSecret): SqlSource {
  return config.flavour === 'sql-server' ? openSqlServer(config, secret, { uses: tableIn({ quote: (name) => name }, config.mapping.table), readOnly: true }) : openSqlite(config);
}

function whereOf(config: SqlServerSettings | SqliteSettings): string {
  return config.flavour === 'sql-server' ? `SQL Server ${config.server}:${config.port}` : config.file;
}
