import { createHash, timingSafeEqual } from 'node:crypto';
import type { ReadSecret } from '#services/kernel/secret.ts';
import type { WireRequest } from '#services/kernel/wire.ts';
import type { ReceiptCredentials } from './receipt-credentials.ts';

/** Whether user and password are those that were agreed. Hashes are compared: neither time nor length tells how much was right. */
export function proveSender({ user, password }: ReceiptCredentials, secret: ReadSecret, { authorization = '' }: WireRequest['headers']): boolean {
  const [, given = ''] = /^Basic +([A-Za-z0-9+/=]+)$/i.exec(authorization) ?? [];
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(Buffer.from(given, 'base64').toString('utf8')), hash(`${user}:${secret(password)}`));
}
