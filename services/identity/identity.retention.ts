import { defineRetention, retain } from '#services/kernel/retention.ts';
import { endedCallers, endedHeads, endedSessions } from './ended.store.ts';

export const identityRetention = [defineRetention({
  id: 'ended-sessions', what: 'Sessions that were ended before their time',
  days: { usual: 1, least: 1, most: 1 },
  source: { kind: 'own choice', toConfirm: false, text: 'Of no use once the credential would have ended by itself. Staff stands in it by a reference, citizens not at all.' },
  tables: [
    retain(endedSessions, { owner: { by: 'nobody', why: 'A hash of a credential, and until when that would have been good.' }, counted: { from: 'column', column: 'until', clock: 'real' } }),
    retain(endedCallers, { owner: { by: 'nobody', why: 'Staff and programs, by a reference.' }, counted: { from: 'column', column: 'until', clock: 'real' } }),
    retain(endedHeads, { owner: { by: 'nobody', why: 'State of the machinery.' }, counted: { from: 'never', why: 'One row.' } }),
  ],
})];
