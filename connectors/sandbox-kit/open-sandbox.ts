import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { defineLever, type Lever, type OpenSandbox, type SandboxEnv } from '#services/kernel/connector.ts';
import type { Failure } from '#services/kernel/failure.ts';
import type { Operation, OutwardCall, Port, PortImplementation, SealedEnvelope } from '#services/kernel/port.ts';
import { faultInput, setFault, takeFault, type Fault } from './faults.ts';
import { openSandboxFile, type SandboxFile } from './sandbox-file.ts';

/** What one operation of a sandbox does. `act` runs inside the file's transaction, together with the ledger. */
export interface Behaviour<I, O, Prepared = unknown> {
  /** What must be awaited before (opening an envelope); nothing may be changed here. */
  readonly prepare?: (input: I, call: OutwardCall) => Promise<Prepared>;
  readonly act: (input: I, by: { readonly key: string; readonly actor: string; readonly prepared: Prepared }) => O;
  /** For `look-up` operations: the answer that `act` gave for this input, if it did. */
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
  /** Sends a message to the house, and repeats it at every later chance until the house has taken it in. */
  readonly send: (message: string, payload: Readonly<Record<string, unknown>>, envelope?: SealedEnvelope) => Promise<void>;
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
  const flush = () => deliverOutgoing(file, env);
  const send: SandboxMeans['send'] = async (message, payload, envelope) => {
    file.db.prepare('INSERT INTO outgoing (id, message, payload, envelope) VALUES (?, ?, ?, ?)')
      .run(randomUUID(), message, JSON.stringify(payload), envelope ? JSON.stringify(envelope) : null);
    await flush();
  };
  const made = make({ file, now: env.now, send });

  const behaviours = made.operations as Readonly<Record<string, Behaviour<unknown, unknown> | undefined>>;
  const operations = Object.entries(port.operations).map(([name, operation]) => {
    const behaviour = behaviours[name];
    if (!behaviour) throw new Error(`sandbox of '${port.id}': operation '${name}' is missing`);
    const perform = async (input: unknown, call: OutwardCall) => {
      const fault = takeFault(file, name);
      await meet(fault, failures, call.signal);
      const prepared = await behaviour.prepare?.(input, call);
      const act = () => accept(file, name, operation, { input, call, at: env.now() }, () => behaviour.act(input, { key: call.key, actor: call.actor, prepared }));
      const output = act();
      if (fault?.kind === 'answers-twice') act();
      if (fault?.kind === 'answers-late') throw operation.idempotency === 'read' ? failures.unavailable() : (failures['no-answer'] ?? failures.unavailable)();
      return output;
    };
    if (operation.idempotency !== 'look-up') return [name, perform] as const;
    const lookUp = async (input: unknown, call: OutwardCall) => {
      await meet(takeFault(file, 'look-up'), failures, call.signal);
      return behaviour.look?.(input, call.key);
    };
    return [name, { perform, lookUp }] as const;
  });

  return {
    implementation: Object.fromEntries(operations) as unknown as PortImplementation<P>,
    levers: { ...made.levers, ...ownLevers(file, flush) },
    close: () => file.close(),
  };
}

async function meet(fault: Fault | undefined, failures: SandboxFailures, signal: AbortSignal): Promise<void> {
  if (fault?.kind === 'down') throw failures.unavailable();
  if (fault?.kind === 'refuses') throw failures.refused();
  if (fault?.kind === 'slow') await delay(fault.ms, signal);
}

function delay(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => { clearTimeout(timer); resolve(); }, { once: true });
  });
}

/** Runs the deed and writes the ledger in one transaction. A known key gets the answer that it got the first time. */
function accept(file: SandboxFile, name: string, operation: Operation, asked: { input: unknown; call: OutwardCall; at: number }, act: () => unknown): unknown {
  return file.transaction(() => {
    if (operation.idempotency === 'read') return act();
    const key = operation.idempotency === 'keyed' ? asked.call.key : null;
    const known = key === null ? undefined : file.db.prepare('SELECT entry, output FROM ledger WHERE operation = ? AND key = ?').get(name, key);
    if (known) {
      file.db.prepare('UPDATE ledger SET times = times + 1 WHERE entry = ?').run(Number(known['entry']));
      return JSON.parse(String(known['output'])) as unknown;
    }
    const output = act();
    const dossier = z.object({ dossier: z.string() }).safeParse(asked.input).data?.dossier ?? null;
    file.db.prepare('INSERT INTO ledger (operation, key, dossier, actor, at, input, output) VALUES (?, ?, ?, ?, ?, ?, ?)')
      .run(name, key, dossier, asked.call.actor, asked.at, JSON.stringify(asked.input), JSON.stringify(output));
    return output;
  });
}

async function deliverOutgoing(file: SandboxFile, env: SandboxEnv<unknown>): Promise<void> {
  const waiting = file.db.prepare('SELECT entry, id, message, payload, envelope FROM outgoing WHERE delivered = 0 ORDER BY entry').all();
  for (const row of waiting) {
    const message = String(row['message']);
    const fault = takeFault(file, message);
    if (fault?.kind === 'down') return;
    const envelope = row['envelope'] === null ? [] : [JSON.parse(String(row['envelope'])) as SealedEnvelope];
    const deliver = () => env.deliver(message, String(row['id']), JSON.parse(String(row['payload'])) as Record<string, unknown>, ...envelope);
    await deliver();
    if (fault?.kind === 'answers-twice') await deliver();
    file.db.prepare('UPDATE outgoing SET delivered = 1 WHERE entry = ?').run(Number(row['entry']));
  }
}

const nothing = z.strictObject({});
const ledgerEntry = z.object({ operation: z.string(), key: z.string().nullable(), dossier: z.string().nullable(), actor: z.string(), at: z.int(), times: z.int() });

function ownLevers(file: SandboxFile, flush: () => Promise<void>): Record<string, Lever> {
  return {
    fault: defineLever('Switches a fault on or off.', faultInput, nothing, (input) => { setFault(file, input); return {}; }),
    ledger: defineLever('Everything this system accepted, oldest first.', z.strictObject({ dossier: z.uuid().optional() }), z.object({ entries: z.array(ledgerEntry) }), ({ dossier }) => ({
      entries: file.db.prepare('SELECT operation, key, dossier, actor, at, times FROM ledger WHERE ? IS NULL OR dossier = ? ORDER BY entry')
        .all(dossier ?? null, dossier ?? null).map((row) => ledgerEntry.parse(row)),
    })),
    flush: defineLever('Sends messages again that the house has not taken in yet.', nothing, nothing, async () => { await flush(); return {}; }),
  };
}
