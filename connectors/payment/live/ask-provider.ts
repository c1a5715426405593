import type { z } from 'zod';
import { mishapOfStatus, type Mishap } from '#connectors/rest-kit/mishaps.ts';
import { headersOf } from '#connectors/rest-kit/outward-headers.ts';
import { readJson } from '#connectors/rest-kit/read-json.ts';
import { keepAgent } from '#services/wire-kit/keep-agent.ts';
import { NotAnswered, send, tooLarge, type Posted } from '#services/wire-kit/post.ts';
import type { OutwardCall } from '#services/kernel/port.ts';
import type { ReadSecret } from '#services/kernel/secret.ts';
import { paymentFailures } from '../payment.port.ts';
import { failureOf, type PaymentFailure } from './payment-failure-table.ts';
import type { ProviderPlace } from './provider-place.ts';

export interface ProviderRequest<S extends z.ZodType> {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** As it stands in logs: `/v3/payments/{id}`; `id` is put in, encoded. */
  readonly path: string;
  readonly id?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly kind: 'read' | 'write';
  /** May not be asked twice as it is: who got no answer looks first. A key of the provider's own may be forgotten before we come again. */
  readonly once?: true;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object;
  /** The statuses that say that it worked, and what comes with them. */
  readonly done: readonly number[];
  readonly answer: S;
}

/** What was seen of the other side beside its answer, for whoever checks a connector. */
export interface Noticed { readonly mishap?: Mishap; readonly says?: string; /** Until when its certificate is valid. */ readonly validTo?: number }

export interface ProviderOptions {
  readonly place: ProviderPlace;
  readonly secret: ReadSecret;
  /** What it says of its own when it refuses; undefined where that says nothing to us. */
  readonly statedIn: (status: number, body: unknown) => PaymentFailure | undefined;
  readonly notice?: (noticed: Noticed) => void;
}

export interface Provider {
  ask<S extends z.ZodType>(request: ProviderRequest<S>, call: OutwardCall): Promise<z.output<S>>;
  close(): void;
}

const largestAnswer = 1024 * 1024;

/** A payment provider over JSON: asked once, read as strictly as it can be; its refusals are told apart by its own codes, for a status alone may be a proxy's. */
export function openProvider({ place, secret, statedIn, notice = () => {} }: ProviderOptions): Provider {
  const agent = keepAgent(place.url, () => ({ ca: place.trustRoots === undefined ? undefined : secret(place.trustRoots) }));
  return {
    ask: async (request, call) => {
      const { method, path, kind, body } = request;
      const fail = (mishap: Mishap, says: string) => {
        notice({ mishap, says });
        return failureOf(mishap, kind, `${method} ${path}: ${mishap} (${says})`);
      };
      const url = addressOf(place.url, request);
      if (url === undefined) throw paymentFailures['unknown-payment']();
      const came = await send({ agent: agent.now(), timeoutMs: place.timeoutSeconds * 1_000, largestAnswer }, {
        method, url, body: body && Buffer.from(JSON.stringify(body)),
        headers: {
          accept: 'application/json', authorization: `Bearer ${secret(place.apiKey)}`, ...(body && { 'content-type': 'application/json' }), ...request.headers,
          ...(place.sendsReferences && { ...headersOf(call), 'effect-key': call.key }),
        },
      }, call.signal).catch((error: unknown) => { throw error instanceof NotAnswered ? fail(...mishapOf(error)) : error; });
      if (came.validTo !== undefined) notice({ validTo: came.validTo });
      return understood(request, came, { fail, statedIn });
    },
    close: () => agent.close(),
  };
}

function understood<S extends z.ZodType>({ once, done, answer }: ProviderRequest<S>, came: Posted, { fail, statedIn }: Pick<ProviderOptions, 'statedIn'> & { fail: (mishap: Mishap, says: string) => Error }): z.output<S> {
  const says = `HTTP ${came.status}`;
  const read = came.body.byteLength === 0 ? { value: undefined } : jsonIn(came);
  if (!done.includes(came.status)) {
    const stated = read && statedIn(came.status, read.value);
    throw stated === undefined ? fail(mishapOfStatus(came.status, once), says) : paymentFailures[stated]({ cause: new Error(says) });
  }
  const parsed = read && answer.safeParse(read.value);
  if (!parsed?.success) throw fail('not-understood', says);
  return parsed.data;
}

/** JSON that says that it is JSON. */
function jsonIn({ type, body }: Posted): { readonly value: unknown } | undefined {
  if (!/^application\/(hal\+|problem\+)?json\s*(;\s*charset="?utf-8"?\s*)?$/i.test(type.trim())) return undefined;
  const read = readJson(body);
  return 'value' in read ? read : undefined;
}

function mishapOf({ sent, code }: NotAnswered): [Mishap, string] {
  if (code === tooLarge) return ['not-understood', code];
  // Keys and headers that cannot be used are noticed before a connection is made.
  const unusable = code === 'unusable' || (code.startsWith('ERR_') && !code.startsWith('ERR_TLS_'));
  return [sent ? 'lost' : unusable ? 'unusable-key' : 'not-sent', code];
}

/** Undefined for an id that would lead to another address. */
function addressOf(base: string, { path, id, query }: Pick<ProviderRequest<z.ZodType>, 'path' | 'id' | 'query'>): string | undefined {
  if (id !== undefined && !/^[\w-]{1,100}$/.test(id)) return undefined;
  return `${base}${path.replace('{id}', id ?? '')}${query ? `?${new URLSearchParams(query).toString()}` : ''}`;
}
