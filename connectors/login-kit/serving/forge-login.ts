import { createHmac, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { serveHandler, type ServedHandler } from '#connectors/sandbox-kit/serve-handler.ts';
import type { WireAnswer } from '#services/kernel/wire.ts';

/** For suites: a login service that says whatever it is told to say, written by hand so that it can be wrong in every way. */
export interface ForgedLogin extends ServedHandler {
  /** What is answered at each of its addresses; each may be replaced. */
  readonly answers: Record<'discovery' | 'keys' | 'token' | 'person', () => WireAnswer | Promise<WireAnswer>>;
  /** How often each was asked. */
  readonly asked: Record<string, number>;
  readonly issuer: string;
}

export interface ForgingKey { readonly kid: string; readonly privateKey: KeyObject; readonly publicKey: KeyObject }

export function forgingKey(kid: string): ForgingKey {
  return { kid, ...generateKeyPairSync('rsa', { modulusLength: 2048 }) };
}

const base64 = (value: unknown): string => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

/** A token as nobody honest may write it: any header, any claims, signed as `how` says. */
export function forgeToken(claims: object, key: ForgingKey, how: 'RS256' | 'none' | 'HS256' = 'RS256'): string {
  const content = `${base64({ alg: how, kid: key.kid, typ: 'JWT' })}.${base64(claims)}`;
  if (how === 'none') return `${content}.`;
  const signature = how === 'RS256' ? sign('sha256', Buffer.from(content), key.privateKey) : createHmac('sha256', key.publicKey.export({ type: 'spki', format: 'pem' })).update(content).digest();
  return `${content}.${signature.toString('base64url')}`;
}

export const asJson = (value: unknown, type = 'application/json', status = 200): WireAnswer => ({ status, headers: { 'content-type': type }, body: typeof value === 'string' ? value : JSON.stringify(value) });
export const keysOf = (...keys: readonly ForgingKey[]): WireAnswer => asJson({ keys: keys.map(({ kid, publicKey }) => ({ ...createPublicKey(publicKey.export({ type: 'spki', format: 'pem' })).export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' })) });

export async function forgeLogin(key: ForgingKey): Promise<ForgedLogin> {
  const asked: Record<string, number> = {};
  const nothing = (): WireAnswer => ({ status: 404 });
  const answers: ForgedLogin['answers'] = { discovery: nothing, keys: () => keysOf(key), token: nothing, person: nothing };
  const names: Readonly<Record<string, keyof typeof answers>> = { '/fas/.well-known/openid-configuration': 'discovery', '/fas/keys': 'keys', '/fas/token': 'token', '/fas/person': 'person' };
  const served = await serveHandler(() => async ({ path }) => {
    const name = names[path];
    asked[name ?? path] = (asked[name ?? path] ?? 0) + 1;
    return name ? answers[name]() : { status: 404 };
  });
  const issuer = `${served.url}/fas`;
  answers.discovery = () => asJson(metadataOf(issuer));
  return { ...served, answers, asked, issuer };
}

export const metadataOf = (issuer: string) => ({ issuer, authorization_endpoint: `${issuer}/auth`, token_endpoint: `${issuer}/token`, userinfo_endpoint: `${issuer}/person`, jwks_uri: `${issuer}/keys` });
