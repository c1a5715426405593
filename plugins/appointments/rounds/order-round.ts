import { improveOrder } from './improve-order.ts';
import { minutesOf, soonestStart, type MinutesBetween, type Stop } from './time-round.ts';

const minuteMs = 60_000;
/** Up to so many visits every order is looked at; a day seldom has more. */
const exactUpTo = 9;

/**
 * The order in which the official drives least, and of those one for which the fewest visits move; the order as it is given, when none is
 * shorter. Given the same visits it is the same order. Who needs one of `wanted` minutes at most is not kept waiting for longer ones.
 */
export function orderRound(present: readonly Stop[], minutesBetween: MinutesBetween, wanted = Infinity): readonly Stop[] {
  const near = improveOrder(present, minutesBetween);
  const least = Math.min(minutesOf(near, minutesBetween), wanted);
  const best = present.length <= exactUpTo ? bestOrder(present, minutesBetween, least) ?? near : near;
  return minutesOf(best, minutesBetween) < minutesOf(present, minutesBetween) ? best : present;
}

/** A way to have made some of the visits, the last of them as said. */
interface Label { readonly last: number; readonly minutes: number; readonly moved: number; readonly free: number; readonly before: Label | undefined }

/**
 * Held and Karp's dynamic programme, with time windows: of all ways to have made the same visits and to be at the same place, those are
 * kept that are not worse than another one in driving, in visits moved, and in when the official is free. A way that will take more than
 * `most` minutes is left.
 */
function bestOrder(stops: readonly Stop[], minutesBetween: MinutesBetween, most: number): Stop[] | undefined {
  const legs = stops.map((from) => stops.map((to) => minutesBetween(from.postcode, to.postcode)));
  const shortestTo = stops.map((_stop, to) => Math.min(...legs.flatMap((row, from) => (from === to ? [] : [row[to] ?? 0]))));
  const mayStay = stops.map(({ start, end, within }) => within.some((window) => window.start <= start && end <= window.end));
  const all = 2 ** stops.length - 1;
  // By the visits that are made, as bits, and by the last of them.
  const labels = new Map<number, Map<number, Label[]>>();
  const labelsOf = (made: number, last: number): Label[] => {
    const byLast = labels.get(made) ?? new Map<number, Label[]>();
    const kept = byLast.get(last) ?? [];
    labels.set(made, byLast.set(last, kept));
    return kept;
  };
  for (let made = 0; made < all; made += 1) {
    const ways: readonly (Label | undefined)[] = made === 0 ? [undefined] : [...labels.get(made)?.values() ?? []].flat();
    if (ways.length === 0) continue;
    const room = most - stops.reduce((sum, _stop, index) => ((made & 2 ** index) === 0 ? sum + (shortestTo[index] ?? 0) : sum), 0);
    for (const [next, stop] of stops.entries()) {
      if ((made & 2 ** next) !== 0) continue;
      for (const way of ways) {
        const leg = way ? legs[way.last]?.[next] ?? 0 : 0;
        const minutes = (way?.minutes ?? 0) + leg;
        if (minutes > room + (shortestTo[next] ?? 0)) continue;
        // As soon as possible, which is never in the way of what follows; or at its present moment, which moves nobody.
        const soonest = soonestStart(stop, way ? way.free + leg * minuteMs : -Infinity);
        if (soonest === Infinity) continue;
        const kept = labelsOf(made | 2 ** next, next);
        const [label, moved] = [{ last: next, minutes, before: way }, way?.moved ?? 0];
        keepIfGood(kept, { ...label, moved: moved + Number(soonest !== stop.start), free: soonest + stop.end - stop.start });
        if (soonest < stop.start && mayStay[next]) keepIfGood(kept, { ...label, moved, free: stop.end });
      }
    }
  }
  const [best] = [...labels.get(all)?.values() ?? []].flat().toSorted((a, b) => a.minutes - b.minutes || a.moved - b.moved || a.free - b.free);
  return best && orderOf(best, stops);
}

function keepIfGood(kept: Label[], label: Label): void {
  const isNotBetter = (a: Label, b: Label) => a.minutes >= b.minutes && a.moved >= b.moved && a.free >= b.free;
  if (kept.some((other) => isNotBetter(label, other))) return;
  for (let index = kept.length - 1; index >= 0; index -= 1) {
    const other = kept[index];
    if (other && isNotBetter(other, label)) kept.splice(index, 1);
  }
  kept.push(label);
}

function orderOf(last: Label, stops: readonly Stop[]): Stop[] {
  const order: Stop[] = [];
  for (let label: Label | undefined = last; label; label = label.before) {
    const stop = stops[label.last];
    if (stop) order.unshift(stop);
  }
  return order;
}
