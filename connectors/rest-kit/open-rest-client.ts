import { keepAgent } from '#services/wire-kit/keep-agent.ts';
import type { Outgoing } from '#services/wire-kit/post.ts';
import type { Failure } from '#services/kernel/failure.ts';
import type { OutwardCall } from '#services/kernel/port.ts';
import type { ReadSecret } from '#services/kernel/secret.ts';
import { askJson, type Said } from './ask-json.ts';
import { basicHeader } from './basic-password.ts';
import { mishapOfProblem, type Mishap } from './mishaps.ts';
import { headersOf } from './outward-headers.ts';
import type { RestOperation, Sending, Told } from './rest-operation.ts';
import type { RestCredentials, RestPlace } from './rest-place.ts';
import { addressFields, addressOf } from './rest-address.ts';

/** What the service states when it refuses (RFC 9457), and what that is in the words of the port. */
export interface StatedProblem<F extends string> { readonly type: string; readonly status: number; readonly title: string; readonly failure: F }

/** What went wrong, as data: each row names a failure of the port, and so what the house may do next. */
export interface Meanings<F extends string> {
  readonly failures: Readonly<Record<F, (details?: { cause?: unknown }) => Failure>>;
  readonly problems: readonly StatedProblem<F>[];
  readonly mishaps: Readonly<Record<Mishap, { readonly read: F; readonly write: F }>>;
}

/** What was seen of the other side beside its answer, for whoever checks a connector. */
export interface Noticed { readonly mishap?: Mishap; readonly says?: string; /** Until when its certificate is valid. */ readonly validTo?: number }

export interface RestClientOptions<F extends string> {
  readonly place: RestPlace;
  readonly secret: ReadSecret;
  readonly meanings: Meanings<F>;
  readonly largestAnswer?: number;
  readonly notice?: ((noticed: Noticed) => void) | undefined;
}

export interface RestClient {
  /** Asks once. @throws the failures of the port */
  ask<O extends RestOperation>(operation: O, sending: Sending<O>, call: OutwardCall): Promise<Told<O>>;
  close(): void;
}

/** The service behind an address. Secrets are read at each request, so that a replaced one counts at once. */
export function openRestClient<F extends string>({ place, secret, meanings, largestAnswer = 1024 * 1024, notice = () => {} }: RestClientOptions<F>): RestClient {
  const agent = keepAgent(place.url, () => ({
    key: place.clientCertificate && secret(place.clientCertificate.privateKey), cert: place.clientCertificate && secret(place.clientCertificate.certificate),
    ca: place.trustRoots === undefined ? undefined : secret(place.trustRoots),
  }));
  return {
    ask: async (operation, sending, call) => {
      const fail = (mishap: Mishap, says: string): Failure => {
        notice({ mishap, says });
        return meanings.failures[meanings.mishaps[mishap][operation.kind]]({ cause: new Error(`${operation.method} ${operation.path}: ${mishap} (${says})`) });
      };
      const outgoing = outgoingOf(operation, sending, call, place, secret);
      if (outgoing === undefined) throw fail('not-taken', 'a parameter that no address can carry');
      const said = await askJson({ agent: agent.now(), timeoutMs: place.timeoutSeconds * 1_000, largestAnswer }, outgoing, call.signal, operation.kind === 'write' && operation.keyed !== true);
      if (said.validTo !== undefined) notice({ validTo: said.validTo });
      if (said.kind === 'mishap') throw fail(said.mishap, said.says);
      if (said.kind === 'problem') throw statedIn(said, meanings) ?? fail(mishapOfProblem(said.type) ?? said.otherwise, said.says);
      const told = toldBy(operation, said);
      if (told === undefined) throw fail('not-understood', `HTTP ${said.status}`);
      return told;
    },
    close: () => agent.close(),
  };
}

interface AnySending { readonly parameters?: unknown; readonly query?: unknown; readonly body?: unknown; readonly ifMatch?: string }

function outgoingOf(operation: RestOperation, sending: AnySending, call: OutwardCall, place: RestPlace, secret: ReadSecret): Outgoing | undefined {
  const url = addressOf(place.url, operation.path, addressFields.parse(sending.parameters ?? {}), addressFields.parse(sending.query ?? {}));
  if (url === undefined) return undefined;
  if (operation.keyed === true && call.key === '') throw new Error(`${operation.method} ${operation.path}: a write without a key`);
  const headers = {
    ...headersOf(call), ...presenting(place.credentials, secret), ...(operation.keyed === true && { 'idempotency-key': call.key }), ...(sending.ifMatch !== undefined && { 'if-match': sending.ifMatch }),
    ...(operation.body && { 'content-type': 'application/json' }),
  };
  return { method: operation.method, url, headers, body: operation.body && Buffer.from(JSON.stringify(sending.body)) };
}

function presenting(credentials: RestCredentials | undefined, secret: ReadSecret): Record<string, string> {
  if (credentials === undefined) return {};
  if (credentials.kind === 'bearer') return { authorization: `Bearer ${secret(credentials.token)}` };
  if (credentials.kind === 'api-key') return { [credentials.header.toLowerCase()]: secret(credentials.key) };
  return { authorization: basicHeader({ user: credentials.user, password: secret(credentials.password) }) };
}

function statedIn<F extends string>(said: Extract<Said, { kind: 'problem' }>, { problems, failures }: Meanings<F>): Failure | undefined {
  const known = problems.find(({ type }) => type === said.type);
  return known && failures[known.failure]();
}

/** The answer in the shape of the contract; undefined where it is another one. */
function toldBy<O extends RestOperation>(operation: O, { status, value, etag }: Extract<Said, { kind: 'answer' }>): Told<O> | undefined {
  if (status !== operation.status || (operation.tagged === true && etag === undefined)) return undefined;
  const parsed = operation.answer ? operation.answer.safeParse(value) : { success: value === undefined, data: undefined };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- parsed by the answer of this very operation
  return parsed.success ? { value: parsed.data, ...(operation.tagged === true && { etag }) } as Told<O> : undefined;
}
