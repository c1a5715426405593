import { z } from 'zod';
import { defineLever, type Lever, type OpenSandbox, type SandboxEnv } from '#services/kernel/connector.ts';
import type { Failure } from '#services/kernel/failure.ts';
import type { Operation, OutwardCall, Port, PortImplementation, SealedEnvelope } from '#services/kernel/port.ts';
import { faultInput, faultOn, faultsOn, looking, setFault, takeFault, wait, type Fault } from './faults.ts';
import { accept, ledgerEntry, ledgerOf } from './keep-ledger.ts';
import { outgoingPost } from './outgoing-post.ts';
import { openSandboxFile, type SandboxFile } from './sandbox-file.ts';

/** What one operation of a sandbox does. `act` runs inside the file's transaction, together with the ledger. */
export interface Behaviour<I, O, Prepared = unknown> {
  /** What must be awaited before (opening an envelope); nothing may be changed here. */
  readonly prepare?: (input: I, call: OutwardCall) => Promise<Prepared>;
  readonly act: (input: I, by: { readonly key: string; readonly actor: string; readonly prepared: Prepared }) => O;
  /** For `look-up` operations, which cannot do without: the answer that `act` gave for this input, if it did. */
  readonly look?: (input: I, key: string) => O | undefined;
}
type In<O extends Operation> = z.output<O['input']>;
type Out<O extends Operation> = z.input<O['output']>;
// oxlint-disable-next-line typescript/no-explicit-any -- what `prepare` gives is the business of each behaviour
type Behaviours<P extends Port> = { readonly [K in keyof P['operations']]: Behaviour<In<P['operations'][K]>, Out<P['operations'][K]>, any> };

/** What a sandbox is made of. */
export interface SandboxMeans {
  readonly file: SandboxFile;
  /** Business time, epoch milliseconds UTC. */
  readonly now: () => number;
  /** A lever that runs whole or not at all, in one transaction of the file. */
  readonly lever: <I extends z.ZodType, O extends z.ZodType>(summary: string, input: I, output: O, run: (input: z.output<I>) => z.input<O>) => Lever;
  /** A lever that takes nothing and answers lists of what the system knows. */
  readonly table: <O extends z.ZodType>(summary: string, output: O, run: () => z.input<O>) => Lever;
  /**
   * Keeps a message for the house, in the transaction that is open: what changed and what is told of it survive together. It goes out after the
   * operation or lever that posts it, and is repeated until taken in.
   */
  readonly post: (message: string, payload: Readonly<Record<string, unknown>>, envelope?: SealedEnvelope) => void;
}
export interface SandboxMaking<P extends Port> { readonly operations: Behaviours<P>; readonly levers: Readonly<Record<string, Lever>> }
interface SandboxFailures { readonly unavailable: () => Failure; readonly refused: () => Failure; readonly 'no-answer'?: () => Failure }

/**
 * A sandbox of a port: its durable file, ledger and faults around the behaviour of the outside system. `keyed` operations accept a key
 * once, as the real system must; `look-up` and `park` operations act each time they are asked, as the real ones do.
 */
export function openSandbox<P extends Port>(
  port: P, env: SandboxEnv<unknown>, failures: SandboxFailures, make: (means: SandboxMeans) => SandboxMaking<P>,
): OpenSandbox<P> {
  const file = openSandboxFile(env.folder, port.id);
  const { post, flush } = outgoingPost(file, port, env);
  const told = async () => { const flushed = flush(); if (env.tellsLater !== true) await flushed; };
  const lever: SandboxMeans['lever'] = (summary, input, output, run) => defineLever(summary, input, output, (given) => file.transaction(() => run(given)));
  const made = make({ file, now: env.now, post, lever, table: (summary, output, run) => ({ ...lever(summary, nothing, output, run), shows: true }) });

  const behaviours = made.operations as Readonly<Record<string, Behaviour<unknown, unknown> | undefined>>;
  const operations = Object.entries(port.operations).map(([name, operation]) => {
    const behaviour = behaviours[name];
    if (!behaviour) throw new Error(`sandbox of '${port.id}': operation '${name}' is missing`);
    const unanswered = () => (operation.idempotency === 'read' ? failures.unavailable : failures['no-answer'] ?? failures.unavailable)();
    const perform = async (input: unknown, call: OutwardCall) => {
      const fault = takeFault(file, name);
      await meet(fault, failures);
      const prepared = await behaviour.prepare?.(input, call);
      const act = () => accept(file, { name, operation, input, call, at: env.now() }, () => behaviour.act(input, { key: call.key, actor: call.actor, prepared }));
      const output = act();
      if (fault?.kind === 'answers-twice') act();
      await told();
      if (fault?.kind === 'answers-late') throw unanswered();
      return output;
    };
    if (operation.idempotency !== 'look-up') return [name, perform] as const;
    const { look } = behaviour;
    if (!look) throw new Error(`sandbox of '${port.id}': operation '${name}' cannot be looked up`);
    const lookUp = async (input: unknown, call: OutwardCall) => {
      const fault = takeFault(file, looking);
      await meet(fault, failures);
      if (fault?.kind === 'answers-late') throw failures.unavailable();
      return file.transaction(() => look(input, call.key));
    };
    return [name, { perform, lookUp }] as const;
  });

  return {
    implementation: Object.fromEntries(operations) as PortImplementation<P>,
    levers: Object.fromEntries(Object.entries({ ...made.levers, ...ownLevers(file, port, flush) }).map(([name, lever]) => [name, lever.looksOnly ? lever : flushedAfter(lever, flush)])),
    close: () => file.close(),
  };
}

async function meet(fault: Fault | undefined, failures: SandboxFailures): Promise<void> {
  if (fault?.kind === 'down') throw failures.unavailable();
  if (fault?.kind === 'refuses') throw failures.refused();
  if (fault?.kind === 'slow') await wait(fault.ms);
}

/** Each pull of a lever is a chance for what waits to go out. */
function flushedAfter(lever: Lever, flush: () => Promise<number>): Lever {
  return {
    ...lever,
    pull: async (input) => {
      const answer = await lever.pull(input);
      await flush();
      return answer;
    },
  };
}

const nothing = z.strictObject({});

function ownLevers(file: SandboxFile, port: Port, flush: () => Promise<number>): Record<string, Lever> {
  return {
    fault: defineLever('Switches a fault on or off.', faultInput(port), nothing, (input) => { setFault(file, input); return {}; }),
    faults: { ...defineLever('The faults that are on.', nothing, z.object({ faults: z.array(faultOn) }), () => ({ faults: faultsOn(file) })), looksOnly: true },
    ledger: defineLever('Everything this system accepted, oldest first.', z.strictObject({ dossier: z.uuid().optional() }), z.object({ entries: z.array(ledgerEntry) }), ({ dossier }) => ({
      entries: ledgerOf(file, dossier),
    })),
    flush: defineLever('Sends messages again that the house has not taken in yet.', nothing, z.object({ waiting: z.int().describe('How many it still has not.') }), async () => ({ waiting: await flush() })),
  };
}
