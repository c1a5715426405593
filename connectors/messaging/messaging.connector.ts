import { defineConnector } from '#services/kernel/connector.ts';
import { messagingLive } from './live/messaging-live.ts';
import { messagingConfig } from './messaging.config.ts';
import { messaging } from './messaging.port.ts';
import { openMessaging } from './sandbox/open-messaging.ts';
import { servedMessaging } from './sandbox/served/serve-messaging.ts';

export const messagingConnector = defineConnector(messaging, {
  title: 'E-mail, SMS, WhatsApp, letters, e-Box and calls to citizens',
  config: messagingConfig,
  served: servedMessaging,
  live: messagingLive,
  sandbox: (env) => openMessaging(env),
});
