import { defineRetention, retain } from '#services/kernel/retention.ts';
import { authorisationRecords } from './authorisations.store.ts';

export const authorisationsRetention = [defineRetention({
  id: 'authorisations', what: 'What BiZa allows officials, bpost employees and devices',
  days: { usual: 1096, least: 365, most: 3650 },
  source: { kind: 'own choice', toConfirm: true, text: 'Three years after the last day of an authorisation: who might act at a door that is asked about.' },
  tables: [retain(authorisationRecords, { owner: { by: 'nobody', why: 'Staff and devices, no citizens.' }, counted: { from: 'column', column: 'validUntil', clock: 'business' } })],
})];
