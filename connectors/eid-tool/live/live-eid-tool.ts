import { z } from 'zod';
import { openSqlServer } from '#connectors/sql-kit/open-sql-server.ts';
import { openSqlite } from '#connectors/sql-kit/open-sqlite.ts';
import { tableIn } from '#connectors/sql-kit/sql-dialects.ts';
import type { SqlSource } from '#connectors/sql-kit/sql-source.ts';
import { defineLive } from '#services/kernel/connector.ts';
import type { PortImplementation } from '#services/kernel/port.ts';
import type { ReadSecret } from '#services/kernel/secret.ts';
import type { eidTool } from '../eid-tool.port.ts';
import { checkDatabaseTool } from './check-database-tool.ts';
import { checkRestTool } from './check-rest-tool.ts';
import { sqliteSettings, sqlServerSettings, type DatabaseSettings } from './database-settings.ts';
import { openDatabaseTool } from './open-database-tool.ts';
import { openRestTool } from './open-rest-tool.ts';
import { restSettings } from './rest-settings.ts';

const checkWithinMs = 15_000;
const settings = z.discriminatedUnion('flavour', [restSettings, sqlServerSettings, sqliteSettings]);

/** The tools that exist: one that is asked over REST, and one that is its database. */
export const liveEidTool = defineLive<PortImplementation<typeof eidTool> & AsyncDisposable, typeof settings>(settings, {
  open: (env) => {
    const { config, secret, realNow } = env;
    return config.flavour === 'rest' ? openRestTool({ config, secret }) : openDatabaseTool(sourceOf(config, secret), config, realNow);
  },
  check: (env) => {
    const { config, secret, realNow } = env;
    return config.flavour === 'rest' ? checkRestTool({ ...env, config }) : checkDatabaseTool(sourceOf(config, secret), config.mapping, whereOf(config), realNow(), AbortSignal.timeout(checkWithinMs));
  },
});

function sourceOf(config: DatabaseSettings, secret: ReadSecret): SqlSource {
  const { cards, counterRenewals, handOver } = config.mapping;
  const uses = [cards, counterRenewals, handOver].map(({ table }) => tableIn({ quote: (name) => name }, table)).join(', ');
  return config.flavour === 'sql-server' ? openSqlServer(config, secret, { uses, readOnly: false }) : openSqlite(config);
}

const whereOf = (config: DatabaseSettings): string => (config.flavour === 'sql-server' ? `SQL Server ${config.server}:${config.port}` : config.file);
