import type { CommandCtx } from '#services/kernel/context.ts';
import type { UnitOfWork } from '#services/kernel/unit-of-work.ts';
import type { retention } from './retention.contract.ts';

export type RetentionCtx = CommandCtx<typeof retention>;

/** Rows per unit of work: others get their turn in between, and who is killed loses one batch that had not been done. */
export const batchSize = 200;

/** What went and its entry in the audit commit together: how many rows of which class, nothing else. */
export async function auditFigures(work: UnitOfWork, figures: ReadonlyMap<string, number>): Promise<void> {
  for (const [id, rows] of figures) if (rows > 0) await work.audit({ what: 'retention.applied', why: `${id}: ${rows}`, result: 'done' });
}

export function add(figures: Map<string, number>, id: string, rows: number): void {
  figures.set(id, (figures.get(id) ?? 0) + rows);
}
