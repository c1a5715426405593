import { createHash, timingSafeEqual } from 'node:crypto';
import { join } from 'node:path';
import type { WireRequest } from '#services/kernel/wire.ts';
import { keptSecret } from './kept-secret.ts';

/** Where a served sandbox keeps the token that it takes: the live side reads it there. */
export const tokenFile = (folder: string): string => join(folder, 'token');

/** Lets in who brings the token of this folder; it is made when the sandbox is first opened, and outlives it. */
export function keepToken(folder: string): (headers: WireRequest['headers']) => boolean {
  const expected = digest(keptSecret(tokenFile(folder)));
  return ({ authorization = '' }) => {
    const [scheme = '', token = ''] = authorization.split(' ');
    return scheme.toLowerCase() === 'bearer' && timingSafeEqual(digest(token), expected);
  };
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
