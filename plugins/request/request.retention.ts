import { defineRetention, retain } from '#services/kernel/retention.ts';
import { logins, requests } from './request.store.ts';

export const requestRetention = [
  defineRetention({
    id: 'requests', what: 'Who declared the ground of a request, and when',
    days: { usual: 365, least: 30, most: 3650 },
    source: { kind: 'own choice', toConfirm: true, text: 'One year after the end of the dossier: the ground decides what was paid.' },
    tables: [retain(requests, { owner: { by: 'dossier', column: 'dossier' }, counted: { from: 'end-of-dossier' } })],
  }),
  defineRetention({
    id: 'citizen-logins', what: 'Logins of citizens under way',
    days: { usual: 1, least: 1, most: 30 },
    source: { kind: 'own choice', toConfirm: false, text: 'Of no use once the login has run out.' },
    tables: [retain(logins, { owner: { by: 'nobody', why: 'Random values that must match when somebody comes back: nobody is known yet.' }, counted: { from: 'column', column: 'expiresAt', clock: 'business' } })],
  }),
];
