import { createPublicKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { readJson } from '#connectors/rest-kit/read-json.ts';
import { keepAgent } from '#services/wire-kit/keep-agent.ts';
import { send } from '#services/wire-kit/post.ts';
import type { LiveEnv } from '#services/kernel/connector.ts';
import { paymentFailures } from '../../payment.port.ts';
import type { BancontactSettings } from '../payment-settings.ts';

/** Source: merchant API v3, 'callbacks': keys change unannounced, and are kept for 12 hours at most. */
const keptMs = 12 * 3_600_000;
/** A key that nobody knows must not make us ask each time: anybody can name one. */
const pauseMs = 5 * 60_000;
const largest = 256 * 1024;
const timeoutMs = 5_000;

const point = z.string().regex(/^[\w-]{43}$/);
const keySet = z.object({ keys: z.array(z.unknown()).max(100) });
/** The one kind of key that counts (ES256). Others in the set are for somebody else. */
const signingKey = z.object({ kty: z.literal('EC'), crv: z.literal('P-256'), kid: z.string().min(1).max(256), alg: z.literal('ES256').optional(), use: z.literal('sig').optional(), x: point, y: point });

export interface SenderKeys {
  /** @throws payment.unavailable where the keys cannot be had now, or were fetched too short ago to know a new one: the sender comes again. */
  keyOf(kid: string): Promise<KeyObject | undefined>;
  close(): void;
}

/** The published keys of who calls us. What a callback names is only ever looked up here: no address in it is followed. */
export function openSenderKeys({ config, secret, realNow }: Pick<LiveEnv<BancontactSettings>, 'config' | 'secret' | 'realNow'>): SenderKeys {
  const agent = keepAgent(config.keysUrl, () => ({ ca: config.trustRoots === undefined ? undefined : secret(config.trustRoots) }), 1);
  let known: ReadonlyMap<string, KeyObject> = new Map();
  let fetchedAt = Number.NEGATIVE_INFINITY;
  let triedAt = Number.NEGATIVE_INFINITY;
  let fetching: Promise<void> | undefined;

  const fetchKeys = async () => {
    triedAt = realNow();
    known = await readKeys(config.keysUrl, agent.now());
    fetchedAt = realNow();
  };
  /** Of several that need the keys at once, one asks. */
  const refresh = async () => {
    fetching ??= fetchKeys().finally(() => { fetching = undefined; });
    await fetching;
  };

  return {
    keyOf: async (kid) => {
      const fresh = () => realNow() - fetchedAt < keptMs;
      if (fresh() && known.has(kid)) return known.get(kid);
      if (fetching === undefined && realNow() - triedAt < pauseMs) throw paymentFailures.unavailable();
      await refresh();
      return known.get(kid);
    },
    close: () => agent.close(),
  };
}

async function readKeys(url: string, agent: Parameters<typeof send>[0]['agent']): Promise<ReadonlyMap<string, KeyObject>> {
  const came = await send({ agent, timeoutMs, largestAnswer: largest }, { method: 'GET', url, headers: { accept: 'application/json' } }, new AbortController().signal)
    .catch((error: unknown) => { throw paymentFailures.unavailable({ cause: error }); });
  const read = came.status === 200 ? readJson(came.body) : undefined;
  const set = read && 'value' in read ? keySet.safeParse(read.value).data : undefined;
  if (set === undefined) throw paymentFailures.unavailable({ cause: new Error(`keys: HTTP ${came.status}`) });
  return new Map(set.keys.flatMap((key): [string, KeyObject][] => {
    const { kty, crv, kid, x, y } = signingKey.safeParse(key).data ?? {};
    if (kty === undefined || crv === undefined || kid === undefined || x === undefined || y === undefined) return [];
    try {
      return [[kid, createPublicKey({ key: { kty, crv, x, y }, format: 'jwk' })]];
    } catch {
      // A point that is not on the curve.
      return [];
    }
  }));
}
