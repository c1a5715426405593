import { defineRetention, retain } from '#services/kernel/retention.ts';
import { newestKeys } from './newest-key.store.ts';
import { sealedEnvelopes } from './sealed.store.ts';

export const vaultRetention = [defineRetention({
  id: 'sealed-biometrics', what: 'Fingerprints and chosen codes, as ciphertext that only BiZa can open',
  source: {
    kind: 'law', toConfirm: false,
    text: 'Law of 19 July 1991, art. 6, as changed by the law of 25 November 2018: three months at most. Destroyed as soon as BiZa has them, and after 88 days whatever happens; no setting lengthens it.',
  },
  tables: [retain(sealedEnvelopes, { owner: { by: 'dossier', column: 'dossier' }, counted: { from: 'own-job', job: 'vault.destroy-expired' }, notShown: ['envelope'] })],
}), defineRetention({
  id: 'newest-key', what: 'Which key version a municipality writes under',
  source: { kind: 'own choice', toConfirm: false, text: 'State of the machinery: one row.' },
  tables: [retain(newestKeys, { owner: { by: 'nobody', why: 'A number.' }, counted: { from: 'never', why: 'One row' } })],
})];
