import { defineConnector } from '#services/kernel/connector.ts';
import { messagingLive } from './live/messaging-live.ts';
import { messagingConfig } from './messaging.config.ts';
import { messaging } from './messaging.port.ts';
import { openMessaging } from './sandbox/open-messaging.ts';

export const messagingConnector = defineConnector(messaging, {
  title: 'E-mail, SMS, WhatsApp and letters to citizens',
  config: messagingConfig,
  live: messagingLive,
  sandbox: (env) => openMessaging(env),
});
