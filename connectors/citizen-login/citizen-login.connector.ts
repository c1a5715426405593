import { defineConnector } from '#services/kernel/connector.ts';
import { citizenLoginConfig } from './citizen-login.config.ts';
import { citizenLogin } from './citizen-login.port.ts';
import { liveCitizenLogin } from './live/live-citizen-login.ts';
import { openCitizenLogin } from './sandbox/open-citizen-login.ts';
import { servedCitizenLogin } from './sandbox/served/serve-citizen-login.ts';

export const citizenLoginConnector = defineConnector(citizenLogin, {
  title: 'Login of citizens with their eID or itsme',
  config: citizenLoginConfig,
  sandbox: (env) => openCitizenLogin(env),
  served: servedCitizenLogin,
  live: liveCitizenLogin,
});
