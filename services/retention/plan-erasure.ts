import type { z } from 'zod';
import { isFinal } from '#services/journey/journey-table.ts';
import { journey } from '#services/journey/journey.states.ts';
import type { Reader } from '#services/kernel/tables.ts';
import type { erasure } from './retention.contract.ts';
import type { TablePlan } from './table-plans.ts';
import type { Trace } from './trace-person.ts';
import { keyOf, unopened } from './unopened.ts';

export type Erasure = z.output<typeof erasure>;

/** What would go, what would stay and why, and what has to end first. */
export async function planErasure(reader: Reader, plans: readonly TablePlan[], trace: Trace): Promise<Erasure> {
  const shares = plans.map((plan) => ({ plan, share: { class: plan.retention.id, what: plan.retention.what, table: plan.table.name, rows: trace.rows.get(plan.table.name)?.length ?? 0 } }))
    .filter(({ share }) => share.rows > 0);
  return {
    person: trace.person,
    blockedBy: await blockersOf(reader, plans, trace),
    goes: shares.filter(({ plan }) => plan.stays === undefined).map(({ share }) => share),
    doubtful: [...trace.doubtful],
    stays: shares.flatMap(({ plan, share }) => (plan.stays === undefined ? [] : [{ ...share, why: plan.stays }])),
  };
}

async function blockersOf(reader: Reader, plans: readonly TablePlan[], { dossiers, rows }: Trace): Promise<Erasure['blockedBy']> {
  const open = dossiers.filter(({ state }) => !isFinal(journey, state)).length;
  const blockers = open > 0 ? [{ table: 'journey_dossiers', rows: open, why: 'A dossier is open: it is needed for the service that the citizen asked for. Let it end, or withdraw it.' }] : [];
  for (const { table, busy } of plans) {
    const seen = new Set<string>();
    for (const row of busy.length > 0 ? rows.get(table.name) ?? [] : []) {
      const key = keyOf(table, row);
      for (const where of busy) if (await reader.count(unopened(table), { ...where, ...key }) > 0) seen.add(JSON.stringify(key));
    }
    if (seen.size > 0) blockers.push({ table: table.name, rows: seen.size, why: 'Something must still happen, or a person must decide: money, a card under way, or an item of the exception list.' });
  }
  return blockers;
}
