import { basicHeader } from '#connectors/rest-kit/basic-password.ts';
import { keepAgent } from '#services/wire-kit/keep-agent.ts';
import { NotAnswered, send, tooLarge, type Posted } from '#services/wire-kit/post.ts';
import { failureOf, mishapOf, type Kind, type Mishap } from './failure-table.ts';

/** What was seen of the other side beside its answer, for whoever checks a connector. `code` is one of the network or of HTTP. */
export interface Noticed { readonly mishap: Mishap; readonly code: string }
export type Notice = (noticed: Noticed) => void;

export interface Exchange { readonly kind: Kind; readonly signal: AbortSignal }
export interface Asking {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Below the place of the service; begins with a slash. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** How large an answer is taken, in bytes. */
  readonly largest?: number;
}

/** One service of bpost, asked over connections that stand. */
export interface Wire {
  /** The answer of the service, whatever it says. @throws what the failure table has for anything else */
  readonly ask: (asking: Asking, exchange: Exchange) => Promise<Posted>;
  readonly fail: (mishap: Mishap, kind: Kind, code?: string) => Error;
  readonly close: () => void;
}

export interface WireOptions {
  readonly url: string;
  /** Read anew for each request: what was replaced counts at once. */
  readonly credentials: () => Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly notice: Notice;
}

const largestAnswer = 1024 * 1024;

export function openWire({ url, credentials, timeoutMs, notice }: WireOptions): Wire {
  const agent = keepAgent(url, () => ({}));
  const fail: Wire['fail'] = (mishap, kind, code = '') => {
    notice({ mishap, code });
    return failureOf(mishap, kind);
  };
  return {
    fail,
    ask: async ({ method, path, headers, body, largest = largestAnswer }, { kind, signal }) => {
      const way = { agent: agent.now(), timeoutMs, largestAnswer: largest };
      const outgoing = { method, url: `${url}${path}`, headers: { ...headers, ...credentials() }, ...(body !== undefined && { body: Buffer.from(body, 'utf8') }) };
      const answer = await send(way, outgoing, signal).catch((error: unknown) => {
        if (!(error instanceof NotAnswered)) throw error;
        throw fail(error.code === tooLarge ? 'unverified' : error.sent ? 'lost' : 'not-sent', kind, error.code);
      });
      const mishap = mishapOf(answer.status);
      if (mishap) throw fail(mishap, kind, `HTTP ${answer.status}`);
      return answer;
    },
    close: agent.close,
  };
}

/** HTTP Basic. */
export const basic = (account: string, passPhrase: string) => ({ authorization: basicHeader({ user: account, password: passPhrase.trim() }) });

export const isXml = ({ type }: Posted): boolean => /\bxml\b/i.test(type);
export const isPage = ({ type }: Posted): boolean => /\bhtml\b/i.test(type);
