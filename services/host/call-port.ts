import { isFailure, type FailureLike } from '#services/kernel/failure.ts';
import type { Operation, OutwardCall, Port } from '#services/kernel/port.ts';
import { outwardFailures } from '#services/reach/outward-failures.ts';
import { readSealed } from '#services/vault/sealed-vault.ts';
import type { Engine } from './engine.ts';
import { answerWithinMs } from './patience.ts';

export interface Outward { readonly municipality: string; readonly port: Port; readonly operation: string; readonly input: unknown; readonly key: string; readonly dossier: string | null; readonly actor: string; readonly traceId: string }

const readTries = 3;

/** Performs an operation on the outside, once. */
export async function perform(engine: Engine, outward: Outward): Promise<unknown> {
  return ask(engine, outward, (implementation) => (typeof implementation === 'function' ? implementation : implementation.perform));
}

/** Looks whether a `look-up` operation happened: its answer, or `undefined` when it did not and will not any more. Not before the other side can have ended it (`mayTakeMs`). */
export async function lookUp(engine: Engine, outward: Outward): Promise<unknown> {
  return ask(engine, outward, (implementation) => {
    if (typeof implementation === 'function') throw new Error(`'${outward.operation}' offers no look-up`);
    return implementation.lookUp;
  });
}

/** Reads may be repeated at once when the other side was busy for a moment. */
export async function read(engine: Engine, outward: Outward): Promise<unknown> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await perform(engine, outward);
    } catch (error) {
      if (attempt === readTries || !isFailure(error) || error.data.retry !== 'safe') throw error;
    }
  }
}

type Deed = (input: unknown, call: OutwardCall) => Promise<unknown>;
type Implemented = Deed | { readonly perform: Deed; readonly lookUp: Deed };

async function ask(engine: Engine, outward: Outward, pick: (implementation: Implemented) => Deed): Promise<unknown> {
  const { municipality, port, operation, key, traceId } = outward;
  const step = { kind: port.operations[operation]?.idempotency === 'read' ? 'read' : 'effect', name: `${port.id}.${operation}`, municipality, traceId, ...(key !== '' && { item: key }) } as const;
  return engine.watch.during(step, () => askNow(engine, outward, pick));
}

async function askNow(engine: Engine, outward: Outward, pick: (implementation: Implemented) => Deed): Promise<unknown> {
  const { municipality, port, operation, input, key, dossier, actor, traceId } = outward;
  const spec: Operation | undefined = port.operations[operation];
  // The connector's own types were checked where it was defined; by name they are only known here.
  const side = engine.ports.of(municipality, port.id);
  const implementation = (side as Readonly<Record<string, Implemented>>)[operation];
  if (!spec || !implementation) throw new Error(`port '${port.id}' has no operation '${operation}'`);
  const giveBack = engine.ports.borrow(side);
  const signal = AbortSignal.timeout(answerWithinMs(engine));
  const traceparent = engine.watch.traceparent();
  const call: OutwardCall = { key, dossier, actor, traceId, ...(traceparent !== undefined && { traceparent }), signal, sealed: (reference) => readSealed(engine.store.reader(municipality), reference, engine.realNow()) };
  let answer: unknown;
  try {
    // Given back when the other side is through with it, not when we have waited long enough.
    answer = await Promise.race([(async () => pick(implementation)(input, call))().finally(giveBack), outOfTime(signal)]);
  } catch (error) {
    if (isFailure(error)) throw error;
    if (signal.aborted) throw (spec.idempotency === 'read' ? outwardFailures.silent : outwardFailures['no-answer'])({ cause: error });
    engine.log.error({ port: port.id, operation, error: error instanceof Error ? error.name : 'unknown' }, 'a connector broke');
    throw outwardFailures.broken({ cause: error });
  }
  if (answer === undefined) return undefined;
  const parsed = spec.output.safeParse(answer);
  if (!parsed.success) throw outwardFailures.broken({ cause: parsed.error });
  return parsed.data;
}

function outOfTime(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => { signal.addEventListener('abort', () => reject(new Error('out of time')), { once: true }); });
}

/** Type and title of any error, for rows and screens: never its message, which may hold personal data. */
export function briefly(error: unknown): Pick<FailureLike, 'type' | 'message'> {
  return isFailure(error) ? { type: error.type, message: error.message } : { type: 'house.broken', message: 'Something in the house broke.' };
}

/** Where an error of our own came from: the calls only, never its message, which may hold personal data. */
export function stackOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.stack?.split('\n').filter((line) => line.startsWith('    at ')).slice(0, 6).join(' ') ?? ''}` : 'unknown';
}
