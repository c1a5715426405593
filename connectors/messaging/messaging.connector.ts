import { z } from 'zod';
import { defineConnector } from '#services/kernel/connector.ts';
import { messaging } from './messaging.port.ts';
import { openMessaging } from './sandbox/open-messaging.ts';

export const messagingConnector = defineConnector(messaging, { title: 'E-mail, SMS, WhatsApp and letters to citizens', config: z.strictObject({}), sandbox: (env) => openMessaging(env) });
