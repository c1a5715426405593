import { definePlugin } from '#services/kernel/plugin.ts';
import { beginPayment } from './begin-payment.ts';
import { expirePayments } from './expire-payments.ts';
import { paymentOutcomes } from './follow-effects.ts';
import { followJourney } from './follow-journey.ts';
import { followStatus } from './follow-status.ts';
import { listPayments } from './list-payments.ts';
import { listUnmatched } from './list-unmatched.ts';
import { payment001 } from './migrations/001-payments.ts';
import { payment002 } from './migrations/002-sealed-bank-reference.ts';
import { payment } from './payment.contract.ts';
import { paymentRetention } from './payment.retention.ts';
import { paymentTables } from './payment.store.ts';
import { quoteFee } from './quote-fee.ts';
import { receiveCredit } from './receive-credit.ts';
import { reconcileLines } from './reconcile-lines.ts';
import { refundPayment } from './refund-payment.ts';

export const paymentPlugin = definePlugin(payment, {
  actions: { quote: quoteFee, begin: beginPayment, ofDossier: listPayments, refund: refundPayment, unmatched: listUnmatched, reconcile: reconcileLines },
  listens: { 'journey.moved': followJourney },
  receives: { 'payment.statusChanged': followStatus, 'payment.credited': receiveCredit },
  outcomes: paymentOutcomes,
  routes: [
    { method: 'GET', path: '/dossiers/{dossier}/fee', action: 'payment.quote' },
    { method: 'GET', path: '/dossiers/{dossier}/payments', action: 'payment.ofDossier' },
    { method: 'POST', path: '/dossiers/{dossier}/payments', action: 'payment.begin' },
    { method: 'GET', path: '/payments/unmatched', action: 'payment.unmatched' },
    { method: 'POST', path: '/payments/{payment}/refund', action: 'payment.refund' },
  ],
  jobs: [{ id: 'expire-payments', schedule: { every: 5 }, run: expirePayments }],
  tables: paymentTables,
  migrations: [payment001, payment002],
  retention: paymentRetention,
});
