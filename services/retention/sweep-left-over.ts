import type { TableRule } from '#services/kernel/retention.ts';
import type { Row, Table } from '#services/kernel/table.ts';
import { auditFigures, batchSize, type RetentionCtx } from './batch.ts';
import { unopened } from './unopened.ts';

/** Rows that lean on another table: those of which nothing is left there go. */
export async function sweepLeftOver(ctx: RetentionCtx, id: string, rule: TableRule): Promise<void> {
  const { table, only, counted } = rule;
  if (counted.from !== 'nothing-left') throw new Error(`retention '${id}' of '${table.name}' leans on no other table`);
  const { column, of, matches } = counted;
  for (let after = ''; ;) {
    const page: Row<Table>[] = await ctx.store.find(unopened(table), { ...only, [column]: { gt: after } }, { by: [[column, 'asc']], limit: batchSize });
    const last = page.at(-1);
    if (!last) return;
    after = String(last[column]);
    const values = [...new Set(page.map((row) => row[column]))];
    const there = new Set((await ctx.store.find(unopened(of), { [matches]: { in: values } })).map((row) => row[matches]));
    const gone = values.filter((value) => !there.has(value));
    if (gone.length === 0) continue;
    await ctx.work(async (work) => {
      const rows = await work.remove(table, { ...only, [column]: { in: gone } });
      // Who needs one of them writes it first, and waits for us or we for him: what came in between is seen here, and then none goes.
      if (await work.count(of, { [matches]: { in: gone } }) > 0) throw new Error(`rows of '${table.name}' came into use again; they stay`);
      await auditFigures(work, new Map([[id, rows]]));
    });
  }
}
