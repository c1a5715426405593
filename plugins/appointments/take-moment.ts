import { dayOf, instantOf } from '#services/belgium/brussels-time.ts';
import { addDays } from '#services/belgium/day.ts';
import type { Tables } from '#services/kernel/tables.ts';
import type { UnitOfWork } from '#services/kernel/unit-of-work.ts';
import { appointmentFailures } from './appointments.failures.ts';
import { officialDays, quarters, visits, type Visit } from './appointments.store.ts';
import { ableOfficials, inOrderOfPreference, type Busy, type Wish } from './find-able-officials.ts';
import { fits, quartersOf, type Moment } from './fit-visit.ts';
import type { Settings } from './working-windows.ts';

export interface Wanted extends Wish { readonly visit: string; readonly preferred?: string }

/**
 * Takes the moment for a visit from the first official who has it free, and says who.
 * @throws appointments.moment-not-offered, appointments.moment-taken
 */
export async function takeMoment(work: UnitOfWork, settings: Settings, wanted: Wanted): Promise<string> {
  if (ableOfficials(settings, wanted).length === 0) {
    throw appointmentFailures['moment-not-offered']({ issues: [{ in: 'body', name: 'start', detail: 'not one of the moments that are offered' }] });
  }
  const official = await tryToTake(work, settings, wanted);
  if (!official) throw appointmentFailures['moment-taken']({ issues: [{ in: 'body', name: 'start', detail: 'taken meanwhile' }] });
  return official;
}

/** The same for a moment that was ours before: `undefined` when it is not to be had any more. */
export async function tryToTake(work: UnitOfWork, settings: Settings, wanted: Wanted): Promise<string | undefined> {
  const able = ableOfficials(settings, wanted).map(({ official }) => official);
  if (able.length === 0) return undefined;
  const day = dayOf(wanted.start);
  // In one order for everybody, so that two transactions never wait for each other crosswise.
  for (const official of able.toSorted()) await comeAfterOthers(work, official, day, wanted.visit);

  const busy = await busyOn(work, able, day, wanted.visit);
  for (const { official, planned } of inOrderOfPreference(busy, wanted, settings.travelMinutes, wanted.preferred)) {
    if (fits(wanted, planned, settings.travelMinutes) && await claimQuarters(work, official, wanted, quartersOf(wanted, settings.travelMinutes))) return official;
  }
  return undefined;
}

/** Gives a visit's quarters free. */
export async function freeMoment(tables: Tables, visit: string): Promise<void> {
  await tables.remove(quarters, { visit });
}

/**
 * Travel between postcodes depends on both visits, so a unique key alone cannot guard it: transactions on one official and day take
 * turns. On SQLite there is one writer anyhow; elsewhere this row stays locked until the commit.
 */
async function comeAfterOthers(work: UnitOfWork, official: string, day: string, touchedBy: string): Promise<void> {
  if (await work.insertIfNew(officialDays, { official, day, touchedBy })) return;
  await work.update(officialDays, { official, day }, { touchedBy });
}

async function busyOn(work: UnitOfWork, officials: readonly string[], day: string, except: string): Promise<Busy[]> {
  const rows: Visit[] = await work.find(visits, {
    official: { in: officials }, state: { in: ['held', 'confirmed', 'kept'] },
    start: { gte: instantOf(addDays(day, -1), '00:00'), lt: instantOf(addDays(day, 2), '00:00') },
    id: { not: except },
  });
  return officials.map((official) => ({ official, planned: rows.filter((row) => row.official === official) }));
}

/** All quarters or none. */
async function claimQuarters(work: UnitOfWork, official: string, { visit }: Moment & { readonly visit: string }, wanted: readonly number[]): Promise<boolean> {
  for (const quarter of wanted) {
    if (await work.insertIfNew(quarters, { official, quarter, visit })) continue;
    await freeMoment(work, visit);
    return false;
  }
  return true;
}
