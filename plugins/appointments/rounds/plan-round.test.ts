import * as fc from 'fast-check';
import { fiftyDays, settingsOfGent } from '#tools/bench/fifty-days.ts';
import { fits, quarterMs, travelMinutes } from '../fit-visit.ts';
import { orderRound } from './order-round.ts';
import { planRound, type RoundPlan } from './plan-round.ts';
import { minutesOf, timeRound, type Stop } from './time-round.ts';

const travel = { by: 'distance', samePostcode: 10, otherPostcode: 25 } as const;
const minutesBetween = (from: string, to: string) => travelMinutes(from, to, travel);
const at = (time: string) => Date.parse(`2026-03-18T${time}:00Z`);
const workday = [{ start: at('08:00'), end: at('12:00') }, { start: at('13:00'), end: at('17:00') }];
const visit = (id: string, start: string, postcode: string, within = workday): Stop => ({ id, start: at(start), end: at(start) + 3 * quarterMs, postcode, within });
const fixed = (stop: Stop): Stop => ({ ...stop, within: [{ start: stop.start, end: stop.end }] });
const said = ({ stops }: RoundPlan) => stops.map(({ stop, start, step }) => `${stop.id} ${new Date(start).toISOString().slice(11, 16)}${step === 0 ? '' : ` (${step})`}`);

test('a visit across town between two neighbours is proposed after both', () => {
  const plan = planRound([fixed(visit('a', '08:00', '9000')), visit('far', '09:30', '9042'), fixed(visit('b', '11:00', '9000'))], travel, 10);
  expect(said(plan)).toEqual(['a 08:00', 'b 11:00', 'far 13:00 (1)']);
  expect(plan.minutes).toEqual({ now: 64, proposed: 42 });
});

test('a visit that stays where it is stays, and another one moves', () => {
  const plan = planRound([visit('a', '08:00', '9000'), fixed(visit('far', '09:30', '9042')), visit('b', '11:00', '9000')], travel, 10);
  expect(said(plan).filter((line) => line.startsWith('far'))).toEqual(['far 09:30']);
  expect(plan.minutes.proposed).toBe(42);
});

test('nobody is asked for a saving that is smaller than what is worth it', () => {
  const stops = [visit('a', '08:00', '9000'), visit('far', '09:30', '9042'), visit('b', '11:00', '9000')];
  expect(planRound(stops, travel, 23)).toMatchObject({ minutes: { now: 64, proposed: 64 }, stops: [{ step: 0 }, { step: 0 }, { step: 0 }] });
});

test('visits are not asked to change places at once: each moment that is proposed is free when those before have moved', () => {
  const narrow = [{ start: at('08:00'), end: at('10:45') }];
  // Nothing but 08:00 and 10:00 is free for either.
  const stops = [visit('a', '08:00', '9042', narrow), visit('b', '10:00', '9000', narrow), fixed(visit('c', '13:00', '9042'))];
  expect(planRound(stops, travel, 1).minutes).toEqual({ now: 64, proposed: 64 });
});

test('rather two visits move far than three a little', () => {
  const long = [{ start: at('09:00'), end: at('18:00') }];
  // With the first at nine, the others would be an hour later each.
  const order = [visit('a', '12:00', '9000', long), visit('b', '09:00', '9000', long), visit('c', '10:00', '9000', long)];
  expect(timeRound(order, minutesBetween)).toEqual({ starts: [at('12:00'), at('13:00'), at('14:00')], moved: 2 });
});

test('a day without visits, or with one, has no shorter order', () => {
  expect(planRound([], travel, 1)).toEqual({ minutes: { now: 0, proposed: 0 }, stops: [] });
  expect(said(planRound([visit('a', '08:00', '9000')], travel, 1))).toEqual(['a 08:00']);
});

/** A day as people booked it: no two visits overlap, driving included. */
const dayOf = (most: number) => fc.array(fc.record({
  quarter: fc.integer({ min: 0, max: 34 }), length: fc.integer({ min: 1, max: 4 }), postcode: fc.constantFrom('9000', '9031', '9042', '9050', '9052'), stays: fc.integer({ min: 0, max: 3 }),
}), { maxLength: 3 * most }).map((wishes) => {
  const stops: Stop[] = [];
  for (const { quarter, length, postcode, stays } of wishes) {
    const start = at('08:00') + quarter * quarterMs;
    const stop: Stop = { id: `v${stops.length}`, start, end: start + length * quarterMs, postcode, within: workday };
    const works = workday.some((window) => window.start <= start && stop.end <= window.end);
    if (works && stops.length < most && fits(stop, stops, travel)) stops.push(stays === 0 ? fixed(stop) : stop);
  }
  return stops;
});
const byTime = (stops: readonly Stop[]) => stops.toSorted((a, b) => a.start - b.start);
function* permutations<T>(list: readonly T[]): Generator<readonly T[]> {
  if (list.length <= 1) yield list;
  for (const [index, one] of list.entries()) for (const rest of permutations(list.toSpliced(index, 1))) yield [one, ...rest];
}

test('no other order of a day with few visits is shorter, nor as short with fewer visits moved', () => {
  fc.assert(fc.property(dayOf(5), (stops) => {
    const found = orderRound(byTime(stops), minutesBetween);
    const mine = [minutesOf(found, minutesBetween), timeRound(found, minutesBetween)?.moved ?? Number.NaN] as const;
    for (const order of permutations(stops)) {
      const timing = timeRound(order, minutesBetween);
      if (!timing) continue;
      const minutes = minutesOf(order, minutesBetween);
      expect(minutes < mine[0] || (minutes === mine[0] && timing.moved < mine[1])).toBe(false);
    }
  }), { numRuns: 60 });
});

/** The proposal for a day, when it is what every proposal must be. */
function soundPlan(stops: readonly Stop[], leastSaving: number): RoundPlan {
  const plan = planRound(stops, travel, leastSaving);
  const { minutes: { now, proposed }, stops: planned } = plan;
  expect(proposed === now || now - proposed >= leastSaving).toBe(true);
  expect(proposed).toBe(minutesOf(planned.map(({ stop }) => stop), minutesBetween));
  expect(planned.map(({ stop }) => stop.id).toSorted()).toEqual(stops.map(({ id }) => id).toSorted());

  const calendar = new Map(stops.map((stop) => [stop.id, { start: stop.start, end: stop.end, postcode: stop.postcode }]));
  const moves = planned.filter(({ step }) => step > 0).toSorted((a, b) => a.step - b.step);
  expect(moves.map(({ step }) => step)).toEqual(moves.map((_move, index) => index + 1));
  for (const { stop, start } of moves) {
    const moment = { start, end: start + stop.end - stop.start, postcode: stop.postcode };
    calendar.delete(stop.id);
    expect(fits(moment, [...calendar.values()], travel)).toBe(true);
    expect(stops.find(({ id }) => id === stop.id)?.within.some((window) => window.start <= moment.start && moment.end <= window.end)).toBe(true);
    calendar.set(stop.id, moment);
  }
  for (const { stop, start } of planned) expect(calendar.get(stop.id)?.start).toBe(start);
  expect(planned.map(({ start }) => start)).toEqual(planned.map(({ start }) => start).toSorted((a, b) => a - b));
  expect(planRound(stops.toReversed(), travel, leastSaving)).toEqual(plan);
  return plan;
}

test('a proposal is never longer than the day as booked, keeps hours and visits that stay, can be done step by step, and is always the same', () => {
  fc.assert(fc.property(dayOf(8), fc.constantFrom(1, 10), (stops, leastSaving) => {
    expect(soundPlan(stops, leastSaving).minutes.now).toBe(minutesOf(byTime(stops), minutesBetween));
  }), { numRuns: 60 });
});

test('the same holds of days with more visits than all orders of which can be tried', () => {
  const short = fc.array(fc.constantFrom('9000', '9031', '9042', '9050', '9052'), { minLength: 10, maxLength: 12 }).map((postcodes) => postcodes.map((postcode, index): Stop => {
    const start = at('00:00') + index * 4 * quarterMs;
    return { id: `v${index}`, start, end: start + quarterMs, postcode, within: [{ start: at('00:00'), end: at('23:45') }] };
  }));
  fc.assert(fc.property(short, (stops) => {
    expect(soundPlan(stops, 1).minutes.proposed).toBeLessThanOrEqual(minutesOf(stops, minutesBetween));
  }), { numRuns: 5 });
});

test('on fifty days no proposal is longer than what was booked, and all together they are shorter by more than a twentieth', () => {
  const plans = fiftyDays().map((stops) => planRound(stops, settingsOfGent.travelMinutes, settingsOfGent.rounds.leastSaving));
  expect(plans).toHaveLength(50);
  expect(plans.every(({ minutes: { now, proposed } }) => proposed <= now)).toBe(true);
  const sum = (of: 'now' | 'proposed') => plans.reduce((total, { minutes }) => total + minutes[of], 0);
  expect(sum('proposed')).toBeLessThan(sum('now') * 0.95);
});
