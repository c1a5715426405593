import type { ParseArgsOptionsConfig } from 'node:util';
import { readSettings } from '#config/environment.ts';
import { municipalities } from '#config/municipalities.ts';
import { openNode } from '#tools/start/open-node.ts';
import type { House, Works } from '#services/host/open-house.ts';
import type { Caller } from '#services/kernel/caller.ts';
import { isFailure } from '#services/kernel/failure.ts';
import { commandActor } from './command-actor.ts';

export type Values = Readonly<Record<string, string | boolean>>;
export interface Command {
  readonly summary: string; readonly usage: string; readonly options: ParseArgsOptionsConfig;
  /** The one word that comes after the command, by this name among the values. */
  readonly word?: string;
  /** What waits in the outbox of its municipality goes out meanwhile: always, or with `--run` only. Left out: never. */
  readonly sends?: 'always' | 'with --run';
  readonly run: (values: Values, sends: boolean) => Promise<number>;
}

export const municipality = { municipality: { type: 'string' } } as const;

/** Opens this installation for one command on one municipality, without serving anything. Nothing goes out, unless the command sends. */
export async function inHouse(values: Values, body: (house: House, municipality: string) => Promise<number | void>, sends = false): Promise<number> {
  const nis = values['municipality'];
  const definition = municipalities.find((candidate) => candidate.nis.some(({ code }) => code === nis));
  if (!definition) throw new Error(`--municipality: one of ${municipalities.map(({ nis: codes, name }) => `${codes.at(-1)?.code} (${name})`).join(', ')}`);
  return inNode({ outbox: sends ? [definition.id] : false }, (house) => body(house, definition.id));
}

/** The same for the whole installation. What is refused is said by its name, and ends with 1. */
export async function inNode({ outbox }: Required<Pick<Works, 'outbox'>>, body: (house: House) => Promise<number | void>): Promise<number> {
  const house = await openNode(readSettings(), { works: { outbox, jobs: false } });
  try {
    return await body(house) ?? 0;
  } catch (error) {
    if (!isFailure(error)) throw error;
    console.error(`${error.type}: ${error.message}${(error.data.issues ?? []).map(({ name, detail }) => ` ${name}: ${detail}`).join('')}`);
    return 1;
  } finally {
    await house.stop();
  }
}

/** What the command set in motion goes out before it ends, as far as it can. */
export async function waitForOutbox(house: House, values: Values): Promise<void> {
  await house.sandbox.pull(String(values['municipality']), 'house', 'idle', { withinMs: 30_000 }).catch(() => undefined);
}

export function commandLine(municipality: string, scopes: readonly string[]): Caller {
  return { kind: 'system', actor: commandActor(), municipality, scopes };
}
