import type { z } from 'zod';
import type { Language } from '#services/kernel/context.ts';
import type { Contract } from '#services/kernel/contract.ts';
import type { Port } from '#services/kernel/port.ts';
import type { Desk } from './desk.ts';
import type { Publication } from './publication.ts';
import type { Website } from './website.ts';

/** A plugin that a municipality has switched on, with its settings as written; they are parsed at start-up. */
export interface EnabledPlugin { readonly contract: Contract; readonly settings: unknown }
/** Which side of a port a municipality uses. */
export interface ChosenConnector {
  readonly port: Port;
  readonly mode: 'live' | 'sandbox';
  readonly config: unknown;
  /** Where the levers of the served sandbox are pulled that this live side is pointed at: it marks a test set-up. */
  readonly leversAt?: string;
}

/** One municipality: which plugins, which connectors, live or sandbox. */
export interface MunicipalityDefinition {
  /** Internal id: leads in every key of the store and never changes. Lower-case letters and digits. */
  readonly id: string;
  readonly name: string;
  /** NIS codes with the day from which each holds: municipalities merge and are renumbered. */
  readonly nis: readonly { readonly code: string; readonly from: string }[];
  /** Languages in which it writes to its citizens, the first one when nothing is known. */
  readonly languages: readonly [Language, ...Language[]];
  readonly plugins: readonly EnabledPlugin[];
  readonly connectors: readonly ChosenConnector[];
  /** What it offers to its back-office beside HTTP with JSON; nothing when left out. */
  readonly publish?: Publication;
  /** Pages for citizens; none when left out. */
  readonly website?: Website;
  /** Pages and elements for those who work here; none when left out. */
  readonly desk?: Desk;
}

export function defineMunicipality(definition: MunicipalityDefinition): MunicipalityDefinition {
  return Object.freeze(definition);
}

/** Switches a plugin on. A setting that the plugin does not know is a compile error. */
export function enable<C extends Contract>(contract: C, settings: z.input<C['config']>): EnabledPlugin {
  return { contract, settings };
}

export function sandbox(port: Port, config: unknown = {}): ChosenConnector {
  return { port, mode: 'sandbox', config };
}

export function live(port: Port, config: unknown): ChosenConnector {
  return { port, mode: 'live', config };
}

/** Live, and pointed at a sandbox that is served over the real wire. */
export function servedSandbox(port: Port, config: unknown, leversAt: string): ChosenConnector {
  return { port, mode: 'live', config, leversAt };
}

/** The NIS code in force on a day; the first one known for days before. */
export function nisOn(definition: Pick<MunicipalityDefinition, 'nis' | 'id'>, day: string): string {
  const inForce = untilDay(definition, day).at(-1);
  if (!inForce) throw new Error(`municipality '${definition.id}' has no NIS code`);
  return inForce.code;
}

/** The codes that it had before that day and has no more, the latest first. */
export function formerNisOn(definition: Pick<MunicipalityDefinition, 'nis' | 'id'>, day: string): readonly string[] {
  const now = nisOn(definition, day);
  return [...new Set(untilDay(definition, day).map(({ code }) => code).toReversed())].filter((code) => code !== now);
}

/**
 * Whose a code is for what comes from outside: of the municipality that has it on that day, else of the one that had it last. Callbacks of what was agreed
 * before a merger still come to the former code. Where a code passed from one municipality to another it is the present holder's alone: only one of both can be
 * meant by an address, and what belonged to the former holder is not proven to the present one, which then refuses it. Nobody has a code before its day.
 */
export function holderOfNis<M extends Pick<MunicipalityDefinition, 'nis' | 'id'>>(code: string, candidates: readonly { readonly definition: M; readonly day: string }[]): M | undefined {
  const present = candidates.find(({ definition, day }) => nisOn(definition, day) === code);
  if (present) return present.definition;
  const former = candidates.filter(({ definition, day }) => formerNisOn(definition, day).includes(code));
  return former.toSorted((a, b) => lostOn(b, code).localeCompare(lostOn(a, code)))[0]?.definition;
}

/** Codes that two municipalities would have on one day: what comes from outside would be for the one that is written first. One sentence for each. */
export function sharedNis(definitions: readonly Pick<MunicipalityDefinition, 'nis' | 'id'>[]): readonly string[] {
  const terms = definitions.flatMap(({ id, nis }) => nis.toSorted((a, b) => a.from.localeCompare(b.from)).map(({ code, from }, index, all) => ({ id, code, from: index === 0 ? '' : from, until: all[index + 1]?.from ?? '9999-12-31' })));
  return terms.flatMap((one, index) => terms.slice(index + 1).filter((other) => other.id !== one.id && other.code === one.code && one.from < other.until && other.from < one.until)
    .map((other) => `municipalities '${one.id}' and '${other.id}' have NIS code ${one.code} at the same time`));
}

/** The day on which another code took its place for the last time. */
function lostOn({ definition, day }: { readonly definition: Pick<MunicipalityDefinition, 'nis'>; readonly day: string }, code: string): string {
  const dated = untilDay(definition, day);
  return dated[dated.findLastIndex((had) => had.code === code) + 1]?.from ?? '';
}

function untilDay({ nis }: Pick<MunicipalityDefinition, 'nis'>, day: string): MunicipalityDefinition['nis'] {
  return nis.toSorted((a, b) => a.from.localeCompare(b.from)).filter(({ from }, index) => index === 0 || from <= day);
}
