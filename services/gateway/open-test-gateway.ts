import { ServiceBroker } from 'moleculer';
import { z } from 'zod';
import type { Caller } from '#services/kernel/caller.ts';
import { defineContract } from '#services/kernel/contract.ts';
import { failures } from '#services/kernel/failure.ts';
import { gatewayService, portOf, type GatewayOptions } from './gateway.ts';
import type { Offered, OfferedRoute } from './operation.ts';

/** A contract of no system at all, with every kind of field that a route may have. */
export const parcels = defineContract('parcels', {
  title: 'Brings & fetches <parcels>',
  config: z.strictObject({}),
  uses: {}, calls: [], events: {},
  actions: {
    list: {
      kind: 'query', summary: 'All parcels.', scope: 'parcels:read',
      input: z.strictObject({
        state: z.enum(['new', 'old']).optional(), open: z.stringbool().optional(), limit: z.coerce.number().int().min(1).max(500).default(100),
        weight: z.int().optional(), urgent: z.boolean().optional(), labels: z.array(z.string().max(10)).optional(), day: z.string().nullable().optional(),
      }),
      output: z.object({ parcels: z.array(z.string()) }),
    },
    show: { kind: 'query', summary: 'One parcel.', scope: 'parcels:read', input: z.strictObject({ parcel: z.uuid(), detail: z.int().optional() }), output: z.object({ parcel: z.uuid() }) },
    submit: {
      kind: 'command', summary: 'Sends a parcel.', scope: 'parcels:send',
      input: z.strictObject({
        parcel: z.uuid(), start: z.int(), insz: z.string().regex(/^\d{11}$/).optional(), open: z.boolean().optional(), tags: z.array(z.string()).max(5).optional(),
        contact: z.strictObject({ email: z.email().optional(), mobile: z.string().max(20).optional() }).optional(),
      }),
      output: z.object({ state: z.string() }),
    },
    sweep: { kind: 'command', summary: 'Sweeps the floor.', scope: 'parcels:sweep', input: z.strictObject({}), output: z.object({ swept: z.boolean() }) },
    secret: { kind: 'query', summary: 'For other plugins only.', scope: 'parcels:internal', input: z.strictObject({}), output: z.object({}) },
  },
});

export const route = (method: OfferedRoute['method'], path: OfferedRoute['path'], action: string): OfferedRoute => ({ method, path, action });

export const parcelsPlugin: Offered = {
  contract: parcels,
  routes: [
    route('GET', '/parcels', 'parcels.list'), route('GET', '/parcels/{parcel}', 'parcels.show'),
    route('POST', '/parcels/{parcel}/submit', 'parcels.submit'), route('POST', '/parcels/sweep', 'parcels.sweep'),
  ],
};

const identity = failures('identity', {
  'token-expired': { status: 401, retry: 'never', title: 'This token has expired.' },
  'token-forged': { status: 401, retry: 'never', title: 'This token was not issued here.' },
});
const sandbox = failures('sandbox', { 'no-such-lever': { status: 404, retry: 'never', title: 'There is no such lever here.' } });

export const clerk: Caller = { kind: 'official', actor: 'official:els', municipality: 'gent', scopes: ['parcels:*'] };

/** One call that reached an action. */
export interface Seen { readonly action: string; readonly params: unknown; readonly meta: Readonly<Record<string, unknown>> }

export interface TestGateway {
  readonly url: string;
  /** Every call that reached an action, and every lever pulled. */
  readonly seen: Seen[];
  /** What was logged, as text. */
  readonly logged: string[];
  /** How the next calls answer. */
  answerWith(answer: (seen: Seen) => unknown): void;
  /** Sends a request with the clerk's token unless the headers say otherwise. */
  ask(method: string, path: string, options?: { body?: unknown; raw?: string | Buffer; headers?: Record<string, string>; token?: string | null }): Promise<Asked>;
  close(): Promise<void>;
}
export interface Asked { readonly status: number; readonly headers: Headers; readonly text: string; readonly json: unknown }

/** A gateway on a free port of this machine, before fake actions on a broker of its own. */
export async function openTestGateway(overrides: Partial<GatewayOptions> = {}): Promise<TestGateway> {
  const seen: Seen[] = [];
  const logged: string[] = [];
  let answer: (seen: Seen) => unknown = () => ({});
  const log = (fields: Readonly<Record<string, unknown>>, message: string) => { logged.push(`${message} ${JSON.stringify(fields)}`); };
  const broker = new ServiceBroker({ logger: false, transporter: null, skipProcessEventRegistration: true, requestTimeout: 300 });
  for (const [name, actions] of [['parcels', ['list', 'show', 'submit', 'sweep']], ['identity', ['endSession']]] as const) broker.createService({
    name,
    actions: Object.fromEntries(actions.map((action) => [action, (ctx: { params: unknown; meta: Record<string, unknown> }) => {
      const call = { action, params: ctx.params, meta: { ...ctx.meta } };
      seen.push(call);
      const given = answer(call);
      if (action === 'submit' && ctx.meta['idempotencyKey'] === 'again') ctx.meta['replayed'] = true;
      return given;
    }])),
  });
  broker.createService(gatewayService({
    host: '127.0.0.1', port: 0, plugins: [parcelsPlugin],
    verify: async (token) => {
      if (token === 'old') throw identity['token-expired']();
      if (token !== 'good') throw identity['token-forged']();
      return clerk;
    },
    sandboxControl: {
      list: async () => [{ nis: '44021', port: 'bank', lever: 'pay', summary: 'Pays.', input: z.strictObject({ payment: z.string() }) }],
      pull: async (nis, port, lever, input) => {
        if (`${nis}/${port}/${lever}` !== '44021/bank/pay') throw sandbox['no-such-lever']();
        seen.push({ action: `sandbox ${lever}`, params: input, meta: {} });
        return { paid: true };
      },
    },
    inbound: {
      limitBytes: (_nis, _port, { path, headers }) => (path === '/large' && headers['authorization'] === 'Basic x' ? 3_000_000 : undefined),
      receive: async (nis, port, { method, path, query, headers, body }) => {
        seen.push({ action: `inbound ${nis}/${port}`, params: { method, path, query: query.toString(), type: headers['content-type'], body: Buffer.from(body).toString('latin1') }, meta: {} });
        return { status: 202, headers: { 'Content-Type': 'application/soap+xml' }, body: '<taken/>', ...(path === '/cut' && { cut: true }) };
      },
    },
    health: async () => ({ status: 'UP', node: 'test', components: { store: { status: 'UP' } } }),
    log: { info: log, warn: log, error: log }, ...overrides,
  }));
  await broker.start();
  const url = `http://127.0.0.1:${portOf(broker)}`;
  return {
    url, seen, logged, answerWith: (given) => { answer = given; },
    ask: async (method, path, { body, raw, headers = {}, token = 'good' } = {}) => {
      const payload = raw ?? (body === undefined ? undefined : JSON.stringify(body));
      const response = await fetch(`${url}${path}`, {
        method, headers: { ...(token !== null && { Authorization: `Bearer ${token}` }), ...(payload !== undefined && { 'Content-Type': 'application/json' }), ...headers },
        ...(payload !== undefined && { body: payload }),
      });
      const text = await response.text();
      return { status: response.status, headers: response.headers, text, json: response.headers.get('content-type')?.includes('json') && text !== '' ? JSON.parse(text) as unknown : undefined };
    },
    close: () => broker.stop(),
  };
}
