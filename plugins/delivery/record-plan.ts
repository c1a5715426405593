import type { Work } from '#services/kernel/context.ts';
import { allows, moveDossier } from '#services/journey/move-dossier.ts';
import type { Deliverer } from '#services/journey/ground.ts';
import type { State } from '#services/journey/journey.states.ts';
import { demandPlanMove, planMoveOf } from './choose-plan-move.ts';
import type { delivery } from './delivery.contract.ts';
import { deliveries } from './delivery.store.ts';
import type { Moment } from './find-moments.ts';
import type { Because } from './judge-deliverer.ts';
import { standingOf } from './load-standing.ts';

const plannedStates: readonly State[] = ['delivery-planned', 'card-ready', 'with-bpost'];

/** Writes an agreed moment down: dossier, delivery and event. The same moment again changes nothing. */
export async function recordPlan(work: Work<typeof delivery>, id: string, by: Deliverer, { start, end }: Moment, said: Because | null = null): Promise<void> {
  const { dossier: { state }, delivery: before, holder } = await standingOf(work, id);
  if (before?.by === by && before.start === start && plannedStates.includes(state)) return;
  // Who only moves the moment has no new reason for who comes.
  const because = said ?? (before?.by === by ? before.because : null);
  await moveDossier(work, id, demandPlanMove(state, by, holder), { visitEnds: end, changes: { deliverBy: by }, ...(said !== null && { reason: said }) });
  await work.update(deliveries, { dossier: id }, { by, because, start, end, ...(by === 'bpost' && { bpostAsked: true }) });
  await work.emit('planned', { dossier: id, by, start });
}

/** The same for a listener: the dossier may have moved on since, and then there is nothing to plan any more. */
export async function recordPlanIfPossible(work: Work<typeof delivery>, id: string, by: Deliverer, moment: Moment, said: Because | null = null): Promise<void> {
  const { dossier, holder } = await standingOf(work, id);
  const move = planMoveOf(dossier.state, by, holder);
  if (move && allows(dossier, move)) await recordPlan(work, id, by, moment, said);
}
