import { randomBytes, timingSafeEqual, createHash } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WireRequest } from '#services/kernel/wire.ts';

/** Where a served sandbox keeps the token that it takes: the live side reads it there. */
export const tokenFile = (folder: string): string => join(folder, 'token');

/** Lets in who brings the token of this folder; it is made when the sandbox is first opened, and outlives it. */
export function keepToken(folder: string): (headers: WireRequest['headers']) => boolean {
  const file = tokenFile(folder);
  if (!existsSync(file)) makeToken(folder, file);
  const expected = digest(readFileSync(file, 'utf8'));
  return ({ authorization = '' }) => {
    const [scheme = '', token = ''] = authorization.split(' ');
    return scheme.toLowerCase() === 'bearer' && timingSafeEqual(digest(token), expected);
  };
}

/** Written whole under another name first: of two processes one gives it its name. */
function makeToken(folder: string, file: string): void {
  mkdirSync(folder, { recursive: true });
  const draft = `${file}.${randomBytes(8).toString('hex')}`;
  writeFileSync(draft, randomBytes(32).toString('base64url'), { mode: 0o600 });
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!existsSync(file)) throw error;
  } finally {
    rmSync(draft);
  }
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
