import { sign } from 'node:crypto';
import type { SigningKey } from './device-keys.ts';

/** JWS in compact form, RS256, with the certificates in its header. */
export function signToken(payload: object, { privateKey, chain }: SigningKey): string {
  const header = { alg: 'RS256', typ: 'JWT', x5c: chain.map((pem) => pem.replaceAll(/-----[A-Z ]+-----|\s/g, '')) };
  const signed = `${base64url(header)}.${base64url(payload)}`;
  return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), privateKey).toString('base64url')}`;
}

export const base64url = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
