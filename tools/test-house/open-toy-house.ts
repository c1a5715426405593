import { z } from 'zod';
import { openToyOffice, toyOffice } from '#connectors/sandbox-kit/toy-office.ts';
import { runWork } from '#services/host/run-work.ts';
import { defineConnector, type AnyConnector } from '#services/kernel/connector.ts';
import type { CommandCtx, Work } from '#services/kernel/context.ts';
import { defineContract } from '#services/kernel/contract.ts';
import { definePlugin, handle } from '#services/kernel/plugin.ts';
import type { Caller } from '#services/kernel/caller.ts';
import { items, type Item } from '#services/outbox/outbox.store.ts';
import { defineMunicipality, enable, sandbox, type ChosenConnector } from '#services/tenancy/municipality.ts';
import { as, openTestHouse, type TestHouse, type TestHouseOptions } from './open-test-house.ts';

const number = z.object({ number: z.int() });
const toy = defineContract('toy', {
  title: 'For tests of the outbox', config: z.strictObject({}), uses: { office: toyOffice }, calls: [],
  actions: { look: { kind: 'query', summary: 'Looks a number up.', scope: 'journey:read', input: z.strictObject({}), output: number } },
  events: { happened: z.object({ dossier: z.string() }) },
});
export type ToyEffect = 'toy-office.giveKeyed' | 'toy-office.giveLooked' | 'toy-office.giveParked';

type ToyOutcome = (work: Work<typeof toy>) => Promise<unknown>;

/** The smallest house with an outside system: one plugin that dispatches to the toy office, looks at it, and listens. */
export interface ToyHouse extends TestHouse {
  /** What the listener of `toy.happened`, the receiver of `toy-office.given` and the outcomes of its effects do; a test may replace them. */
  readonly does: { onEvent: (ctx: CommandCtx) => Promise<void>; onMessage: (ctx: CommandCtx) => Promise<void>; onDone: ToyOutcome; onFailed: ToyOutcome };
  readonly admin: Caller;
  ask(name: ToyEffect, dossier: string): Promise<void>;
  happen(dossier: string): Promise<void>;
  look(): Promise<{ number: number }>;
  /** Lets real time pass at once. */
  skip(ms: number): void;
  items(where?: Partial<Pick<Item, 'name' | 'state' | 'kind'>>): Promise<Item[]>;
  /** What the office accepted, in order. */
  given(operation?: string): Promise<{ operation: string; dossier: string | null; times: number }[]>;
  fault(operation: string, kind: string | null, times?: number): Promise<void>;
}

/** How Gent reaches the office, when it is not by a sandbox inside this process. */
export interface ToyReach { readonly connector: AnyConnector; readonly chosen: ChosenConnector }

export async function openToyHouse({ reach, ...options }: Pick<TestHouseOptions, 'dataDir' | 'house'> & { readonly reach?: ToyReach } = {}): Promise<ToyHouse> {
  const does: ToyHouse['does'] = { onEvent: async () => undefined, onMessage: async () => undefined, onDone: async () => undefined, onFailed: async () => undefined };
  const outcome = { done: async (work: unknown) => { await does.onDone(work as Work<typeof toy>); }, failed: async (work: unknown) => { await does.onFailed(work as Work<typeof toy>); } };
  const plugin = definePlugin(toy, {
    actions: { look: handle(toy, 'look', (ctx) => ctx.ports.office.given({})) },
    // The registry of events knows no toys.
    listens: { 'toy.happened': (ctx: CommandCtx) => does.onEvent(ctx) } as never,
    receives: { 'toy-office.given': (ctx) => does.onMessage(ctx as never) },
    outcomes: { 'toy-office.giveKeyed': outcome, 'toy-office.giveLooked': outcome, 'toy-office.giveParked': outcome },
  });
  const town = defineMunicipality({
    id: 'gent', name: 'Gent', nis: [{ code: '44021', from: '1977-01-01' }], languages: ['nl'], plugins: [enable(toy, {})], connectors: [reach?.chosen ?? sandbox(toyOffice)],
  });
  const connector = reach?.connector ?? defineConnector(toyOffice, { title: 'Toy office', config: z.strictObject({}), sandbox: openToyOffice });
  const start = Date.parse('2026-11-24T08:00:00Z');
  const began = performance.now();
  let ahead = 0;
  const house = await openTestHouse({ ...options, house: {
    offer: { plugins: [plugin], connectors: [connector] }, municipalities: [town], realNow: () => start + ahead + Math.round(performance.now() - began), ...options.house,
  } });
  const inToy = (body: (work: Work<typeof toy>) => Promise<unknown>) => runWork(house.house.engine, { municipality: 'gent', plugin, actor: 'job:test', traceId: 't' }, body as never);
  return {
    ...house, does, admin: as('administrator'),
    ask: async (name, dossier) => { await inToy((work) => work.dispatch(name, { dossier }, { lane: dossier })); },
    happen: async (dossier) => { await inToy((work) => work.emit('happened', { dossier })); },
    look: () => house.call('toy.look', {}, as('clerk')),
    skip: (ms) => { ahead += ms; },
    items: (where = {}) => house.house.engine.store.reader('gent').find(items, where, { by: [['createdAt', 'asc'], ['id', 'asc']] }),
    given: async (operation) => (await house.pull<{ entries: { operation: string; dossier: string | null; times: number }[] }>('toy-office', 'ledger')).entries.filter((entry) => operation === undefined || entry.operation === operation),
    fault: async (operation, kind, times) => { await house.pull('toy-office', 'fault', { operation, kind, ...(times !== undefined && { times }) }); },
  };
}
