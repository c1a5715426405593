import { defineRetention, retain } from '#services/kernel/retention.ts';
import { keyMarks } from './key-marks.store.ts';
import { sealedEnvelopes } from './sealed.store.ts';

export const vaultRetention = [defineRetention({
  id: 'sealed-biometrics', what: 'Fingerprints and chosen codes, as ciphertext that only BiZa can open',
  source: {
    kind: 'law', toConfirm: false,
    text: 'Law of 19 July 1991, art. 6, as changed by the law of 25 November 2018: three months at most. Destroyed as soon as BiZa has registered them, and after 88 days whatever happens; no setting lengthens it.',
  },
  tables: [retain(sealedEnvelopes, { owner: { by: 'dossier', column: 'dossier' }, counted: { from: 'own-job', job: 'vault.destroy-expired' }, notShown: ['envelope'] })],
}), defineRetention({
  id: 'key-marks', what: 'Under which master keys a municipality was written, by their fingerprints',
  source: { kind: 'own choice', toConfirm: false, text: 'State of the machinery: one row per key, which goes with the key.' },
  tables: [retain(keyMarks, { owner: { by: 'nobody', why: 'A fingerprint of a key says nothing of anybody.' }, counted: { from: 'never', why: 'One row per key' } })],
})];
