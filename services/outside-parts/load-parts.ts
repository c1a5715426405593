import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import type { AnyConnector } from '#services/kernel/connector.ts';
import type { AnyPlugin } from '#services/kernel/plugin.ts';
import type { Offer } from '#services/tenancy/offer.ts';
import { checkParts, takenIds } from './check-parts.ts';
import { openPublicEntries } from './public-entries.ts';
import { readManifest } from './read-manifest.ts';

export interface Refused { readonly named: string; readonly problems: readonly string[] }
export interface Loaded { readonly offer: Offer; readonly fromOutside: ReadonlySet<string>; readonly refused: readonly Refused[] }
export interface Loading {
  /** Whole paths of folders, and names of packages. */
  readonly named: readonly string[];
  /** Folders whose `node_modules` hold the packages. */
  readonly roots: readonly string[];
  /** What there is already: also the house's own services, so that nobody takes their names. */
  readonly house: Offer;
  readonly load?: (file: string) => Promise<unknown>;
  readonly withinMs?: number;
}

/**
 * Parts from outside the repository. Each is first judged by its package.json, then imported, then judged by its definitions. One that does not fit is left out, by
 * name: the others, and the house, are no part of its fault.
 */
export async function loadParts({ named, roots, house, load = importFile, withinMs = 10_000 }: Loading): Promise<Loaded> {
  let offer: Offer = { plugins: [], connectors: [] };
  const refused: Refused[] = [];
  for (const one of named) {
    const before: Offer = { plugins: [...house.plugins, ...offer.plugins], connectors: [...house.connectors, ...offer.connectors] };
    const part = await loadPart(one, roots, before, (file) => inTime(load(file), withinMs));
    if ('problems' in part) refused.push({ named: one, problems: part.problems });
    else offer = { plugins: [...offer.plugins, ...part.plugins], connectors: [...offer.connectors, ...part.connectors] };
  }
  return { offer, refused, fromOutside: new Set([...offer.plugins.map(({ contract }): string => contract.id), ...offer.connectors.map(({ port }): string => port.id)]) };
}

async function loadPart(named: string, roots: readonly string[], house: Offer, load: (file: string) => Promise<unknown>): Promise<Offer | Pick<Refused, 'problems'>> {
  const read = readManifest(named, roots);
  if ('problems' in read) return read;
  const taken = takenIds(read.manifest, house);
  if (taken.length > 0) return { problems: taken };
  try {
    const parsed = exported.safeParse(await load(read.manifest.entry));
    if (!parsed.success) return { problems: parsed.error.issues.map(({ path, message }) => `what it exports, ${path.join('.')}: ${message}`) };
    const problems = checkParts(parsed.data, house, read.manifest);
    return problems.length > 0 ? { problems } : parsed.data;
  } catch (error) {
    return { problems: [`it cannot be loaded: ${error instanceof Error ? error.message.split('\n', 1)[0] : 'unknown'}`] };
  }
}

const dictionary = z.record(z.string(), z.unknown());
const schema = z.custom<z.ZodType>((value) => typeof value === 'object' && value !== null && '_zod' in value, "is no schema of zod ('z' of eid-aan-huis/sdk)");
const action = z.object({ kind: z.enum(['query', 'command']), summary: z.string().min(1), scope: z.string().regex(/^[a-z-]+:[a-zA-Z-]+$/), input: schema, output: schema });
const contract = z.object({ id: z.string(), title: z.string().min(1), config: schema, uses: dictionary, calls: z.array(z.string()), actions: z.record(z.string(), action), events: z.record(z.string(), schema) });
const port = z.object({ id: z.string(), operations: dictionary, messages: dictionary });

/** Looked at, and then taken as it is: a copy would not be the contract that its own code knows. */
const exported = z.object({
  plugins: z.array(z.custom<AnyPlugin>((value) => z.object({ contract, actions: dictionary }).safeParse(value).success, 'is no plugin (definePlugin)')).default([]),
  connectors: z.array(z.custom<AnyConnector>((value) => z.object({ port, title: z.string().min(1), config: schema }).safeParse(value).success, 'is no connector (defineConnector)')).default([]),
});

async function importFile(file: string): Promise<unknown> {
  openPublicEntries();
  const all: unknown = await import(pathToFileURL(file).href);
  return { ...(typeof all === 'object' ? all : {}) };
}

/** What waits for ever while it is imported must not keep the house from opening. */
async function inTime<T>(work: Promise<T>, withinMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => { timer = setTimeout(() => reject(new Error('it is not loaded in time')), withinMs); });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
