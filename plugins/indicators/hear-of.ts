import { dayOf, instantOf } from '#services/belgium/brussels-time.ts';
import { addDays } from '#services/belgium/day.ts';
import type { Reader } from '#services/kernel/tables.ts';
import { complaintFacts, renewalFacts } from './indicators.store.ts';
import type { Period } from './period.ts';

type Within = { readonly gte: number; readonly lt: number };
/** The last day in a period on which something was told. */
type LastIn = (period: Period) => Promise<string | undefined>;

const latest = {
  complaints: async (reader: Reader, filedAt: Within) => (await reader.first(complaintFacts, { filedAt }, { by: [['filedAt', 'desc']] }))?.filedAt,
  counter: async (reader: Reader, at: Within) => (await reader.first(renewalFacts, { at }, { by: [['at', 'desc']] }))?.at,
};
/** What others tell of, of whatever kind. */
export type ToldOf = keyof typeof latest;

export function lastTold(reader: Reader, of: ToldOf): LastIn {
  return async ({ from, until }) => {
    const at = await latest[of](reader, { gte: instantOf(from, '00:00'), lt: instantOf(addDays(until, 1), '00:00') });
    return typeof at === 'number' ? dayOf(at) : undefined;
  };
}

/** Whether anything was told in periods within `all`. They overlap: what was found in one often answers for the next, and where nothing was told at all it is asked once. */
export function hearOf(lastIn: LastIn, all: Period): (period: Period) => Promise<boolean> {
  const known: string[] = [];
  let last: Promise<string | undefined> | undefined;
  return async (period) => {
    const lastOfAll = await (last ??= lastIn(all));
    if (lastOfAll === undefined || lastOfAll < period.from) return false;
    if ([lastOfAll, ...known].some((day) => period.from <= day && day <= period.until)) return true;
    const day = await lastIn(period);
    if (day !== undefined) known.push(day);
    return day !== undefined;
  };
}
