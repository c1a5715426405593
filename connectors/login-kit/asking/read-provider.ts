import type { JWKS } from 'openid-client';
import { z } from 'zod';
import { readJson } from '#connectors/rest-kit/read-json.ts';
import { NotAnswered } from '#services/wire-kit/post.ts';
import { otherHost, type fetchFrom } from './fetch-from.ts';
import type { LoginPlace } from './login-place.ts';

/** What a login service publishes is not what was agreed, or not to be read. */
export const unreadable = 'UNREADABLE';

/** What is used of the metadata of a login service (OpenID Connect Discovery 1.0, 3). */
const published = z.object({ issuer: z.string(), authorization_endpoint: z.url(), token_endpoint: z.url(), userinfo_endpoint: z.url(), jwks_uri: z.url(), authorization_response_iss_parameter_supported: z.boolean().default(false) });
export type Provider = z.output<typeof published>;
const keyShape = z.object({ keys: z.array(z.object({ kty: z.string(), kid: z.string().optional() })).min(1).max(50) });
/** Each key is read by the library when it is used: one that it does not know spoils no other. */
const keySet = z.custom<JWKS>((value) => keyShape.safeParse(value).success);
export type KeySet = JWKS;

type Fetch = ReturnType<typeof fetchFrom>;

export const originsOf = ({ issuer, alsoAt }: LoginPlace): ReadonlySet<string> => new Set([new URL(issuer).origin, ...alsoAt]);

/** Reads where its end points are. It speaks for no other issuer, and names no host that was not agreed. @throws NotAnswered */
export async function readProvider(fetch: Fetch, place: LoginPlace): Promise<Provider> {
  const read = published.safeParse(await readDocument(fetch, `${place.issuer}/.well-known/openid-configuration`));
  if (!read.success || read.data.issuer !== place.issuer) throw new NotAnswered(true, unreadable);
  const { issuer: _issuer, authorization_response_iss_parameter_supported: _saysWho, ...endpoints } = read.data;
  if (Object.values(endpoints).some((url) => !originsOf(place).has(new URL(url).origin))) throw new NotAnswered(true, otherHost);
  return read.data;
}

/** @throws NotAnswered */
export async function readKeys(fetch: Fetch, { jwks_uri: url }: Provider): Promise<KeySet> {
  const read = keySet.safeParse(await readDocument(fetch, url));
  if (!read.success) throw new NotAnswered(true, unreadable);
  return read.data;
}

async function readDocument(fetch: Fetch, url: string): Promise<unknown> {
  const answer = await fetch(url, { method: 'GET', headers: { accept: 'application/json, application/jwk-set+json' } });
  const read = readJson(Buffer.from(await answer.arrayBuffer()));
  if (answer.status !== 200 || !/^application\/(jwk-set\+)?json\b/i.test(answer.headers.get('content-type') ?? '') || !('value' in read)) throw new NotAnswered(true, unreadable);
  return read.value;
}
