import { createHash, timingSafeEqual } from 'node:crypto';

export interface NamedPassword { readonly user: string; readonly password: string }

/** HTTP Basic (RFC 7617), in UTF-8. */
export const basicHeader = ({ user, password }: NamedPassword): string => `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`;

/** Whether an `Authorization` header brings this user and this password. Hashes are compared: neither time nor length tells how much was right. */
export function provesPassword({ user, password }: NamedPassword, authorization = ''): boolean {
  const [, given = ''] = /^Basic +([A-Za-z0-9+/=]+)$/i.exec(authorization) ?? [];
  return timingSafeEqual(digest(Buffer.from(given, 'base64').toString('utf8')), digest(`${user}:${password}`));
}

/** Asks for it, with HTTP 401. */
export const challengeBasic = (realm: string): Readonly<Record<string, string>> => ({ 'www-authenticate': `Basic realm="${realm}"` });

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
