import { defineConnector } from '#services/kernel/connector.ts';
import { bizaConfig } from './biza.config.ts';
import { biza } from './biza.port.ts';
import { liveBiza } from './live/live-biza.ts';
import { openBiza } from './sandbox/open-biza.ts';
import { servedBiza } from './sandbox/served/serve-biza.ts';

export const bizaConnector = defineConnector(biza, {
  title: 'FOD Binnenlandse Zaken: persons, authorisations, fingerprints, orders and activation of eIDs',
  config: bizaConfig,
  sandbox: (env) => openBiza(env),
  served: servedBiza,
  live: liveBiza,
});
