import { handle } from '#services/kernel/plugin.ts';
import type { Where } from '#services/kernel/table.ts';
import { dossiers } from './dossier.store.ts';
import { journeyContract } from './journey.contract.ts';
import type { Phase } from './journey-table.ts';
import { journey, specOf, type State } from './journey.states.ts';
import { viewOf } from './view-dossier.ts';

const states = Object.keys(journey.states) as State[];

/** All that is asked is asked of the database: a municipality has thousands of open dossiers, and ever more that have ended. */
export const listDossiers = handle(journeyContract, 'list', async (ctx, { limit, offset, sort, ...asked }) => {
  const { state, phase, open, ground, deliverBy, late, reference } = asked;
  const among = statesOf({ state, phase, open });
  const where: Where<typeof dossiers> = {
    ...(among && { state: { in: among } }), ...(ground && { ground }), ...(deliverBy && { deliverBy }),
    // What has ended is due no more, so it has no deadline.
    ...(late && { dueAt: { lt: ctx.now() } }), ...(reference !== undefined && { id: beginningWith(reference) }),
  };
  const by = [[sort === 'urgent' ? 'dueAt' : 'stateSince', 'asc'], ['id', 'asc']] as const;
  const [rows, total] = await Promise.all([ctx.store.find(dossiers, where, { by, limit, offset }), ctx.store.count(dossiers, where)]);
  return { dossiers: rows.map(viewOf), total };
});

function statesOf({ state, phase, open }: { readonly state: State | undefined; readonly phase: Phase | undefined; readonly open: boolean | undefined }): State[] | undefined {
  if (state === undefined && phase === undefined && !open) return undefined;
  return states.filter((one) => (state === undefined || one === state) && (phase === undefined || specOf(one).phase === phase) && !(open && specOf(one).phase === 'ended'));
}

/** Every number that begins so lies between the lowest and the highest that do. */
function beginningWith(reference: string) {
  const filled = (digit: string) => reference.toLowerCase() + '00000000-0000-0000-0000-000000000000'.replaceAll('0', digit).slice(reference.length);
  return { gte: filled('0'), lte: filled('f') };
}
