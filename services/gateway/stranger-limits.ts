import { createHmac, randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Log } from '#services/kernel/context.ts';
import { refusal, type Answer } from './answer.ts';
import { readClientAddress } from './client-address.ts';
import { gatewayFailures } from './gateway-failures.ts';
import { openTokenBuckets, type Rate } from './token-buckets.ts';

/** How often one address may do what needs no credential of one's own. Generous: a partner with much to tell meets none of it. Reasons: docs/decisions/0034-rate-limits.md. */
export const strangerRates = {
  /** One way in (`/inbound/…`) of one municipality. */
  wayIn: { atOnce: 600, perSecond: 20 },
  /** All ways in together: who invents municipalities and names gets no more. */
  allWaysIn: { atOnce: 3_000, perSecond: 100 },
  /** Codes and logins of one municipality, each kind by itself. */
  entry: { atOnce: 300, perSecond: 10 },
  /** Device agents: lines that are opened, and codes that are shown. All of a town hall may come back at once. */
  agents: { atOnce: 120, perSecond: 2 },
  /** Secrets that are tried on the pages of one municipality: from one address, where a family or a library may be. */
  guesses: { atOnce: 30, perSecond: 0.2 },
  /** The same secret, from wherever: a link that is opened again and again. */
  sameGuess: { atOnce: 20, perSecond: 0.1 },
  /** All of one municipality's together: who has many addresses gains little. */
  allGuesses: { atOnce: 1_000, perSecond: 20 },
} as const satisfies Readonly<Record<string, Rate>>;
export type StrangerRates = Readonly<Record<keyof typeof strangerRates, Rate>>;

export interface StrangerLimitsOptions {
  /** Milliseconds that only go on. */
  readonly now: () => number;
  /** Proxies whose `X-Forwarded-For` is believed: addresses and networks. */
  readonly trustedProxies: readonly string[];
  readonly rates: StrangerRates;
  readonly log: Log;
}

type Asked = Pick<IncomingMessage, 'headers' | 'socket'>;

export interface StrangerLimits {
  /** The refusal, for whoever comes too often. */
  ofWayIn(request: Asked, nis: string, port: string, name: string): Answer | undefined;
  ofEntry(request: Asked, municipality: string, operation: string): Answer | undefined;
  ofAgents(request: Asked): Answer | undefined;
  /** A secret that somebody shows who has nothing else: right or wrong, all count alike. */
  ofGuess(request: Asked, municipality: string, page: string, secret: string): Answer | undefined;
}

const oncePerMinute: Rate = { atOnce: 1, perSecond: 1 / 60 };

/** A limit for each address, municipality and way by itself, in the memory of this node. */
export function openStrangerLimits({ now, trustedProxies, rates, log }: StrangerLimitsOptions): StrangerLimits {
  const buckets = openTokenBuckets(now);
  const addressOf = readClientAddress(trustedProxies);
  const limit = (request: Asked, about: { readonly municipality: string; readonly way: string }, asked: (from: string) => readonly (readonly [key: string, rate: Rate])[]): Answer | undefined => {
    const { from, unnamedProxy } = addressOf(request);
    // All are taken from, so that each counts every request.
    const waits = asked(from).flatMap(([key, rate]) => buckets.take(key, rate) ?? []);
    if (waits.length === 0) return undefined;
    // Where it came from is personal data; how often this is said does not depend on how often it happens.
    if (buckets.take('log', oncePerMinute) === undefined) log.warn({ ...about, ...(unnamedProxy && { unnamedProxy: 'a proxy passes requests on that TRUSTED_PROXIES does not name: all behind it share one limit' }) }, 'an address asks too often and is refused');
    return refusal(gatewayFailures['too-often'](), { 'Retry-After': String(Math.max(1, Math.ceil(Math.max(...waits) / 1_000))) });
  };
  return {
    ofWayIn: (request, nis, port, name) => {
      const way = `${short(nis)}/${short(port)}/${short(name)}`;
      return limit(request, { municipality: short(nis), way }, (from) => [[`in ${from}`, rates.allWaysIn], [`in ${from} ${way}`, rates.wayIn]]);
    },
    ofEntry: (request, municipality, operation) => limit(request, { municipality, way: operation }, (from) => [[`${operation} ${from} ${municipality}`, rates.entry]]),
    ofAgents: (request) => limit(request, { municipality: '-', way: 'agents' }, (from) => [[`agents ${from}`, rates.agents]]),
    ofGuess: (request, municipality, page, secret) => limit(request, { municipality, way: page }, (from) => [
      [`guess ${from} ${municipality}`, rates.guesses], [`guess of ${municipality} ${fingerprintOf(secret)}`, rates.sameGuess], [`guesses ${municipality}`, rates.allGuesses],
    ]),
  };
}

/** Nobody who reads the memory of this node finds a code there. As people type it: in small letters, with dashes and spaces. */
const fingerprintOf = (secret: string): string => createHmac('sha256', ours).update(secret.toUpperCase().replaceAll(/[^0-9A-Z]/g, '')).digest('base64url');
const ours = randomBytes(32);

/** A word of an address that a caller may have invented: what no way in is called stands for nothing. */
const short = (word: string): string => (/^[a-z0-9-]{1,40}$/.test(word) ? word : '-');
