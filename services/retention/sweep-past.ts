import type { TableRule } from '#services/kernel/retention.ts';
import { auditFigures, batchSize, type RetentionCtx } from './batch.ts';
import { keyOf, unopened } from './unopened.ts';

/** Rows that carry their own moment: those past the limit go, or lose what identifies. */
export async function sweepPast(ctx: RetentionCtx, id: string, rule: TableRule, limit: number | string): Promise<void> {
  const { table, only, counted, emptied } = rule;
  if (counted.from !== 'column') throw new Error(`retention '${id}' counts from no column of '${table.name}'`);
  const { column } = counted;
  for (;;) {
    // Emptied rows stay behind: the newest first finds those that are left without walking through them.
    const page = await ctx.store.find(unopened(table), { ...only, [column]: { lte: limit } }, { by: [[column, emptied ? 'desc' : 'asc']], limit: batchSize });
    const last = page.at(-1);
    if (!last) return;
    await ctx.work(async (work) => {
      let rows = 0;
      if (!emptied) rows = await work.remove(table, { ...only, [column]: { lte: last[column] } });
      else for (const row of page) rows += await work.update(table, { ...only, ...keyOf(table, row) }, emptied(row, work.at));
      // What is emptied must fall outside the rule, or the next look finds it again, without end.
      if (emptied && await work.count(table, { ...only, ...keyOf(table, last) }) > 0) throw new Error(`retention '${id}' empties rows of '${table.name}', but does not know them for emptied`);
      await auditFigures(work, new Map([[id, rows]]));
    });
  }
}
