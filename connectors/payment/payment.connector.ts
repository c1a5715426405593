import { defineConnector } from '#services/kernel/connector.ts';
import { paymentConfig } from './payment.config.ts';
import { paymentLive } from './live/payment-live.ts';
import { payment } from './payment.port.ts';
import { openPayment } from './sandbox/open-payment.ts';
import { servedPayment } from './sandbox/served/serve-payment.ts';

export const paymentConnector = defineConnector(payment, {
  title: 'The municipality\'s payment system: online payments, transfers and refunds',
  config: paymentConfig,
  sandbox: (env) => openPayment(env),
  served: servedPayment,
  live: paymentLive,
});
