import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { WireRequest } from '#services/kernel/wire.ts';

/** Whether Meta signed these very bytes with the secret of our app (`X-Hub-Signature-256`). The older SHA-1 signature beside it proves nothing any more. */
export function signedByMeta({ headers, body }: Pick<WireRequest, 'headers' | 'body'>, appSecret: string): boolean {
  const signature = /^sha256=(?<hex>[0-9a-f]{64})$/.exec(headers['x-hub-signature-256'] ?? '')?.groups?.['hex'];
  return signature !== undefined && appSecret !== '' && timingSafeEqual(Buffer.from(signature, 'hex'), createHmac('sha256', appSecret).update(body).digest());
}

const hash = (text: string) => createHash('sha256').update(text).digest();

/**
 * What is answered where Meta asks whether this address is ours (GET with `hub.…`): its challenge, to who knows our word; undefined otherwise. Only what is plainly a
 * challenge is said back, so that nobody makes this address say what he likes.
 */
export function challengeTo(query: URLSearchParams, verifyToken: string): string | undefined {
  const once = (name: string) => { const [only = '', ...more] = query.getAll(name); return more.length > 0 ? '' : only; };
  const knows = timingSafeEqual(hash(once('hub.verify_token')), hash(verifyToken)) && verifyToken !== '';
  const challenge = once('hub.challenge');
  return knows && once('hub.mode') === 'subscribe' && /^[A-Za-z0-9_-]{1,128}$/.test(challenge) ? challenge : undefined;
}
