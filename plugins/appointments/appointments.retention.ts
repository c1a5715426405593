import { defineRetention, retain } from '#services/kernel/retention.ts';
import { officialDays, quarters, visits } from './appointments.store.ts';

export const appointmentsRetention = [
  defineRetention({
    id: 'appointments', what: 'Moments of visits, with the postcode',
    days: { usual: 365, least: 30, most: 3650 },
    source: { kind: 'own choice', toConfirm: true, text: 'One year after the end of the dossier, for complaints about a visit.' },
    tables: [retain(visits, { owner: { by: 'dossier', column: 'dossier' }, counted: { from: 'end-of-dossier' }, notShown: ['official', 'standing'] })],
  }),
  defineRetention({
    id: 'calendars', what: 'Quarters of an hour that are taken',
    source: { kind: 'own choice', toConfirm: false, text: 'They guard against double booking, and nothing once they are past.' },
    tables: [
      retain(quarters, { owner: { by: 'row', of: visits, column: 'visit', matches: 'id' }, counted: { from: 'own-job', job: 'appointments.tidy-quarters' }, notShown: ['official'] }),
      retain(officialDays, { owner: { by: 'nobody', why: 'An official and a day.' }, counted: { from: 'own-job', job: 'appointments.tidy-quarters' } }),
    ],
  }),
];
