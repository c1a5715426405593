import type { Reader } from '#services/kernel/tables.ts';
import { handle } from '#services/kernel/plugin.ts';
import { allows, dossierOf } from '#services/journey/move-dossier.ts';
import { bpostDelivery } from './bpost-delivery.contract.ts';
import { arrangements, messages, type Arrangement } from './bpost-delivery.store.ts';

/** No municipality has so many cards on their way at once; the first to be delivered are listed. */
const mostListed = 500;

export const listDeliveries = handle(bpostDelivery, 'list', async ({ store }) => ({ deliveries: await Promise.all((await standingArrangements(store)).map((one) => lineOf(store, one))) }));

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

async function lineOf(store: Reader, { dossier, reference, start, end, state, custody }: Arrangement) {
  return {
    dossier, reference, moment: { start, end }, state, custody,
    mayHandOver: state === 'announced' && allows(await dossierOf(store, dossier), 'hand-to-bpost'),
    held: await store.count(messages, { reference, held: { not: null } }),
  };
}
