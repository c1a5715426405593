import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { LiveEnv, OpenSandbox, SandboxEnv } from '#services/kernel/connector.ts';
import type { OutwardCall, Port, SealedEnvelope } from '#services/kernel/port.ts';

/** A message that a sandbox sent, as the house takes it in. */
export interface Delivered { readonly message: string; readonly id: string; readonly payload: Readonly<Record<string, unknown>>; readonly envelope?: SealedEnvelope | undefined }

/** What a suite puts around a sandbox: a folder of its own, a clock that it moves, and a house that takes messages in. */
export interface SandboxBench<Config> {
  readonly env: SandboxEnv<Config> & Pick<LiveEnv<Config>, 'url'>;
  readonly delivered: readonly Delivered[];
  /** Moves business time to an instant. */
  readonly goTo: (instant: number) => void;
  /** Envelopes in the vault, by the reference that is given back. */
  readonly keep: (envelope: SealedEnvelope) => string;
  /** A call with a key of its own, or with this one. */
  readonly call: (key?: string, dossier?: string) => OutwardCall;
  /** From now on, and until the answer is called, nothing can be kept for the house in the file of this port: as if the process ended just before. */
  readonly loseMessages: (port: string) => () => void;
  /** Pulls a lever and gives its answer. */
  readonly pull: (sandbox: Pick<OpenSandbox<Port>, 'levers'>, lever: string, input: unknown) => Promise<unknown>;
  readonly remove: () => void;
}

export function sandboxBench<Config>(config: Config, start: number, folder: string = mkdtempSync(join(tmpdir(), 'sandbox-'))): SandboxBench<Config> {
  let now = start;
  const delivered: Delivered[] = [];
  const vault = new Map<string, SealedEnvelope>();
  return {
    env: {
      config, folder, municipality: { id: 'kortenberg', nis: '24055' }, now: () => now, random: () => 0.5,
      url: () => 'https://house.example/inbound/24055/connector',
      fetch: () => Promise.reject(new Error('a sandbox uses no network')),
      deliver: (message, id, payload, envelope) => { delivered.push({ message, id, payload, envelope }); return Promise.resolve(); },
    },
    delivered,
    goTo: (instant) => { now = instant; },
    keep: (envelope) => {
      const reference = randomUUID();
      vault.set(reference, envelope);
      return reference;
    },
    call: (key = randomUUID(), dossier) => ({
      key, dossier: dossier ?? null, actor: 'official:els.peeters', traceId: 'trace', signal: new AbortController().signal,
      sealed: (reference) => {
        const envelope = vault.get(reference);
        return envelope ? Promise.resolve(envelope) : Promise.reject(new Error('the vault holds no such envelope'));
      },
    }),
    loseMessages: (port) => {
      const inFile = (statement: string) => {
        const db = new DatabaseSync(join(folder, `${port}.sqlite`));
        db.exec(statement);
        db.close();
      };
      inFile("CREATE TRIGGER lost BEFORE INSERT ON outgoing BEGIN SELECT RAISE(ABORT, 'the process ended'); END");
      return () => inFile('DROP TRIGGER lost');
    },
    pull: (sandbox, lever, input) => {
      const found = sandbox.levers[lever];
      return found ? found.pull(input) : Promise.reject(new Error(`there is no lever '${lever}'`));
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}
