import { dossiers, type Dossier } from '#services/journey/dossier.store.ts';
import { dossierClass } from '#services/journey/journey.retention.ts';
import { finalStates } from '#services/journey/journey.states.ts';
import type { RetentionClass, TableRule } from '#services/kernel/retention.ts';
import type { Reader } from '#services/kernel/tables.ts';
import type { UnitOfWork } from '#services/kernel/unit-of-work.ts';
import { add, auditFigures, batchSize, type RetentionCtx } from './batch.ts';
import { endsWithDossier } from './terms.ts';
import { keyOf, unopened } from './unopened.ts';

const bareDossiers = unopened(dossiers);

/** One class that counts from the end of a dossier: everything in it that reached its limit goes. A final state is never left, so nothing open is touched. */
export async function sweepEndedDossiers(ctx: RetentionCtx, all: readonly RetentionClass[], retention: RetentionClass, limit: number): Promise<void> {
  // The person behind a dossier goes last, and all that is left of the dossier in the same unit of work.
  const classes = retention.id === dossierClass ? all : [retention];
  let after = '';
  let heldBack = 0;
  for (;;) {
    const ended = await ctx.store.find(bareDossiers, { emptiedAt: null, state: { in: finalStates }, stateSince: { lte: limit }, id: { gt: after } }, { by: [['id', 'asc']], limit: batchSize });
    const last = ended.at(-1);
    if (!last) break;
    after = last.id;
    const busy = await busyAmong(ctx.store, all, ended.map(({ id }) => id));
    heldBack += busy.size;
    const ready = ended.filter(({ id }) => !busy.has(id));
    if (await anythingLeft(ctx.store, classes, ready)) await ctx.work((work) => clear(work, all, classes, ready));
  }
  if (retention.id !== dossierClass || heldBack === 0) return;
  await ctx.work((work) => work.audit({ what: 'retention.held-back', why: `${retention.id}: ${heldBack}`, result: 'refused' }));
}

async function clear(work: UnitOfWork, all: readonly RetentionClass[], classes: readonly RetentionClass[], ready: readonly Pick<Dossier, 'id'>[]): Promise<void> {
  // Something may have been asked for one of them since we looked.
  const busy = await busyAmong(work, all, ready.map(({ id }) => id));
  const ids = ready.map(({ id }) => id).filter((id) => !busy.has(id));
  const figures = new Map<string, number>();
  for (const { id, tables } of classes) {
    for (const rule of tables.filter(endsWithDossier)) add(figures, id, await clearTable(work, rule, ids));
  }
  await auditFigures(work, figures);
}

async function clearTable(work: UnitOfWork, rule: TableRule, ids: readonly string[]): Promise<number> {
  const { table, only, emptied } = rule;
  const where = { ...only, [dossierColumn(rule)]: { in: ids } };
  if (!emptied) return work.remove(table, where);
  let rows = 0;
  for (const row of await work.find(unopened(table), where)) rows += await work.update(table, { ...only, ...keyOf(table, row) }, emptied(row, work.at));
  return rows;
}

/** Where a table says which dossier a row is of. */
export function dossierColumn({ table, owner }: TableRule): string {
  if (table.name === dossiers.name) return 'id';
  if (owner.by === 'dossier' || owner.by === 'dossier-or-content') return owner.column;
  throw new Error(`table '${table.name}' ends with its dossier, but no column says which one`);
}

/** The dossiers among these for which something must still happen. */
export async function busyAmong(reader: Reader, all: readonly RetentionClass[], ids: readonly string[]): Promise<ReadonlySet<string>> {
  const busy = new Set<string>();
  for (const rule of all.flatMap(({ tables }) => tables)) {
    for (const where of rule.busy ?? []) {
      const column = dossierColumn(rule);
      for (const row of await reader.find(unopened(rule.table), { ...where, [column]: { in: ids } })) busy.add(String(row[column]));
    }
  }
  return busy;
}

async function anythingLeft(reader: Reader, classes: readonly RetentionClass[], ready: readonly Pick<Dossier, 'id'>[]): Promise<boolean> {
  const ids = ready.map(({ id }) => id);
  for (const rule of classes.flatMap(({ tables }) => tables).filter(endsWithDossier)) {
    if (await reader.count(rule.table, { ...rule.only, [dossierColumn(rule)]: { in: ids } }) > 0) return true;
  }
  return false;
}
