import { defineRetention, retain } from '#services/kernel/retention.ts';
import { citizens, looks } from './outreach.store.ts';

export const outreachRetention = [defineRetention({
  id: 'outreach', what: 'Who could be served at home: by a blind index, with how far each is',
  days: { usual: 400, least: 366, most: 730 },
  source: {
    kind: 'own choice', toConfirm: true,
    text: 'That somebody is on it says that a disability is recognised (GDPR art. 9): no name, no number, and only as long as the figures of a whole year ask. Who is recognised no longer, and was not served, is taken off at the next look.',
  },
  tables: [
    retain(citizens, { owner: { by: 'number-index', column: 'inszIndex' }, counted: { from: 'column', column: 'expiresOn', clock: 'business' }, notShown: ['inszIndex', 'cardIndex'] }),
    retain(looks, { owner: { by: 'nobody', why: 'How far the look at the year is.' }, counted: { from: 'never', why: 'One row.' } }),
  ],
})];
