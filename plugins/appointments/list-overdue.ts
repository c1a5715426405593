import type { Reader } from '#services/kernel/tables.ts';
import { handle } from '#services/kernel/plugin.ts';
import { dossiers } from '#services/journey/dossier.store.ts';
import type { State } from '#services/journey/journey.states.ts';
import { appointments, type Purpose } from './appointments.contract.ts';
import { visits, type Visit } from './appointments.store.ts';
import { viewOf } from './view-visit.ts';

/** A visit that runs late is not forgotten yet. */
const graceMs = 3_600_000;
/** So many at most are looked through: whoever has more has another problem. */
const mostLookedAt = 500;

/** As long as a dossier is here, nobody has said whether its visit was held. A later state says it. */
const unsaid: Readonly<Record<Purpose, readonly State[]>> = { capture: ['scheduled', 'identified'], delivery: ['delivery-planned', 'card-ready', 'handing-over'] };

export const listOverdue = handle(appointments, 'overdue', async ({ store, now }) => {
  const past = await store.find(visits, { state: 'confirmed', end: { lt: now() - graceMs } }, { by: [['end', 'asc']], limit: mostLookedAt });
  const states = await statesOf(store, past);
  return { visits: past.filter(({ dossier, purpose }) => unsaid[purpose].some((state) => states.get(dossier) === state)).map(viewOf) };
});

async function statesOf(store: Reader, past: readonly Visit[]): Promise<ReadonlyMap<string, State>> {
  const found = await store.find(dossiers, { id: { in: [...new Set(past.map(({ dossier }) => dossier))] } });
  return new Map(found.map(({ id, state }) => [id, state]));
}
