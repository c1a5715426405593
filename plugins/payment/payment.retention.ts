import { defineRetention, retain } from '#services/kernel/retention.ts';
import { communications, credits, payments } from './payment.store.ts';

const outlivesErasure = 'GDPR art. 17(3)(b): the accounts must be kept. It names no payer.';

export const paymentRetention = [defineRetention({
  id: 'payments', what: 'Payments, refunds and lines of bank statements, without a payer',
  days: { usual: 3653, least: 2557, most: 5479 },
  source: {
    kind: 'law', toConfirm: true,
    text: 'Accounting documents: seven years, and ten where they matter for taxes (Code of Economic Law, Income Tax Code art. 315). Which of them binds a municipality\'s accounts is for its financial director.',
  },
  tables: [
    retain(payments, {
      owner: { by: 'dossier', column: 'dossier' }, counted: { from: 'column', column: 'createdAt', clock: 'business' },
      busy: [{ state: { in: ['starting', 'open', 'refunding'] } }, { toVerify: true }], outlivesErasure,
    }),
    retain(communications, { owner: { by: 'row', of: payments, column: 'payment', matches: 'id' }, counted: { from: 'nothing-left', of: payments, column: 'payment', matches: 'id' }, outlivesErasure }),
    retain(credits, { owner: { by: 'row', of: payments, column: 'payment', matches: 'id' }, counted: { from: 'column', column: 'receivedAt', clock: 'business' }, outlivesErasure, notShown: ['mark'] }),
  ],
})];
