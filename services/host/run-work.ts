import type { z } from 'zod';
import { appendAudit } from '#services/audit/append-audit.ts';
import { subjectIn } from '#services/journey/subject-of.ts';
import type { Work } from '#services/kernel/context.ts';
import { dossierOf } from '#services/kernel/dossier-of.ts';
import type { AnyPlugin } from '#services/kernel/plugin.ts';
import type { Tables, TurnTables } from '#services/kernel/tables.ts';
import type { AuditEntry } from '#services/kernel/unit-of-work.ts';
import { enqueue, type NewItem } from '#services/outbox/enqueue.ts';
import type { Item } from '#services/outbox/outbox.store.ts';
import { claimIndex } from '#services/vault/claim-index.ts';
import { boundTo, destroySealed, keepSealed } from '#services/vault/sealed-vault.ts';
import { idsFrom } from './derive-ids.ts';
import type { Engine } from './engine.ts';
import { effectOf } from './find-part.ts';
import { insideUnit, refuseInsideUnit } from './inside-unit.ts';
import { listenersOf } from './listeners.ts';

/** Who acts in a unit of work, and for which plugin. */
export interface Actor {
  readonly municipality: string; readonly plugin: AnyPlugin; readonly actor: string; readonly traceId: string;
  /** The item of the outbox that this follows from. */
  readonly from?: Pick<Item, 'id' | 'replays'>;
}

/** What the machinery adds to a unit of work, in the same transaction. */
export interface Together<T> {
  readonly before?: (tables: Tables) => Promise<void>;
  readonly after?: (tables: Tables, result: T) => Promise<void>;
}

/**
 * One unit of work: what the body changes, its history, events, effects and audit entries commit in one transaction. Resolves when the
 * rows are on disk. The body may run again when the database asks for it, so it touches nothing but its `work`.
 */
export async function runWork<T>(engine: Engine, who: Actor, body: (work: Work) => Promise<T>, together: Together<T> = {}): Promise<T> {
  refuseInsideUnit('a unit of work');
  let left: readonly NewItem[] = [];
  const result = await engine.store.transaction(who.municipality, async (tables) => {
    const at = engine.clock.now(who.municipality);
    const realNow = engine.realNow();
    const out: NewItem[] = [];
    const entries: AuditEntry[] = [];
    await together.before?.(tables);
    const done = await insideUnit(() => body(makeWork(engine, who, tables, { at, realNow, out, entries })));
    await together.after?.(tables, done);
    await enqueue(tables, out, realNow);
    await appendAudit(tables, entries, { actor: who.actor, traceId: who.traceId, at, recordedAt: realNow });
    left = out;
    return done;
  });
  if (left.length > 0) {
    engine.watch.leaves(who.municipality, left);
    engine.wake();
  }
  return result;
}

interface Collected { readonly at: number; readonly realNow: number; readonly out: NewItem[]; readonly entries: AuditEntry[] }

function makeWork(engine: Engine, who: Actor, tables: TurnTables, { at, realNow, out, entries }: Collected): Work {
  const { municipality, plugin, actor, traceId } = who;
  const nextId = who.from ? idsFrom(who.from) : engine.newId;
  const blindIndexes = (purpose: string, value: string) => engine.keyring.blindIndexes(municipality, purpose, value);
  const publish = async (name: string, payload: unknown): Promise<void> => {
    const parsed = eventSchema(engine, name).parse(payload);
    const dossier = dossierOf(parsed) ?? null;
    for (const listener of listenersOf(engine, municipality, name, dossier)) {
      out.push({
        id: nextId(), lane: `event:${listener}:${dossier ?? name}`, kind: 'event', name, plugin: listener, dossier, actor, traceId, at, about: {}, payload: parsed,
      });
    }
  };
  return {
    find: tables.find, first: tables.first, count: tables.count, countBy: tables.countBy, insert: tables.insert, insertIfNew: tables.insertIfNew, update: tables.update, remove: tables.remove,
    municipality, actor, traceId, at,
    newId: engine.newId,
    blindIndexes,
    claimIndex: (purpose, value) => claimIndex(engine.keyring, tables, { municipality, purpose, value }),
    audit: async (entry) => { entries.push(entry); },
    keepSealed: (envelope) => keepSealed(tables, { id: engine.newId(), envelope, keptAt: realNow }),
    boundTo: (reference) => boundTo(tables, reference),
    destroySealed: (reference) => destroySealed(tables, reference),
    publish,
    emit: (name, payload) => publish(`${plugin.contract.id}.${name}`, payload),
    dispatch: async (name, input, { lane, dossier, about }) => {
      const { operation, id: port } = effectOf(plugin, name);
      const parsed = operation.input.parse(input);
      const id = nextId();
      out.push({ id, lane: `effect:${lane}`, kind: 'effect', name, plugin: plugin.contract.id, dossier: dossier ?? null, actor, traceId, at, about: about ?? {}, payload: parsed });
      if (operation.personal) {
        const subject = dossier ? `dossier:${dossier}` : await subjectIn(tables, blindIndexes, parsed);
        entries.push({ what: name, result: 'done', why: `${plugin.contract.id}:asked`, ...(subject !== undefined && { subject }) });
      }
      return { effect: id, port };
    },
  };
}

function eventSchema(engine: Engine, name: string): z.ZodType {
  const [owner = '', event = ''] = name.split('.');
  const schema: z.ZodType | undefined = engine.plugins.get(owner)?.contract.events[event];
  if (!schema) throw new Error(`event '${name}' is in no contract`);
  return schema;
}
