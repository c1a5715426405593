import { defineRetention, retain } from '#services/kernel/retention.ts';
import { calls, messages } from './communication.store.ts';

const owner = { by: 'dossier', column: 'dossier' } as const;
const counted = { from: 'end-of-dossier' } as const;

export const communicationRetention = [defineRetention({
  id: 'messages', what: 'Texts of messages, letters and telephone calls, with the contact data that they went to',
  days: { usual: 180, least: 30, most: 3650 },
  source: { kind: 'own choice', toConfirm: true, text: 'GDPR art. 5(1)(e). Half a year after the end of the dossier, for who says not to have been told. Contact data is kept nowhere else: the CRM owns it.' },
  tables: [retain(messages, { owner, counted, notShown: ['messageId'] }), retain(calls, { owner, counted })],
})];
