import { failures } from '#services/kernel/failure.ts';
import type { Reader } from '#services/kernel/tables.ts';
import { addDays } from '#services/belgium/day.ts';
import { askTallies, type AskTallies } from './ask-tallies.ts';
import type { Definition, Dimension } from './definitions.ts';
import type { Figure } from './indicators.contract.ts';
import { hearOf, lastTold, type ToldOf } from './hear-of.ts';
import { counted } from './indicators.store.ts';
import { isWhole, lastDayOf, monthBefore, monthOf, monthsOf, periodUntil, type Period } from './period.ts';
import { readTally, type Slice } from './read-tallies.ts';
import { reckoning, type Amount, type AnyReckoning } from './reckon.ts';

export const indicatorFailures = failures('indicators', {
  'month-not-begun': { status: 400, retry: 'never', title: 'No day of that month is over yet.' },
});

const trendMonths = 24;

/** The last day that counts: of the month that is asked for, or of all that are over. @throws indicators.month-not-begun */
export function lastDay(today: string, month: string | undefined): string {
  const yesterday = addDays(today, -1);
  if (month === undefined) return yesterday;
  if (`${month}-01` > yesterday) throw indicatorFailures['month-not-begun']({ issues: [{ in: 'query', name: 'month', detail: 'a month of which a day is over' }] });
  return lastDayOf(month) < yesterday ? lastDayOf(month) : yesterday;
}

/** What all figures of an answer are reckoned from. `begun`: the day on which the first dossier was opened. */
export interface History { readonly reader: Reader; readonly ask: AskTallies; readonly begun: string | undefined }

export async function historyOf(reader: Reader): Promise<History> {
  return { reader, ask: askTallies(reader), begun: (await reader.first(counted, {}, { by: [['openedOn', 'asc']] }))?.openedOn };
}

/** One indicator for one slice, with its trend and what stands beside it. Several that are reckoned at once ask the tallies together. */
export async function reckonFigure(history: History, definition: Definition, until: string, slice: Slice = {}): Promise<Figure> {
  const { ask, begun } = history;
  const { id, unit, target, baseline, aim, months } = definition;
  const period = periodUntil(until, months);
  const figure = { indicator: id, unit, target, baseline, ...period };
  const ends = trendEnds(until);
  const why = whyNever(definition, slice) ?? (begun === undefined || begun > until ? 'no-history' : undefined);
  if (why !== undefined || begun === undefined) {
    return { ...figure, value: null, met: null, basis: 0, empty: why ?? 'no-history', beside: definition.beside.map((other) => ({ id: other.id, value: null, basis: 0 })), trend: ends.map((end) => ({ month: monthOf(end), value: null, basis: 0 })) };
  }
  const [reckon, ...others] = await Promise.all([
    reckoner(history, definition, { from: periodUntil(ends[0] ?? until, months).from, until }, period, slice, begun),
    ...definition.beside.map(async ({ id: other, reckoning: how, measure }) => {
      const tally = await readTally(ask, { measure, grounds: definition.grounds, period, ...dailyOf(how, period), ...slice });
      return { id: other, ...reckoning(how, tally, period, begun)(period) };
    }),
  ]);
  const { value, basis, empty } = await reckon(period);
  const beside = others.map((other) => ({ ...other, ...(empty !== null && { value: null }) }));
  const trend: Figure['trend'][number][] = [];
  for (const end of ends) {
    const at = end < begun ? { value: null, basis: 0 } : await reckon(periodUntil(end, months));
    trend.push({ month: monthOf(end), value: at.value, basis: at.basis });
  }
  const met = value === null ? null : aim === 'at-most' ? value <= target : value >= target;
  return { ...figure, value, met, basis, empty, beside, trend };
}

/** Just the number, for a slice beside others. */
export async function reckonAmount(history: History, definition: Definition, period: Period, slice: Slice): Promise<Amount> {
  const { begun } = history;
  if (begun === undefined || begun > period.until || whyNever(definition, slice) !== undefined) return { value: null, basis: 0 };
  const { value, basis } = await (await reckoner(history, definition, period, period, slice, begun))(period);
  return { value, basis };
}

type Seen = Amount & { readonly empty: Figure['empty'] };

/** Reckons the indicator for periods within `all`; of the `latest` one the days are at hand too. A figure of nothing says why, and is never 0. */
async function reckoner({ reader, ask }: History, { reckoning: how, measure, grounds }: Definition, all: Period, latest: Period, slice: Slice, begun: string): Promise<(period: Period) => Promise<Seen>> {
  const tally = await readTally(ask, { measure, grounds, period: all, ...dailyOf(how, latest), ...slice });
  const reckon = reckoning(how, tally, all, begun);
  const silence = silences[how];
  const doubted = silence && { ...silence, reckon: reckoning(silence.of, tally, all, begun), hears: hearOf(lastTold(reader, silence.told), all) };
  return async (period) => {
    const { value, basis } = reckon(period);
    if (value === null) return { value, basis, empty: emptyOf[how] };
    if (doubted && doubted.reckon(period).value === doubted.is && !await doubted.hears(period)) return { value: null, basis, empty: doubted.empty };
    return { value, basis, empty: null };
  };
}

const emptyOf: Readonly<Record<Definition['reckoning'], NonNullable<Figure['empty']>>> = {
  'median-of-dossiers': 'no-dossiers', share: 'no-dossiers', 'median-of-longest-per-day': 'no-deliveries',
  'median-of-standing-per-day': 'no-history', 'median-of-standing-per-week': 'no-history', 'median-of-count-per-day': 'no-history',
};

interface Silence { readonly of: AnyReckoning; readonly is: number; readonly told: ToldOf; readonly empty: NonNullable<Figure['empty']> }
/** What looks best where nobody tells of the others: that all were delivered at home, that nobody complained. It is no figure while nothing at all was told. */
const silences: Readonly<Partial<Record<Definition['reckoning'], Silence>>> = {
  share: { of: 'share-delivered', is: 100, told: 'counter', empty: 'no-counter-figures' },
  'median-of-count-per-day': { of: 'median-of-count-per-day', is: 0, told: 'complaints', empty: 'no-complaints' },
};

/** The last days of the months of the trend; the last of them is the day that was asked for. */
function trendEnds(until: string): string[] {
  return [...Array.from({ length: trendMonths - 1 }, (_, index) => lastDayOf(monthBefore(monthOf(until), trendMonths - 1 - index))), until];
}

/** Which months a reckoning looks at day by day: those of which the period has a part only, unless it goes by days anyhow. */
function dailyOf(how: string, period: Period): { readonly daily?: readonly string[] } {
  return how === 'median-of-dossiers' || how.startsWith('share') ? { daily: monthsOf(period).filter((month) => !isWhole(period, month)) } : {};
}

/** What is asked has no answer, whatever happens. */
export function whyNever({ grounds, deliverBy, dividedBy }: Definition, slice: Slice): Figure['empty'] | undefined {
  if (slice.ground !== undefined && grounds && !grounds.includes(slice.ground)) return 'not-its-group';
  if (deliverBy !== undefined && slice.deliverBy !== undefined && slice.deliverBy !== deliverBy) return 'not-its-group';
  const asked = (['ground', 'deliverBy', 'official'] as const satisfies readonly Dimension[]).filter((dimension) => slice[dimension] !== undefined && (dimension !== 'deliverBy' || deliverBy === undefined));
  return asked.every((dimension) => dividedBy.includes(dimension)) ? undefined : 'not-divided-so';
}
