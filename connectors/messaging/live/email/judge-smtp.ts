import type { messagingFailures } from '../../messaging.port.ts';

/** How far a mail had come when something went wrong, and what the server said of it. */
export interface Broken {
  /** Everything was given to the connection, so that the final dot may have left this machine. */
  readonly handedOver: boolean;
  /** Reply code of the server; undefined where it said nothing. */
  readonly reply?: number | undefined;
  /** Enhanced status (RFC 3463), such as `5.1.1`. */
  readonly enhanced?: string | undefined;
  readonly command: 'CONN' | 'EHLO' | 'STARTTLS' | 'AUTH' | 'MAIL FROM' | 'RCPT TO' | 'DATA';
  /** The mail is larger than the server says that it takes. */
  readonly tooLarge?: boolean;
}

interface Row { readonly when: (broken: Broken) => boolean; readonly failure: keyof typeof messagingFailures }

const permanent = ({ reply = 0 }: Broken) => reply >= 500 && reply < 600;
const status = (pattern: RegExp) => ({ enhanced }: Broken) => enhanced !== undefined && pattern.test(enhanced);
const aboutMailbox = status(/^5\.[12]\./);
const aboutUs = status(/^5\.7\./);

/**
 * What went wrong, and what the house may do next; the first row that fits counts. A reply below 600 that is no success is the server's word that it did not take
 * the mail (RFC 5321, 4.2.1), also after the final dot. Silence after that dot is the one thing that nobody can know anything of.
 */
const rows: readonly Row[] = [
  { when: ({ handedOver, reply }) => handedOver && reply === undefined, failure: 'no-answer' },
  { when: ({ tooLarge }) => tooLarge === true, failure: 'not-taken' },
  { when: ({ reply }) => reply === undefined, failure: 'unavailable' },
  // 530, 534, 535, 538: log in first, or otherwise, or with another password. Who mends it has nothing to replay.
  { when: (broken) => broken.command === 'AUTH' || [530, 534, 535, 538].includes(broken.reply ?? 0), failure: 'not-let-in' },
  { when: ({ reply = 0 }) => reply >= 400 && reply < 500, failure: 'unavailable' },
  // Our sender, or what we call ourselves, is refused: it would be so for every mail.
  { when: (broken) => permanent(broken) && broken.command !== 'RCPT TO' && broken.command !== 'DATA', failure: 'not-let-in' },
  { when: (broken) => permanent(broken) && aboutMailbox(broken), failure: 'address-refused' },
  // Relaying is denied to us, or our machine is on a list.
  { when: (broken) => permanent(broken) && broken.command === 'RCPT TO' && aboutUs(broken), failure: 'not-let-in' },
  { when: ({ reply = 0, command }) => command === 'RCPT TO' && [501, 550, 551, 552, 553, 556].includes(reply), failure: 'address-refused' },
  { when: permanent, failure: 'not-taken' },
];

export function judgeSmtp(broken: Broken): keyof typeof messagingFailures {
  // A reply that is none of these is no SMTP: after the dot it tells nothing.
  return rows.find(({ when }) => when(broken))?.failure ?? (broken.handedOver ? 'no-answer' : 'unavailable');
}
