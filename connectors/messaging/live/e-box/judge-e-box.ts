import type { messagingFailures } from '../../messaging.port.ts';
import { published, statusMessage } from '../../wire/e-box.ts';
import type { Came } from './ask-e-box.ts';

interface Row { readonly when: (came: Came) => boolean; readonly failure: keyof typeof messagingFailures }

const silence = (sent: boolean) => (came: Came) => came.kind === 'silence' && came.sent === sent;
const status = (...those: number[]) => (came: Came) => came.kind === 'answer' && those.includes(came.status);
/** In words of its own: a page, or nothing, may be a proxy's, which has lost the answer to what it passed on. */
const stated = (those: number) => (came: Came) => status(those)(came) && came.kind === 'answer' && statusMessage.safeParse(came.value).success;
const refusedAs = (code: string) => (came: Came) => status(400)(came) && came.kind === 'answer' && statusMessage.safeParse(came.value).data?.code === code;

/** What went wrong when something was published, and what the house may do next; the first row that fits counts. No key goes along and nothing can be looked up: what is unsure waits for a person. */
const rows: readonly Row[] = [
  // Our roots cannot be read.
  { when: (came) => silence(false)(came) && came.kind === 'silence' && (came.code === 'unusable' || (came.code.startsWith('ERR_') && !came.code.startsWith('ERR_TLS_'))), failure: 'not-let-in' },
  { when: silence(false), failure: 'unavailable' },
  { when: silence(true), failure: 'no-answer' },
  { when: status(401, 403), failure: 'not-let-in' },
  // Our organisation, application or type of message: it would be so for every message.
  { when: refusedAs('INVALID_SENDER'), failure: 'not-let-in' },
  // It does not tell a number that it does not take from another field: by another medium the citizen is told either way.
  { when: refusedAs('INVALID_INPUT'), failure: 'address-refused' },
  { when: status(429), failure: 'unavailable' },
  { when: stated(503), failure: 'unavailable' },
  { when: status(408), failure: 'no-answer' },
  { when: (came) => came.kind === 'answer' && came.status >= 400 && came.status < 500, failure: 'not-taken' },
];

/** The answer of an e-Box that published; undefined for whatever else came. */
export function publishedIn(came: Came): { readonly messageId: string; readonly code?: string | null | undefined } | undefined {
  return came.kind === 'answer' && came.status === 201 ? published.safeParse(came.value).data : undefined;
}

/** A success that nobody understands, a redirection, a server that broke: it may have been published. */
export const judgeEBox = (came: Came): keyof typeof messagingFailures => rows.find(({ when }) => when(came))?.failure ?? 'no-answer';
