import { defineConnector } from '#services/kernel/connector.ts';
import { paymentConfig } from './payment.config.ts';
import { payment } from './payment.port.ts';
import { openPayment } from './sandbox/open-payment.ts';

export const paymentConnector = defineConnector(payment, {
  title: 'The municipality\'s payment system: online payments, transfers and refunds',
  config: paymentConfig,
  sandbox: (env) => openPayment(env),
});
