import { defineRetention, retain } from '#services/kernel/retention.ts';
import { agreements, arrangements, certifications, leadTimes, messages } from './bpost-delivery.store.ts';

export const bpostDeliveryRetention = [defineRetention({
  id: 'bpost-custody', what: 'Who had the card on its way with bpost',
  days: { usual: 730, least: 180, most: 3650 },
  source: { kind: 'own choice', toConfirm: true, text: 'Two years after the end of the dossier: proof of custody between municipality and bpost. The agreement with bpost may ask for another period.' },
  tables: [
    retain(arrangements, { owner: { by: 'dossier', column: 'dossier' }, counted: { from: 'end-of-dossier' } }),
    retain(leadTimes, { owner: { by: 'dossier', column: 'dossier' }, counted: { from: 'end-of-dossier' } }),
    retain(messages, {
      owner: { by: 'row', of: arrangements, column: 'reference', matches: 'reference' }, counted: { from: 'nothing-left', of: arrangements, column: 'reference', matches: 'reference' },
      notShown: ['employee', 'said'],
    }),
  ],
}), defineRetention({
  id: 'bpost-agreements', what: 'Agreements with bpost, and who of bpost was certified',
  days: { usual: 1096, least: 365, most: 3653 },
  source: { kind: 'own choice', toConfirm: true, text: 'Three years after the last day of a certificate: who might act at a door that is asked about. That a certificate was withdrawn is kept: without it the certificate would count again.' },
  tables: [
    retain(agreements, { owner: { by: 'nobody', why: 'Regions and figures, no citizens.' }, counted: { from: 'never', why: 'A setting of which it took the place would speak again; there is a handful.' } }),
    retain(certifications, { only: { event: 'certified' }, owner: { by: 'nobody', why: 'Staff of bpost by reference, no citizens.' }, counted: { from: 'column', column: 'lastDay', clock: 'business' } }),
    retain(certifications, { only: { event: 'withdrawn' }, owner: { by: 'nobody', why: 'Staff of bpost by reference, no citizens.' }, counted: { from: 'never', why: 'A certificate that was withdrawn would count again.' } }),
  ],
})];
