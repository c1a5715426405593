import { fits, quarterMs, travelMinutes, type Moment, type Planned, type Travel } from '../fit-visit.ts';
import { orderRound } from './order-round.ts';
import { minutesOf, timeRound, type MinutesBetween, type Stop } from './time-round.ts';

/** After so many rounds that cannot be driven step by step, visits that are stuck stay where they are: a person waits for the answer. */
const soonEnough = 8;

/** A visit in a round that is proposed. */
export interface PlannedStop {
  readonly stop: Stop;
  /** When it would begin: its present moment, when it does not move. */
  readonly start: number;
  /** Moves are made in this order, from 1; 0 for who does not move. The moment of each is free when those before it have moved. */
  readonly step: number;
}
export interface RoundPlan {
  /** Minutes of driving from the first visit to the last: as the day stands, and as it is proposed. */
  readonly minutes: { readonly now: number; readonly proposed: number };
  /** In the order that is proposed. */
  readonly stops: readonly PlannedStop[];
}

/**
 * A shorter round for one day, or the round as it stands when nothing saves so much. Citizens are asked one by one, so it never asks for
 * a moment that is free only when two visits change places at once.
 */
export function planRound(stops: readonly Stop[], travel: Travel, leastSaving: number): RoundPlan {
  const minutesBetween = remembered((from, to) => travelMinutes(from, to, travel));
  const present = stops.toSorted((a, b) => a.start - b.start || a.id.localeCompare(b.id));
  const now = minutesOf(present, minutesBetween);
  let movable = present;
  for (let tries = 1; ; tries += 1) {
    const order = orderRound(movable, minutesBetween, now - leastSaving);
    const proposed = minutesOf(order, minutesBetween);
    const starts = now - proposed < leastSaving ? undefined : timeRound(order, minutesBetween)?.starts;
    if (!starts) return { minutes: { now, proposed: now }, stops: present.map((stop) => ({ stop, start: stop.start, step: 0 })) };
    const { steps, stuck } = stepsOf(order.map((stop, index) => ({ stop, start: starts[index] ?? stop.start })), travel);
    if (!stuck) return { minutes: { now, proposed }, stops: steps };
    movable = movable.map((stop) => (stop.id === stuck.id ? { ...stop, within: tries < soonEnough ? without(stop, stuck.by, travel) : [{ start: stop.start, end: stop.end }] } : stop));
  }
}

interface Move { readonly stop: Stop; readonly start: number }
interface Stuck { readonly id: string; readonly by: readonly Planned[] }

/** The moves one after the other, each to a moment that is free by then; or a visit that could not go before others have gone. */
function stepsOf(moves: readonly Move[], travel: Travel): { readonly steps: readonly PlannedStop[]; readonly stuck?: Stuck } {
  const stands = new Map<string, Planned>(moves.map(({ stop }) => [stop.id, stop]));
  const steps = new Map<string, number>();
  const inTheWayOf = (move: Move) => [...stands].filter(([id, other]) => id !== move.stop.id && !fits(momentOf(move), [other], travel)).map(([, other]) => other);
  let waiting = moves.filter(({ stop, start }) => start !== stop.start);
  while (waiting.length > 0) {
    const next = waiting.find((move) => inTheWayOf(move).length === 0);
    if (!next) return { steps: [], ...(waiting[0] && { stuck: { id: waiting[0].stop.id, by: inTheWayOf(waiting[0]) } }) };
    stands.set(next.stop.id, momentOf(next));
    steps.set(next.stop.id, steps.size + 1);
    waiting = waiting.filter((move) => move !== next);
  }
  return { steps: moves.map(({ stop, start }) => ({ stop, start, step: steps.get(stop.id) ?? 0 })) };
}

function momentOf({ stop, start }: Move): Planned {
  return { start, end: start + stop.end - stop.start, postcode: stop.postcode };
}

/** Where a visit may be without being in the way of these. */
function without({ start, end, postcode, within }: Stop, others: readonly Planned[], travel: Travel): Moment[] {
  const windows = others.reduce<readonly Moment[]>((left, other) => {
    const gap = travelMinutes(postcode, other.postcode, travel) * 60_000;
    return left.flatMap((window) => [
      { start: window.start, end: Math.min(window.end, Math.floor((other.start - gap) / quarterMs) * quarterMs) },
      { start: Math.max(window.start, Math.ceil((other.end + gap) / quarterMs) * quarterMs), end: window.end },
    ]);
  }, within);
  return windows.filter((window) => window.end - window.start >= end - start);
}

/** A search asks for the same few drives thousands of times. */
function remembered(minutesBetween: MinutesBetween): MinutesBetween {
  const known = new Map<string, number>();
  return (from, to) => {
    const key = `${from}-${to}`;
    const minutes = known.get(key) ?? minutesBetween(from, to);
    known.set(key, minutes);
    return minutes;
  };
}
