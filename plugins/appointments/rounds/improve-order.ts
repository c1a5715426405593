import { isPossible, minutesOf, type MinutesBetween, type Stop } from './time-round.ts';

/** So many visits at most change place together (Or's exchange). */
const longestStretch = 3;

/**
 * For days with many visits: some are taken out and put back elsewhere, or a stretch is driven the other way round (2-opt), as long as
 * that makes the drive shorter. Always the change that saves most, the first of equals.
 */
export function improveOrder(present: readonly Stop[], minutesBetween: MinutesBetween): readonly Stop[] {
  let best = { order: present, minutes: minutesOf(present, minutesBetween) };
  for (;;) {
    let better = best;
    for (const order of neighbours(best.order)) {
      const minutes = minutesOf(order, minutesBetween);
      if (minutes < better.minutes && isPossible(order, minutesBetween)) better = { order, minutes };
    }
    if (better === best) return best.order;
    best = better;
  }
}

function* neighbours(order: readonly Stop[]): Generator<readonly Stop[]> {
  for (let from = 0; from < order.length; from += 1) {
    for (let until = from + 1; until <= order.length; until += 1) {
      const [before, stretch, after] = [order.slice(0, from), order.slice(from, until), order.slice(until)];
      yield [...before, ...stretch.toReversed(), ...after];
      if (stretch.length > longestStretch) continue;
      const rest = [...before, ...after];
      for (let place = 0; place <= rest.length; place += 1) {
        if (place === from) continue;
        yield [...rest.slice(0, place), ...stretch, ...rest.slice(place)];
        yield [...rest.slice(0, place), ...stretch.toReversed(), ...rest.slice(place)];
      }
    }
  }
}
