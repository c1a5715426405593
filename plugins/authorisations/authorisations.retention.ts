import { defineRetention, retain } from '#services/kernel/retention.ts';
import { agreements, authorisationDays, authorisationRecords } from './authorisations.store.ts';

export const authorisationsRetention = [defineRetention({
  id: 'authorisations', what: 'What BiZa allows officials, bpost employees and devices, day by day, and the agreement with it',
  days: { usual: 1096, least: 365, most: 3650 },
  source: { kind: 'own choice', toConfirm: true, text: 'Three years after the last day of an authorisation: who might act at a door that is asked about.' },
  tables: [
    retain(authorisationRecords, { owner: { by: 'nobody', why: 'Staff and devices, no citizens.' }, counted: { from: 'column', column: 'validUntil', clock: 'business' } }),
    retain(authorisationDays, { owner: { by: 'nobody', why: 'Acts and days.' }, counted: { from: 'column', column: 'day', clock: 'business' } }),
    retain(agreements, { owner: { by: 'nobody', why: 'Of the municipality.' }, counted: { from: 'column', column: 'validUntil', clock: 'business' }, notShown: ['recordedBy'] }),
  ],
})];
