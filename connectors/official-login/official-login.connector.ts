import { defineConnector } from '#services/kernel/connector.ts';
import { liveOfficialLogin } from './live/live-official-login.ts';
import { officialLoginConfig } from './official-login.config.ts';
import { officialLogin } from './official-login.port.ts';
import { openOfficialLogin } from './sandbox/open-official-login.ts';
import { servedOfficialLogin } from './sandbox/served/serve-official-login.ts';

export const officialLoginConnector = defineConnector(officialLogin, {
  title: 'Login of officials with their roles',
  config: officialLoginConfig,
  sandbox: (env) => openOfficialLogin(env),
  served: servedOfficialLogin,
  live: liveOfficialLogin,
});
