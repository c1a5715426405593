import { defineRetention, retain } from '#services/kernel/retention.ts';
import { calls, messages, type MessagePersonal } from './communication.store.ts';

const owner = { by: 'dossier', column: 'dossier' } as const;
const counted = { from: 'end-of-dossier' } as const;

function contactOf({ contact: { email, mobile, phone, firstName, lastName } }: MessagePersonal) {
  return { contact: [email, mobile, phone].filter((one) => one !== null), names: [`${firstName} ${lastName}`, `${lastName} ${firstName}`] };
}

export const communicationRetention = [defineRetention({
  id: 'messages', what: 'Texts of messages, letters and telephone calls, with the contact data that they went to',
  days: { usual: 180, least: 30, most: 3650 },
  source: { kind: 'own choice', toConfirm: true, text: 'GDPR art. 5(1)(e). Half a year after the end of the dossier, for who says not to have been told. Contact data is kept nowhere else: the CRM owns it.' },
  tables: [
    retain(messages, { owner, counted, notShown: ['messageId'], knownBy: ({ recipient, personal }) => (recipient === 'citizen' && personal ? contactOf(personal) : { contact: [], names: [] }) }),
    retain(calls, { owner, counted, knownBy: ({ personal }) => (personal ? contactOf(personal) : { contact: [], names: [] }) }),
  ],
})];
