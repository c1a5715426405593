import { definePlugin, handle } from '#services/kernel/plugin.ts';
import { failures } from '#services/kernel/failure.ts';
import type { Reader } from '#services/kernel/tables.ts';
import type { UnitOfWork } from '#services/kernel/unit-of-work.ts';
import { exceptions } from './exceptions.contract.ts';
import { items, lanes, outbox001, outboxTables, type Item } from './outbox.store.ts';

export const exceptionsFailures = failures('exceptions', {
  'unknown-item': { status: 404, retry: 'never', title: 'There is no such item here.' },
});

const stuck = ['failed', 'parked'] as const;
const isStuck = (item: Item): item is Item & { state: (typeof stuck)[number] } => item.state === 'failed' || item.state === 'parked';

const list = handle(exceptions, 'list', async (ctx, { dossier }) => {
  const found = await ctx.store.find(items, { state: { in: stuck }, ...(dossier && { dossier }) }, { by: [['createdAt', 'asc'], ['id', 'asc']] });
  return {
    exceptions: await Promise.all(found.filter(isStuck).map(async ({ id, failure, failureTitle, settledAt, createdAt, lane, dossier: of, name, plugin, kind, state, attempts, replays }) => ({
      item: id, dossier: of, name, plugin, kind, state, failure, title: failureTitle, attempts, replays, since: settledAt ?? createdAt, behind: await behind(ctx.store, lane),
    }))),
  };
});

function behind(store: Reader, lane: string): Promise<number> {
  return store.count(items, { lane, state: 'waiting' });
}

/** @throws exceptions.unknown-item that names those which this municipality does not have */
async function demandKnown(reader: Reader, asked: readonly string[], nameOf: (index: number) => string): Promise<void> {
  const known = new Set((await reader.find(items, { id: { in: asked } })).map(({ id }) => id));
  const issues = asked.flatMap((id, index) => (known.has(id) ? [] : [{ in: 'body' as const, name: nameOf(index), detail: 'there is no such item here' }]));
  if (issues.length > 0) throw exceptionsFailures['unknown-item']({ issues });
}

const replay = handle(exceptions, 'replay', (ctx, { items: asked, why }) => ctx.answer(async (work) => {
  await demandKnown(work, asked, (index) => `items.${index}`);
  const found = await work.find(items, { id: { in: asked }, state: { in: stuck } });
  let replayed = 0;
  for (const { id, lane, replays, name, dossier, state, begun } of found) {
    // A parked one is tried anew on purpose: the person has looked. One that failed while it was looked up is looked up again first.
    const again = { state: 'waiting', attempts: 0, begun: begun && state === 'failed', replays: replays + 1, settledAt: null } as const;
    // Another person may have decided at the same moment.
    if (await work.update(items, { id, state, replays }, again) === 0) continue;
    await work.update(lanes, { lane }, { dueAt: 0 });
    await auditDecision(work, 'exceptions.replay', { name, dossier, why });
    replayed += 1;
  }
  return { replayed };
}));

const skip = handle(exceptions, 'skip', (ctx, { item, why }) => ctx.answer(async (work) => {
  await demandKnown(work, [item], () => 'item');
  const found = await work.first(items, { id: item, state: { in: stuck } });
  if (!found) return { skipped: false };
  if (await work.update(items, { id: item, state: found.state, replays: found.replays }, { state: 'skipped' }) === 0) return { skipped: false };
  await work.update(lanes, { lane: found.lane }, { dueAt: 0 });
  await auditDecision(work, 'exceptions.skip', { ...found, why });
  return { skipped: true };
}));

async function auditDecision(work: UnitOfWork, what: string, { name, dossier, why }: { name: string; dossier: string | null; why: string }): Promise<void> {
  await work.audit({ what, why: `${name}: ${why}`, result: 'done', ...(dossier && { subject: `dossier:${dossier}` }) });
}

export const exceptionsPlugin = definePlugin(exceptions, {
  actions: { list, replay, skip },
  routes: [
    { method: 'GET', path: '/exceptions', action: 'exceptions.list' },
    { method: 'POST', path: '/exceptions/replay', action: 'exceptions.replay' },
    { method: 'POST', path: '/exceptions/{item}/skip', action: 'exceptions.skip' },
  ],
  tables: outboxTables,
  migrations: [outbox001],
});
