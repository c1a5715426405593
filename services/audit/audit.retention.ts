import { defineRetention, retain } from '#services/kernel/retention.ts';
import { auditEntries, auditHeads } from './audit.store.ts';

export const auditRetention = [defineRetention({
  id: 'audit', what: 'Who did or looked up what, when and why',
  source: {
    kind: 'law', toConfirm: true,
    text: 'GDPR art. 5(2): the municipality shows that it keeps the rules. The law of 8 August 1983 on the national register asks that look-ups can be accounted for during ten years. A chain from which entries go cannot be verified: it stays whole.',
  },
  tables: [
    retain(auditEntries, {
      owner: { by: 'audit-subject', column: 'subject' }, counted: { from: 'never', why: 'An entry that goes breaks the chain of hashes. It holds references only, and keyed hashes of numbers that nobody here had.' },
      outlivesErasure: 'The law asks that look-ups are accounted for. The references lead to nobody any more.', notShown: ['actor', 'traceId', 'previous', 'hash'],
    }),
    retain(auditHeads, { owner: { by: 'nobody', why: 'The end of the chain.' }, counted: { from: 'never', why: 'One row.' } }),
  ],
})];
