import { NotAnswered, tooLarge } from '#services/wire-kit/post.ts';
import type { LoginFailure } from '../login-failures.ts';
import { otherHost, redirected } from './fetch-from.ts';
import { unusableKey } from './our-keys.ts';
import { unreadable } from './read-provider.ts';

/** The answer came from another login service than the one that was asked, or does not say from whom. */
export const otherIssuer = 'OTHER_ISSUER';

/** How far a login had come: before the code was shown to anybody, while it was, and once it was taken. */
export type Stage = 'before' | 'exchange' | 'after';

export interface Mishap { readonly failure: LoginFailure; /** Code of the network, of HTTP or of the library. Never a word of the other side. */ readonly code: string }

/** What the other side says by OAuth's own words (RFC 6749, 5.2). Another word is not in the contract. */
const stated: Readonly<Record<string, LoginFailure>> = {
  invalid_grant: 'refused', access_denied: 'refused',
  invalid_client: 'credentials-refused', unauthorized_client: 'credentials-refused',
  temporarily_unavailable: 'unavailable',
  invalid_request: 'not-understood', unsupported_grant_type: 'not-understood', invalid_scope: 'not-understood',
};

const unbelievable: readonly string[] = [tooLarge, otherHost, otherIssuer, redirected, unreadable];

/** What an error means for the login. Errors of the library hold tokens: nothing of them goes on but a code. */
export function nameMishap(error: unknown, stage: Stage): Mishap {
  const silent = causeOf(error);
  if (silent) return { failure: ofSilence(silent, stage), code: silent.code };
  const { error: said, status, code } = fieldsOf(error);
  if (typeof said === 'string') return { failure: stage === 'exchange' ? stated[said] ?? 'untrusted-answer' : 'untrusted-answer', code: Object.hasOwn(stated, said) ? said : 'an error of its own' };
  // The library throws an answer that carries a challenge (`WWW-Authenticate`), and one that is no answer, without looking further.
  const answered = typeof status === 'number' ? status : fieldsOf(fieldsOf(error).cause).status;
  if (answered === 401 || answered === 403) return { failure: stage === 'exchange' ? 'credentials-refused' : 'refused', code: `HTTP ${answered}` };
  return { failure: 'untrusted-answer', code: typeof code === 'string' ? code : 'unreadable' };
}

function ofSilence({ sent, code }: NotAnswered, stage: Stage): LoginFailure {
  if (code === unusableKey) return 'credentials-refused';
  if (unbelievable.includes(code)) return 'untrusted-answer';
  if (stage === 'before') return 'unavailable';
  return stage === 'exchange' && !sent ? 'unavailable' : 'no-answer';
}

function causeOf(error: unknown): NotAnswered | undefined {
  if (error instanceof NotAnswered) return error;
  const { cause } = fieldsOf(error);
  return cause === undefined ? undefined : causeOf(cause);
}

interface Fields { readonly cause?: unknown; readonly error?: unknown; readonly status?: unknown; readonly code?: unknown }

const fieldsOf = (value: unknown): Fields => (typeof value === 'object' && value !== null ? value : {});
