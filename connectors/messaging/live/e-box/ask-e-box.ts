import { readJson } from '#connectors/rest-kit/read-json.ts';
import { keepAgent } from '#services/wire-kit/keep-agent.ts';
import { NotAnswered, send, type Outgoing } from '#services/wire-kit/post.ts';
import type { ReadSecret } from '#services/kernel/secret.ts';
import type { EBoxSettings } from './e-box-settings.ts';

/** What came of one request, before anybody asked what it means. */
export type Came =
  | { readonly kind: 'answer'; readonly status: number; /** JSON that says that it is JSON; undefined for anything else. */ readonly value: unknown; readonly validTo: number | undefined }
  | { readonly kind: 'silence'; /** Whether the other side can have got it. */ readonly sent: boolean; readonly code: string };

export interface EBoxLine { readonly ask: (outgoing: Outgoing, signal: AbortSignal) => Promise<Came>; readonly close: () => void }

const largestAnswer = 64 * 1024;

/** A line to one address. Nobody is followed to another one, and nothing is asked twice. */
export function openEBoxLine(url: string, { trustRoots, timeoutSeconds }: Pick<EBoxSettings, 'trustRoots' | 'timeoutSeconds'>, secret: ReadSecret): EBoxLine {
  const agent = keepAgent(url, () => ({ ca: trustRoots === undefined ? undefined : secret(trustRoots) }));
  return {
    ask: async (outgoing, signal) => {
      try {
        const { status, type, body, validTo } = await send({ agent: agent.now(), timeoutMs: timeoutSeconds * 1_000, largestAnswer }, { ...outgoing, headers: { accept: 'application/json', ...outgoing.headers } }, signal);
        const read = /^application\/json\s*(;|$)/i.test(type) ? readJson(body) : { flaw: 'no-json' };
        return { kind: 'answer', status, value: 'value' in read ? read.value : undefined, validTo };
      } catch (error) {
        if (!(error instanceof NotAnswered)) throw error;
        return { kind: 'silence', sent: error.sent, code: error.code };
      }
    },
    close: () => agent.close(),
  };
}
