import { defineRetention, retain } from '#services/kernel/retention.ts';
import { feeds, officialDays, quarters, visits } from './appointments.store.ts';

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
  defineRetention({
    id: 'calendar-feeds', what: 'Addresses at which an official\'s calendar program reads',
    days: { usual: 1, least: 1, most: 30 },
    source: { kind: 'own choice', toConfirm: false, text: 'An address is good for half a year; a fresh one takes its place.' },
    tables: [retain(feeds, { owner: { by: 'nobody', why: 'An official, by a reference.' }, counted: { from: 'column', column: 'until', clock: 'business' } })],
  }),
];
