import { defineConnector } from '#services/kernel/connector.ts';
import { bpostConfig } from './bpost.config.ts';
import { bpost } from './bpost.port.ts';
import { liveBpost } from './live/live-bpost.ts';
import { openBpost } from './sandbox/open-bpost.ts';
import { servedBpost } from './sandbox/served/serve-bpost.ts';

export const bpostConnector = defineConnector(bpost, {
  title: 'bpost: moments, delivery orders and messages of certified employees',
  config: bpostConfig,
  served: servedBpost,
  live: liveBpost,
  sandbox: (env) => openBpost(env),
});
