import { z } from 'zod';
import type { CommandCtx } from '#services/kernel/context.ts';
import { definePlugin, handle, type Plugin } from '#services/kernel/plugin.ts';
import type { DeskDecision } from '#services/kernel/port.ts';
import type { Reader } from '#services/kernel/tables.ts';
import type { UnitOfWork } from '#services/kernel/unit-of-work.ts';
import { decidedAtDesk } from './decided-at-desk.ts';
import { exceptions } from './exceptions.contract.ts';
import { exceptionsFailures } from './exceptions.failures.ts';
import { failedAttempts, outbox003 } from './attempts.store.ts';
import { maskSource } from './mask-source.ts';
import type { OutboxControls } from './outbox-controls.ts';
import { outboxRetention } from './outbox.retention.ts';
import { items, lanes, outbox001, outboxTables, stuck, type Item } from './outbox.store.ts';
import { auditDecision, replayAll, replayItems } from './replay-items.ts';

const references = z.record(z.string(), z.unknown());
const isStuck = (item: Item): item is Item & { state: (typeof stuck)[number] } => stuck.some((state) => state === item.state);

const kinds = handle(exceptions, 'kinds', async (ctx) => {
  const counted = await ctx.store.countBy(items, { state: { in: stuck } }, 'name');
  return { kinds: [...counted].map(([name, count]) => ({ name, count })).toSorted((a, b) => b.count - a.count || a.name.localeCompare(b.name)) };
});

/** @throws exceptions.unknown-item that names those which this municipality does not have */
async function demandKnown(reader: Reader, asked: readonly string[], nameOf: (index: number) => string): Promise<void> {
  const known = new Set((await reader.find(items, { id: { in: asked } })).map(({ id }) => id));
  const issues = asked.flatMap((id, index) => (known.has(id) ? [] : [{ in: 'body' as const, name: nameOf(index), detail: 'there is no such item here' }]));
  if (issues.length > 0) throw exceptionsFailures['unknown-item']({ issues });
}

const replay = handle(exceptions, 'replay', (ctx, { items: asked, why }) => ctx.answer(async (work) => {
  await demandKnown(work, asked, (index) => `items.${index}`);
  return { replayed: (await replayItems(work, { id: { in: asked } }, why)).replayed };
}));

const replayKind = handle(exceptions, 'replayKind', async (ctx, { why, ...kind }) => {
  const replayed = await replayAll(ctx, kind, why);
  return ctx.answer(async () => ({ replayed }));
});

const skip = handle(exceptions, 'skip', (ctx, { item, why }) => ctx.answer(async (work) => {
  await demandKnown(work, [item], () => 'item');
  return { skipped: await skipItem(work, item, why) };
}));

async function skipItem(work: UnitOfWork, item: string, why: string): Promise<boolean> {
  const found = await work.first(items, { id: item, state: { in: stuck } });
  if (!found) return false;
  if (await work.update(items, { id: item, state: found.state, replays: found.replays }, { state: 'skipped' }) === 0) return false;
  await work.update(lanes, { lane: found.lane }, { dueAt: 0 });
  await work.remove(failedAttempts, { item });
  await auditDecision(work, 'exceptions.skip', found, why);
  return true;
}

const source = handle(exceptions, 'source', (ctx, { item, why, masked }) => ctx.answer(async (work) => {
  const found = await work.first(items, { id: item });
  if (!found || !isStuck(found)) throw exceptionsFailures['unknown-item']({ issues: [{ in: 'body', name: 'item', detail: 'there is no such item here' }] });
  await auditDecision(work, 'exceptions.source', found, why);
  const failed = await work.find(failedAttempts, { item }, { by: [['replays', 'asc'], ['attempt', 'asc']] });
  const { name, dossier, state, payload, about, at: askedAt } = found;
  return {
    item, name, dossier, state, payload: masked ? maskSource(payload) : payload, about: references.parse(JSON.parse(about)), askedAt,
    failures: failed.map(({ replays: round, attempt, at, failure, verdict }) => ({ round, attempt, at, failure, verdict })),
  };
}));

/** One decision at the desk, judged on the row as it stands when it is carried out. */
function decideWith<T>(controls: () => OutboxControls, decision: DeskDecision, carryOut: (work: UnitOfWork, item: string, why: string) => Promise<T>) {
  return (ctx: Pick<CommandCtx, 'answer'>, { item, why }: { readonly item: string; readonly why: string }) => ctx.answer(async (work) => {
    await demandKnown(work, [item], () => 'item');
    const found = await work.first(items, { id: item, state: { in: stuck } });
    // Somebody else decided first: nothing is left to do, and nothing to refuse.
    if (found && !decidedAtDesk(found, controls()).includes(decision)) throw exceptionsFailures['not-at-desk']();
    return carryOut(work, item, why);
  });
}

const listWith = (controls: () => OutboxControls) => handle(exceptions, 'list', async (ctx, { item, dossier, name, state, limit, offset }) => {
  const where = { state: state ?? { in: stuck }, ...(item && { id: item }), ...(dossier && { dossier }), ...(name && { name }) };
  const [found, total] = await Promise.all([ctx.store.find(items, where, { by: [['createdAt', 'asc'], ['id', 'asc']], limit, offset }), ctx.store.count(items, where)]);
  const behind = await ctx.store.countBy(items, { lane: { in: [...new Set(found.map(({ lane }) => lane))] }, state: 'waiting' }, 'lane');
  return {
    total,
    exceptions: found.filter(isStuck).map((one) => ({
      item: one.id, dossier: one.dossier, name: one.name, plugin: one.plugin, kind: one.kind, state: one.state, failure: one.failure, title: one.failureTitle,
      attempts: one.attempts, replays: one.replays, since: one.settledAt ?? one.createdAt, behind: behind.get(one.lane) ?? 0, atDesk: [...decidedAtDesk(one, controls())],
    })),
  };
});

/** @param controls asked for at each call, because the node opens after its plugins are wired */
export const exceptionsPlugin = (controls: () => OutboxControls): Plugin<typeof exceptions> => definePlugin(exceptions, {
  actions: {
    list: listWith(controls), kinds, replay, replayKind, skip, source,
    tryAgain: handle(exceptions, 'tryAgain', decideWith(controls, 'try-again', async (work, item, why) => ({ replayed: (await replayItems(work, { id: item }, why)).replayed }))),
    letGo: handle(exceptions, 'letGo', decideWith(controls, 'let-go', async (work, item, why) => ({ skipped: await skipItem(work, item, why) }))),
    happened: handle(exceptions, 'happened', async (ctx, { item, output, why }) => {
      await demandKnown(ctx.store, [item], () => 'item');
      const happened = await controls().settleHappened({ municipality: ctx.municipality.id, item, output, actor: ctx.caller.actor, traceId: ctx.traceId, why });
      return ctx.answer(async () => ({ happened }));
    }),
  },
  routes: [
    { method: 'GET', path: '/exceptions', action: 'exceptions.list' },
    { method: 'GET', path: '/exceptions/kinds', action: 'exceptions.kinds' },
    { method: 'POST', path: '/exceptions/replay', action: 'exceptions.replay' },
    { method: 'POST', path: '/exceptions/replay-kind', action: 'exceptions.replayKind' },
    { method: 'POST', path: '/exceptions/{item}/skip', action: 'exceptions.skip' },
    { method: 'POST', path: '/exceptions/{item}/try-again', action: 'exceptions.tryAgain' },
    { method: 'POST', path: '/exceptions/{item}/let-go', action: 'exceptions.letGo' },
    { method: 'POST', path: '/exceptions/{item}/happened', action: 'exceptions.happened' },
    { method: 'POST', path: '/exceptions/{item}/source', action: 'exceptions.source' },
  ],
  tables: outboxTables,
  migrations: [outbox001, outbox003],
  retention: outboxRetention,
});
