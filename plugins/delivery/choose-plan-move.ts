import type { Deliverer } from '#services/journey/ground.ts';
import type { Move, State } from '#services/journey/journey.states.ts';
import { deliveryFailures } from './delivery.failures.ts';
import type { CardHolder } from './where-is-the-card.ts';

/**
 * The move that plans a delivery. What bpost holds, only bpost can bring: after a failed attempt the card goes on from its hands, and for
 * anyone else it has to come back first.
 */
export function planMoveOf(state: State, by: Deliverer, holder: CardHolder): Move | undefined {
  if (holder !== 'bpost') return 'plan-delivery';
  if (by !== 'bpost' || state === 'undeliverable') return undefined;
  return state === 'delivery-failed' ? 'plan-delivery-by-bpost' : 'plan-delivery';
}

/** @throws delivery.card-with-bpost */
export function demandPlanMove(state: State, by: Deliverer, holder: CardHolder): Move {
  const move = planMoveOf(state, by, holder);
  if (!move) throw deliveryFailures['card-with-bpost']();
  return move;
}
