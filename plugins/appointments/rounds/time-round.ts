import { quarterMs, type Moment, type Planned } from '../fit-visit.ts';

/** A visit of a day. One that stays where it is has its own moment as its only window. */
export interface Stop extends Planned {
  readonly id: string;
  /** The whole visit lies within one of these, each from and up to a whole quarter of an hour. */
  readonly within: readonly Moment[];
}
export type MinutesBetween = (from: string, to: string) => number;
export interface Timing {
  /** For each stop of the order, the instant at which it begins. */
  readonly starts: readonly number[];
  /** How many begin at another moment than now. */
  readonly moved: number;
}

const minuteMs = 60_000;
/** One visit less to move counts for more than all minutes of a day by which the others move. */
const oneMoved = 1_000_000;

/** Minutes of driving from the first visit to the last. */
export function minutesOf(order: readonly Stop[], minutesBetween: MinutesBetween): number {
  return order.reduce((sum, stop, index) => {
    const before = order[index - 1];
    return before ? sum + minutesBetween(before.postcode, stop.postcode) : sum;
  }, 0);
}

/** When a visit may begin at the soonest, for an official who can be at the door then; `Infinity` when there is no room for it any more. */
export function soonestStart({ start, end, within }: Stop, ready: number): number {
  const atTheDoor = Math.ceil(ready / quarterMs) * quarterMs;
  let soonest = Infinity;
  for (const window of within) {
    const at = Math.max(window.start, atTheDoor);
    if (at < soonest && at + end - start <= window.end) soonest = at;
  }
  return soonest;
}

/** Is the day long enough for this order? */
export function isPossible(order: readonly Stop[], minutesBetween: MinutesBetween): boolean {
  let [ready, previous]: [number, Stop | undefined] = [-Infinity, undefined];
  for (const stop of order) {
    const start = soonestStart(stop, previous ? ready + minutesBetween(previous.postcode, stop.postcode) * minuteMs : ready);
    if (start === Infinity) return false;
    [ready, previous] = [start + stop.end - stop.start, stop];
  }
  return true;
}

interface Choice { readonly start: number; readonly cost: number; readonly before: Choice | undefined }

/**
 * When each visit of this order takes place: with as few as possible at another moment than now, and those as near to it as possible.
 * `undefined` when the day is too short for the order.
 */
export function timeRound(order: readonly Stop[], minutesBetween: MinutesBetween): Timing | undefined {
  let choices: readonly Choice[] = [{ start: -Infinity, cost: 0, before: undefined }];
  let previous: Stop | undefined;
  for (const stop of order) {
    const gap = previous ? previous.end - previous.start + minutesBetween(previous.postcode, stop.postcode) * minuteMs : 0;
    choices = nextChoices(stop, choices, gap);
    previous = stop;
  }
  const best = cheapest(choices);
  return best && { starts: startsOf(best), moved: Math.floor(best.cost / oneMoved) };
}

/** When it may begin, given when the one before may have begun. Both lists are in order of time, so one walk does. */
function nextChoices(stop: Stop, earlier: readonly Choice[], gap: number): Choice[] {
  const found: Choice[] = [];
  let reached = 0;
  let before: Choice | undefined;
  for (const start of possibleStarts(stop)) {
    for (let next = earlier[reached]; next && next.start + gap <= start; next = earlier[reached]) {
      if (!before || next.cost < before.cost) before = next;
      reached += 1;
    }
    if (before) found.push({ start, cost: before.cost + costOf(stop, start), before });
  }
  return found;
}

function possibleStarts({ start, end, within }: Stop): number[] {
  const starts = new Set<number>();
  for (const window of within) {
    for (let at = window.start; at + end - start <= window.end; at += quarterMs) starts.add(at);
  }
  return [...starts].toSorted((a, b) => a - b);
}

function costOf(stop: Stop, start: number): number {
  return start === stop.start ? 0 : oneMoved + Math.abs(start - stop.start) / minuteMs;
}

function cheapest(choices: readonly Choice[]): Choice | undefined {
  let best: Choice | undefined;
  for (const choice of choices) if (!best || choice.cost < best.cost) best = choice;
  return best;
}

function startsOf(last: Choice): number[] {
  const starts: number[] = [];
  for (let at: Choice | undefined = last; at?.before; at = at.before) starts.unshift(at.start);
  return starts;
}
