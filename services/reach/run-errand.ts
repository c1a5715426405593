import { AsyncLocalStorage } from 'node:async_hooks';
import type { ErrandVerifier } from '#services/identity/errand-proofs.ts';
import { identityFailures } from '#services/identity/tokens.ts';
import type { Finding } from '#services/kernel/connector.ts';
import type { Log } from '#services/kernel/context.ts';
import { isFailure } from '#services/kernel/failure.ts';
import type { OutwardCall, Port, PortImplementation } from '#services/kernel/port.ts';
import type { WayIn } from '#services/kernel/wire.ts';
import { vaultFailures } from '#services/vault/seal-value.ts';
import { carriedSchema, errandSchema, type Deed, type Errand } from './errand.ts';
import { outwardFailures } from './outward-failures.ts';

/** The sides by which errands are carried out. */
export interface SidesOfErrands {
  of(municipality: string, port: string): PortImplementation<Port>;
  borrow(side: object): () => void;
  inbound(municipality: string, port: string): WayIn | undefined;
  check(municipality: string, port: string): Promise<readonly Finding[]>;
}
export interface Running {
  readonly ports: SidesOfErrands;
  readonly proofs: ErrandVerifier;
  readonly realNow: () => number;
  readonly log: Log;
  /** Before it is carried out: it comes with the settings that are in force. */
  readonly prepare: (errand: Errand) => void;
}

type Receiving = Extract<Deed, { kind: 'receive' }>;
/** The request that is being answered: what its connector hands over belongs to it. */
export const receiving = new AsyncLocalStorage<Pick<Receiving, 'from' | 'ticket'>>();

/** No errand lasts longer, whatever it says. */
const longestMs = 15_000;

/**
 * Carries an errand out that another node sent, when it is proven that a node of this installation sent it, lately.
 * @throws identity.token-missing, identity.token-forged, outside.too-late, and what the connector throws
 */
export async function runErrand(running: Running, reached: string, carried: unknown): Promise<{ readonly answer?: unknown }> {
  const { proofs, realNow, prepare } = running;
  const parsed = carriedSchema.safeParse(carried);
  if (!parsed.success) throw identityFailures['token-missing']();
  await proofs.verify(parsed.data.errand, parsed.data.proof);
  const errand = errandSchema.parse(JSON.parse(parsed.data.errand));
  if (errand.port !== reached) throw identityFailures['token-forged']();
  const leftMs = Math.min(longestMs, errand.until - realNow());
  if (leftMs <= 0) throw outwardFailures['too-late']();
  prepare(errand);
  const answer = await carryOut(running, errand, AbortSignal.timeout(leftMs));
  return answer === undefined ? {} : { answer };
}

async function carryOut({ ports, log }: Running, { municipality, port, deed }: Errand, signal: AbortSignal): Promise<unknown> {
  try {
    if (deed.kind === 'check') return await ports.check(municipality, port);
    if (deed.kind === 'receive') return await receive(ports, municipality, port, deed);
    return await perform(ports, municipality, port, deed, signal);
  } catch (error) {
    if (isFailure(error)) throw error;
    // What broke stays here: its message may hold what was sent.
    log.error({ port, deed: deed.kind, error: error instanceof Error ? error.name : 'unknown' }, 'a connector broke');
    throw (signal.aborted ? outwardFailures['no-answer'] : outwardFailures.broken)();
  }
}

type Implemented = ((input: unknown, call: OutwardCall) => Promise<unknown>) | Readonly<Record<'perform' | 'lookUp', (input: unknown, call: OutwardCall) => Promise<unknown>>>;

async function perform(ports: SidesOfErrands, municipality: string, port: string, deed: Extract<Deed, { kind: 'perform' | 'lookUp' }>, signal: AbortSignal): Promise<unknown> {
  const { kind, operation, input, key, dossier, actor, traceId, traceparent, sealed } = deed;
  const side = ports.of(municipality, port);
  const implementation = (side as Readonly<Record<string, Implemented>>)[operation];
  if (!implementation) throw new Error(`port '${port}' has no operation '${operation}'`);
  const call: OutwardCall = { key, dossier, actor, traceId, ...(traceparent !== undefined && { traceparent }), signal, sealed: (reference) => opened(sealed[reference]) };
  const giveBack = ports.borrow(side);
  try {
    return await (typeof implementation === 'function' ? implementation(input, call) : implementation[kind](input, call));
  } finally {
    giveBack();
  }
}

type Perform = Extract<Deed, { kind: 'perform' | 'lookUp' }>;
type Opened = Awaited<ReturnType<OutwardCall['sealed']>>;
async function opened(enclosed: Perform['sealed'][string] | undefined): Promise<Opened> {
  if (enclosed && !('lacks' in enclosed)) return enclosed;
  throw vaultFailures[enclosed?.lacks ?? 'unknown']();
}

async function receive(ports: SidesOfErrands, municipality: string, port: string, { method, path, query, headers, body, from, ticket }: Receiving): Promise<unknown> {
  const way = ports.inbound(municipality, port);
  if (!way) throw outwardFailures['not-reached-here']();
  const giveBack = ports.borrow(way);
  try {
    const answer = await receiving.run({ from, ticket }, () => way({ method, path, query: new URLSearchParams(query), headers, body: Buffer.from(body, 'base64') }));
    return { ...answer, ...(answer.body !== undefined && { body: Buffer.from(answer.body).toString('base64') }) };
  } finally {
    giveBack();
  }
}
