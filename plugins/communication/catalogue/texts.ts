import type { Notice } from '../communication.contract.ts';

/** One message in one language. `body` is for e-mail and letter, `short` for SMS and WhatsApp. Both hold placeholders as `{code}`. */
export type MessageText = { readonly subject: string; readonly body: string; readonly short: string };

/** A language is complete or it does not compile. */
export type Texts = { readonly [N in Notice]: MessageText };

const always = ['firstName', 'lastName', 'organisation', 'telephone', 'counter'] as const;
const access = [...always, 'link', 'code'] as const;
const invitation = [...access, 'expiresOn', 'fee'] as const;
const visit = [...always, 'when'] as const;

/** Which placeholders the texts of a notice may use: whoever sends the notice must have a value for each of them. */
export const placeholders = {
  invitation,
  reminder: invitation,
  'invitation-letter': invitation,
  'counter-information': [...access, 'expiresOn'],
  'fresh-code': access,
  'visit-confirmed': visit,
  'visit-moved': visit,
  'visit-cancelled': visit,
  'visit-missed': always,
  'moment-lost': always,
  'payment-requested': [...always, 'amount', 'deadline', 'iban', 'beneficiary', 'communication'],
  'payment-expired': always,
  refund: [...always, 'amount'],
  'delivery-planned': visit,
  'card-late': always,
  'card-lost': always,
  'delivery-failed': always,
  'card-waits-at-counter': [...always, 'claimBefore'],
  'unclaimed-soon': [...always, 'claimBefore'],
  closed: always,
  withdrawn: always,
  'referred-to-counter': always,
  'complaint-received': [...always, 'receivedOn', 'answerOn'],
  'complaint-answered': [...always, 'receivedOn', 'answer'],
} as const satisfies { readonly [N in Notice]: readonly string[] };

/** Paragraphs stand apart by an empty line. */
export const paragraphs = (...parts: readonly string[]): string => parts.join('\n\n');
