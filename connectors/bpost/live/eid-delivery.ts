import { z } from 'zod';
import type { Posted } from '#connectors/wire-kit/post.ts';
import type { OutwardCall } from '#services/kernel/port.ts';
import { bpostFailures, type bpost, type moment } from '../bpost.port.ts';
import { eidDeliveryMessages } from '../wire/eid-delivery-messages.ts';
import { problems, problemType } from '../wire/eid-delivery-problems.ts';
import { isPage, type Asking, type Exchange, type Wire } from './ask-bpost.ts';
import { jsonIn } from './read-json.ts';
import { inPath } from './shipping-manager.ts';

type In<Name extends keyof (typeof bpost)['operations']> = z.output<(typeof bpost)['operations'][Name]['input']>;
type Moment = z.output<typeof moment>;

/** Our own contract with bpost for what Shipping Manager has no place for. */
export interface EidDelivery {
  readonly moments: (asked: In<'moments'>, exchange: Exchange) => Promise<Moment[]>;
  readonly changeMoment: (asked: In<'changeMoment'>, call: OutwardCall) => Promise<Record<string, never>>;
  readonly handOverCustody: (asked: In<'handOverCustody'>, call: OutwardCall) => Promise<Record<string, never>>;
  readonly delivery: (asked: In<'delivery'>, call: OutwardCall) => Promise<z.input<(typeof bpost)['operations']['delivery']['output']>>;
}

const problem = z.object({ type: z.string() });

export function eidDelivery({ ask, fail }: Wire): EidDelivery {
  const say = async <S extends z.ZodType>(asking: Omit<Asking, 'headers'>, answer: S, exchange: Exchange, headers: Readonly<Record<string, string>> = {}): Promise<z.output<S>> => {
    const accept = { accept: 'application/json, application/problem+json' };
    const came = await ask({ ...asking, headers: { ...accept, ...headers, ...(asking.body !== undefined && { 'content-type': 'application/json' }) } }, exchange);
    const said = came.status === 200 ? answer.safeParse(jsonIn(came)) : undefined;
    if (said?.success === true) return said.data;
    throw statedIn(came) ?? fail(came.status >= 500 ? 'lost' : 'unverified', exchange.kind, `HTTP ${came.status}`);
  };
  /** An answer about another delivery than was asked is no answer. */
  const about = (asked: string, said: string, exchange: Exchange): void => {
    if (said !== asked) throw fail('unverified', exchange.kind);
  };
  const write = async <S extends z.ZodType<{ readonly reference: string }>>(method: 'PUT' | 'POST', what: string, reference: string, body: object, answer: S, call: OutwardCall): Promise<z.output<S>> => {
    const exchange: Exchange = { kind: 'write', signal: call.signal };
    const done = await say({ method, path: `/v1/deliveries/${inPath(reference)}/${what}`, body: JSON.stringify(body) }, answer, exchange, { 'idempotency-key': call.key, 'belgov-trace-id': call.traceId });
    about(reference, done.reference, exchange);
    return done;
  };
  const { moments, changeMoment, handOverCustody, delivery } = eidDeliveryMessages;
  return {
    moments: async ({ postcode, from, until }, exchange) => {
      const query = new URLSearchParams({ postcode, from, until });
      return (await say({ method: 'GET', path: `/v1/moments?${query.toString()}` }, moments.answer, exchange)).moments;
    },
    changeMoment: async ({ reference, moment }, call) => {
      const done = await write('PUT', 'moment', reference, z.encode(changeMoment.request, { moment }), changeMoment.answer, call);
      if (done.moment.start !== moment.start || done.moment.end !== moment.end) throw fail('unverified', 'write');
      return {};
    },
    handOverCustody: async ({ reference, at }, call) => {
      await write('POST', 'custody', reference, z.encode(handOverCustody.request, { handedOverAt: at }), handOverCustody.answer, call);
      return {};
    },
    delivery: async ({ reference }, call) => {
      const exchange: Exchange = { kind: 'read', signal: call.signal };
      const said = await say({ method: 'GET', path: `/v1/deliveries/${inPath(reference)}/messages` }, delivery.answer, exchange);
      about(reference, said.reference, exchange);
      return { messages: said.messages.map((message) => ({ ...message, reference })) };
    },
  };
}

/** What bpost itself states. Any other type, and a page, say nothing that can be relied on. */
function statedIn(came: Posted): Error | undefined {
  if (came.status < 400 || isPage(came)) return undefined;
  const type = problem.safeParse(jsonIn(came)).data?.type;
  const stated = problems.find(({ name, status }) => type === `${problemType}${name}` && status === came.status);
  return stated && bpostFailures[stated.failure]();
}
