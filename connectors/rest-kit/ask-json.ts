import { z } from 'zod';
import { NotAnswered, send, tooLarge, type Outgoing, type Way } from '#services/wire-kit/post.ts';
import { mishapOfStatus, type Mishap } from './mishaps.ts';
import { readJson } from './read-json.ts';

/** What came of a request, before anybody asked what it means. `says`: the code of the network, or `HTTP 502`; never a word of the other side. */
export type Said = (
  | { readonly kind: 'answer'; readonly status: number; readonly value: unknown; readonly etag: string | undefined }
  /** A problem (RFC 9457) that the other side states; `otherwise`: what its status says to whom does not know the type. */
  | { readonly kind: 'problem'; readonly type: string; readonly otherwise: Mishap; readonly says: string }
  | { readonly kind: 'mishap'; readonly mishap: Mishap; readonly says: string }
) & { /** Until when the certificate of the other side is valid, over TLS. */ readonly validTo?: number };

const problem = z.object({ type: z.string() });

/**
 * Sends a request once and reads what comes as strictly as it can be read. @throws what is no affair of the network
 * @param once what is asked may not be asked twice (`mishapOfStatus`)
 */
export async function askJson(way: Way, outgoing: Outgoing, signal: AbortSignal, once = false): Promise<Said> {
  const mishap = (mishap: Mishap, says: string): Said => ({ kind: 'mishap', mishap, says });
  const came = await send(way, { ...outgoing, headers: { accept: 'application/json, application/problem+json', ...outgoing.headers } }, signal).catch((error: unknown) => {
    if (!(error instanceof NotAnswered)) throw error;
    if (error.code === tooLarge) return mishap('not-understood', error.code);
    // Keys and headers that cannot be used are noticed before a connection is made.
    const unusable = error.code === 'unusable' || error.code.startsWith('ERR_');
    return mishap(error.sent ? 'lost' : unusable && !error.code.startsWith('ERR_TLS_') ? 'unusable-key' : 'not-sent', error.code);
  });
  if ('kind' in came) return came;
  const { status, type, body, headers, validTo } = came;
  const seen = validTo === undefined ? {} : { validTo };
  const says = `HTTP ${status}`;
  const read = body.byteLength === 0 ? undefined : readAs(type, body);
  const stated = status >= 400 && read?.media === 'application/problem+json' ? problem.safeParse(read.value).data?.type : undefined;
  if (stated !== undefined) return { kind: 'problem', type: stated, otherwise: mishapOfStatus(status, once), says, ...seen };
  if (status < 200 || status >= 300 || (body.byteLength > 0 && read?.media !== 'application/json')) return { ...mishap(mishapOfStatus(status, once), says), ...seen };
  return { kind: 'answer', status, value: read?.value, etag: headers['etag'], ...seen };
}

/** JSON that says that it is JSON, in the one character set that JSON has. */
function readAs(type: string, body: Uint8Array): { readonly media: string; readonly value: unknown } | undefined {
  const [media = '', ...parameters] = type.split(';').map((part) => part.trim().toLowerCase());
  if (parameters.some((parameter) => parameter.startsWith('charset=') && !/^charset="?utf-8"?$/.test(parameter))) return undefined;
  const read = readJson(body);
  return 'value' in read ? { media, value: read.value } : undefined;
}
