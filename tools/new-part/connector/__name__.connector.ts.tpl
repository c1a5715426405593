import { defineConnector } from '#services/kernel/connector.ts';
import { __camel__Config } from './__name__.config.ts';
import { __camel__ } from './__name__.port.ts';
import { live__Pascal__ } from './live/live-__name__.ts';
import { open__Pascal__ } from './sandbox/open-__name__.ts';
import { served__Pascal__ } from './sandbox/served/serve-__name__.ts';

export const __camel__Connector = defineConnector(__camel__, {
  title: '__title__',
  config: __camel__Config,
  sandbox: (env) => open__Pascal__(env),
  served: served__Pascal__,
  live: live__Pascal__,
});
