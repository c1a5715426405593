import { bizaFailures } from '../biza.port.ts';
import type { BizaOperations, BizaWorld, Order } from './biza-world.ts';
import { demandOrder, settle } from './order-card.ts';
import { isGone, statusOf } from './production-status.ts';

export function closingsOf(world: BizaWorld): Pick<BizaOperations, 'closeRenewal' | 'reportUnclaimed'> {
  const ownOrder = (dossier: string, order: string): Order => {
    const found = demandOrder(world, order);
    if (found.dossier !== dossier) throw bizaFailures['unknown-order']();
    return found;
  };
  return {
    closeRenewal: {
      act: ({ dossier, order, closedOn }) => {
        const found = ownOrder(dossier, order);
        if (statusOf(found, world.today()).status !== 'activated') throw bizaFailures.refused();
        if (!world.closed.get(order)) world.closed.put(order, { dossier, cardNumber: found.cardNumber, closedOn });
        return {};
      },
    },
    reportUnclaimed: {
      act: ({ dossier, order }) => {
        const found = ownOrder(dossier, order);
        if (statusOf(found, world.today()).status === 'activated') throw bizaFailures.refused();
        if (!isGone(found, world.today())) settle(world, order, 'destroyed');
        return {};
      },
    },
  };
}
