import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { catalogue } from '#config/catalogue.ts';
import { gent } from '#config/municipalities/gent.ts';
import { kortenberg } from '#config/municipalities/kortenberg.ts';
import { openHouse, type House, type HouseOptions } from '#services/host/open-house.ts';
import { roles, scopesOf, type Role } from '#services/identity/roles.ts';
import type { Caller } from '#services/kernel/caller.ts';
import type { Log } from '#services/kernel/context.ts';
import { isOfficialRole } from '#services/kernel/official-roles.ts';
import type { EnabledPlugin, MunicipalityDefinition } from '#services/tenancy/municipality.ts';
import type { Publication } from '#services/tenancy/publication.ts';
import { brokerOptions } from '../../moleculer.config.ts';
import { memoryWithRoom } from './work-in-memory.ts';

export interface TestHouse {
  readonly house: House;
  readonly dataDir: string;
  /** Pulls a lever of a sandbox, or of the house itself (`house`), in Gent unless another municipality is named. */
  pull<T = Record<string, never>>(port: string, lever: string, input?: unknown, nis?: string): Promise<T>;
  /** Calls an action as somebody; the answer as the contract gives it. */
  call<T = never>(action: string, input: unknown, as: Caller): Promise<T>;
  /** Waits until nothing in the outbox can go on by itself. */
  idle(): Promise<void>;
  /** Moves business time and runs the jobs that become due, then waits until all is quiet. */
  advance(by: { readonly days?: number; readonly hours?: number; readonly minutes?: number }): Promise<void>;
  stop(): Promise<void>;
}

export interface TestHouseOptions {
  /** Where the business clock begins: a Tuesday morning. */
  readonly start?: string;
  /** Settings that differ from Gent's, by plugin; one that Gent does not have is added. */
  readonly settings?: readonly EnabledPlugin[];
  /** What Gent publishes, when it is something else than in the demo. */
  readonly publish?: Publication;
  /** An earlier house's folder, to open it again. */
  readonly dataDir?: string;
  readonly house?: Partial<HouseOptions>;
}

const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** The real house for a test: all plugins, real SQLite in a folder of its own, real sandboxes, a broker in this process. Jobs run when time is moved. */
export async function openTestHouse(options: TestHouseOptions = {}): Promise<TestHouse> {
  const dataDir = options.dataDir ?? newDataDir();
  const house = await openHouse({
    offer: catalogue, municipalities: [{ ...withSettings(gent, options.settings ?? []), ...(options.publish && { publish: options.publish }) }, kortenberg], dataDir, broker: brokerOptions({ nats: undefined }), log: silent,
    realNow: clockFrom(options.start),
    retries: { baseMs: 10, longestMs: 50, attempts: 6, mayTakeMs: 20 }, outages: { breaker: { failures: 5, baseMs: 10, longestMs: 50 }, retriesPerMinute: 120 }, works: { outbox: true, jobs: false },
    ...options.house,
  });
  const pull: TestHouse['pull'] = async (port, lever, input = {}, nis = '44021') => house.sandbox.pull(nis, port, lever, input) as never;
  const idle = async () => {
    const { idle: quiet } = await pull<{ idle: boolean }>('house', 'idle', { withinMs: 60_000 });
    if (!quiet) throw new Error('the outbox did not come to rest');
  };
  return {
    house, dataDir, pull, idle,
    call: async (action, input, as) => house.call(action, input, as) as never,
    advance: async ({ days = 0, hours = 0, minutes = 0 }) => {
      await pull('house', 'clock', { advanceMinutes: days * 1440 + hours * 60 + minutes });
      await idle();
    },
    stop: async () => {
      await house.stop();
      if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Real time as a test has it: it begins at this instant and goes on by itself. */
export function clockFrom(start = '2026-11-24T09:00:00+01:00'): () => number {
  const began = performance.now();
  const first = Date.parse(start);
  return () => first + Math.round(performance.now() - began);
}

const roomForHouse = 200 * 1024 * 1024;

/** In memory where the system has room there: every commit waits for the disk, and a test's house need not outlive a power cut. */
export function newDataDir(): string {
  return mkdtempSync(join(memoryWithRoom(roomForHouse) ?? tmpdir(), 'eid-house-'));
}

/** Somebody with a role in a municipality (`gent`, `kortenberg`). */
export function as(role: Exclude<Role, 'citizen'>, name = 'els.peeters', municipality = 'gent'): Caller {
  const person = isOfficialRole(role);
  return { kind: person ? 'official' : 'system', actor: person ? `official:${name}` : `system:${role}`, municipality, scopes: scopesOf([role]) };
}

/** The citizen to whom a dossier belongs. */
export function citizenOf(dossier: string, municipality = 'gent'): Caller {
  return { kind: 'citizen', actor: 'citizen', municipality, scopes: roles.citizen, dossier };
}

function withSettings(definition: MunicipalityDefinition, settings: readonly EnabledPlugin[]): MunicipalityDefinition {
  const replaced = definition.plugins.map((plugin) => settings.find(({ contract }) => contract.id === plugin.contract.id) ?? plugin);
  const added = settings.filter(({ contract }) => !definition.plugins.some((plugin) => plugin.contract.id === contract.id));
  return { ...definition, plugins: [...replaced, ...added] };
}
