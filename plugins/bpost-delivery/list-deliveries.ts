import { dossiers } from '#services/journey/dossier.store.ts';
import { allows } from '#services/journey/move-dossier.ts';
import { handle } from '#services/kernel/plugin.ts';
import type { Reader } from '#services/kernel/tables.ts';
import { bpostDelivery } from './bpost-delivery.contract.ts';
import { arrangements, messages, type Arrangement } from './bpost-delivery.store.ts';

/** No municipality has so many cards on their way at once; the first to be delivered are listed. */
const mostListed = 500;

export const listDeliveries = handle(bpostDelivery, 'list', async ({ store }) => {
  const inOrder = await standingArrangements(store);
  const [standing, waiting] = await Promise.all([
    store.find(dossiers, { id: { in: inOrder.map(({ dossier }) => dossier) } }),
    store.countBy(messages, { reference: { in: inOrder.map(({ reference }) => reference) }, held: { not: null } }, 'reference'),
  ]);
  const mayGo = new Set(standing.filter((dossier) => allows(dossier, 'hand-to-bpost')).map(({ id }) => id));
  return {
    deliveries: inOrder.map(({ dossier, reference, start, end, state, custody }) => ({
      dossier, reference, moment: { start, end }, state, custody, mayHandOver: state === 'announced' && mayGo.has(dossier), held: waiting.get(reference) ?? 0,
    })),
  };
});

/** What bpost has to deliver or still holds, the first to be delivered on top. */
export async function standingArrangements(store: Reader): Promise<Arrangement[]> {
  const by = { by: [['start', 'asc']], limit: mostListed } as const;
  const [live, held] = await Promise.all([
    store.find(arrangements, { state: { in: ['arranging', 'announced'] } }, by),
    // Called off, and not back yet.
    store.find(arrangements, { custody: { in: ['courier', 'bpost-employee'] } }, by),
  ]);
  const known = new Map([...live, ...held].map((one) => [one.reference, one]));
  return [...known.values()].toSorted((one, other) => one.start - other.start).slice(0, mostListed);
}
