import { headers, Match, type Msg, type MsgHdrs, type NatsConnection } from 'nats';
import type { Caller } from '#services/kernel/caller.ts';
import type { Log } from '#services/kernel/context.ts';
import { quietWatch, type Watch } from '#services/kernel/watch.ts';
import { isFailure } from '#services/kernel/failure.ts';
import { traceHeader, usableTrace } from '../exchange.ts';
import { gatewayFailures } from '../gateway-failures.ts';
import { logUnexpected } from '../log-unexpected.ts';
import { parseJson } from '../parse-json.ts';
import { problemOf } from '../problem.ts';
import { identify, readIdempotencyKey, withIssues } from '../read-caller.ts';

export interface RequestFrontOptions {
  readonly connection: NatsConnection;
  /** Every action that may be called, by its wire name: `request.submit`. */
  readonly actions: ReadonlySet<string>;
  /** Whose a NIS code is. */
  readonly municipalityAt: (nis: string) => string | undefined;
  /** @throws identity.token-forged, identity.token-expired (401) */
  readonly verify: (token: string) => Promise<Caller>;
  /** Calls an action on the broker; what it says of the call is put on `meta`. */
  readonly call: (action: string, input: unknown, meta: CallHeaders) => Promise<unknown>;
  readonly log: Log;
  /** Sees each request; nobody does when left out. */
  readonly watch?: Watch;
  readonly limits?: { readonly bodyBytes?: number; /** Requests under way at once on this node. */ readonly atOnce?: number };
}
export interface CallHeaders { readonly proof: string; readonly traceId: string; readonly idempotencyKey?: string; readonly traceparent?: string; servedBy?: string; replayed?: boolean }

const usual = { bodyBytes: 256 * 1024, atOnce: 200 };

/**
 * The front for back-office programs on NATS: `eid.rpc.<NIS>.<plugin>.<action>`, JSON in and out, one node of the cluster answering each. The credential is that of HTTP
 * (`Authorization: Bearer`); an error says so as services on NATS do (`Nats-Service-Error-Code`, ADR-32), with a problem document (RFC 9457) as its body.
 * What has no address to answer to is not done, nor what would be answered where others listen to us.
 */
export function serveRequests(options: RequestFrontOptions): { stop(): Promise<void> } {
  const { connection, log, watch = quietWatch } = options;
  const { bodyBytes, atOnce } = { ...usual, ...options.limits };
  const underWay = new Set<Promise<void>>();
  const subscription = connection.subscribe('eid.rpc.*.*.*', { queue: 'eid.rpc' });

  const take = async () => {
    for await (const message of subscription) {
      if (!isAnswerable(message)) continue;
      if (underWay.size >= atOnce) refuse(message, gatewayFailures.busy(), usableTrace(undefined));
      else {
        const answered = answer(message).finally(() => underWay.delete(answered));
        underWay.add(answered);
      }
    }
  };
  const answer = async (message: Msg): Promise<void> => {
    const cause = headerOf(message, 'traceparent');
    const traceId = usableTrace(headerOf(message, traceHeader), cause);
    // A name of the contracts, never what somebody sent.
    const name = options.actions.has(actionOf(message)) ? actionOf(message) : 'none';
    await watch.during({ kind: 'request', name, traceId, cause }, () => answerIn(traceId, message), String);
  };
  const answerIn = async (traceId: string, message: Msg): Promise<number> => {
    try {
      const said: CallHeaders = await readCall(message, traceId);
      const result = await options.call(actionOf(message), parseJson(Buffer.from(message.data)), said);
      message.respond(JSON.stringify(result ?? null), { headers: headersFor(traceId, { ...(said.replayed === true && { 'Idempotency-Replayed': 'true' }), ...(said.servedBy !== undefined && { 'Eid-Served-By': said.servedBy }) }) });
      return 200;
    } catch (error) {
      return refuse(message, error, traceId);
    }
  };
  const readCall = async (message: Msg, traceId: string): Promise<CallHeaders> => {
    const { caller, proof } = await identify(headerOf(message, 'Authorization'), options.verify);
    const [, , nis = ''] = message.subject.split('.');
    if (options.municipalityAt(nis) !== caller.municipality) throw gatewayFailures['other-municipality']({ issues: [{ in: 'path', name: 'municipality', detail: 'not the municipality of this credential' }] });
    if (!options.actions.has(actionOf(message))) throw gatewayFailures['no-such-action']();
    if (message.data.length > bodyBytes) throw gatewayFailures['too-large']({ issues: [{ in: 'body', name: 'body', detail: `at most ${bodyBytes} bytes` }] });
    const idempotencyKey = readIdempotencyKey(headerOf(message, 'Idempotency-Key'));
    const traceparent = watch.traceparent();
    return { proof, traceId, ...(idempotencyKey !== undefined && { idempotencyKey }), ...(traceparent !== undefined && { traceparent }) };
  };
  const refuse = (message: Msg, error: unknown, traceId: string): number => {
    const { problem, unexpected } = problemOf(inBody(error));
    if (unexpected) logUnexpected(log, error, { traceId, operation: actionOf(message) });
    message.respond(JSON.stringify({ ...problem, traceId }), { headers: headersFor(traceId, { 'Nats-Service-Error': problem.title, 'Nats-Service-Error-Code': String(problem.status), 'Content-Type': 'application/problem+json' }) });
    return problem.status;
  };

  const taken = take();
  return {
    stop: async () => {
      // Of a connection that was closed for good nothing more comes.
      if (!connection.isClosed()) await subscription.drain();
      await taken;
      await Promise.all(underWay);
    },
  };
}

/** Events, requests, what nodes say, and the server's own API: a program that may not speak there must not make us do it, by naming it as the address for the answer. Inboxes are called otherwise. */
const notToBeAnswered = /^(?:eid\.|MOL-|\$)/;

function isAnswerable({ reply = '' }: Msg): boolean {
  return reply !== '' && !notToBeAnswered.test(reply);
}

function actionOf({ subject }: Msg): string {
  return subject.split('.').slice(3).join('.');
}

function headerOf({ headers: given }: Msg, name: string): string | undefined {
  const value = given?.get(name, Match.IgnoreCase);
  return value === undefined || value === '' ? undefined : value;
}

function headersFor(traceId: string, others: Readonly<Record<string, string>>): MsgHdrs {
  const made = headers();
  for (const [name, value] of Object.entries({ 'Content-Type': 'application/json', [traceHeader]: traceId, ...others })) made.set(name, value);
  return made;
}

/** There is no path and no query here: whatever is wrong with the input is wrong with the body. */
function inBody(error: unknown): unknown {
  return isFailure(error) && error.data.issues ? withIssues(error, error.data.issues.map((issue) => (issue.in === 'header' ? issue : { ...issue, in: 'body' }))) : error;
}
