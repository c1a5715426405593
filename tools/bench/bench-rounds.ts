import { dayOf } from '#services/belgium/brussels-time.ts';
import { addDays } from '#services/belgium/day.ts';
import { freeSlots, type Slot } from '#plugins/appointments/find-free-slots.ts';
import { travelMinutes, type Planned } from '#plugins/appointments/fit-visit.ts';
import { planRound } from '#plugins/appointments/rounds/plan-round.ts';
import type { Stop } from '#plugins/appointments/rounds/time-round.ts';
import { seeded } from '#tools/simulated-sbi/seeded.ts';
import { citizensOfGent, fiftyDays, oneOf, settingsOfGent } from './fifty-days.ts';

const citizens = 200;
const office = '9000';
/** Who books looks at so many days. */
const looksAhead = 10;
const minutesBetween = (from: string, to: string) => travelMinutes(from, to, settingsOfGent.travelMinutes);

/** How much less officials drive: when days are put in a better order, and when citizens take moments that fit the round. Minutes of an estimate; always the same. */
export async function benchRounds(): Promise<void> {
  const rounds = fiftyDays();
  const visits = rounds.reduce((sum, { length }) => sum + length, 0);
  console.log(`${rounds.length} days in Gent with ${visits} visits, minutes of driving:`);
  const plans = { 'every shorter order': { shiftMinutes: 1440, least: 1 }, 'as the settings have it': { shiftMinutes: settingsOfGent.rounds.shiftMinutes, least: settingsOfGent.rounds.leastSaving } };
  let worse = false;
  for (const [name, { shiftMinutes, least }] of Object.entries(plans)) {
    const began = performance.now();
    const planned = rounds.map((stops) => planRound(stops.map((stop) => within(stop, shiftMinutes)), settingsOfGent.travelMinutes, least));
    const took = (performance.now() - began) / rounds.length;
    const [now, proposed] = [sum(planned.map(({ minutes }) => minutes.now)), sum(planned.map(({ minutes }) => minutes.proposed))];
    const moved = sum(planned.map(({ stops }) => stops.filter(({ step }) => step > 0).length));
    worse ||= planned.some(({ minutes }) => minutes.proposed > minutes.now) || proposed >= now;
    console.log(`${name}: as booked ${now}, proposed ${proposed} (${percent(proposed, now)}), ${moved} visits moved, ${took.toFixed(0)} ms a day`);
  }
  const driven = Object.fromEntries(Object.entries(choices).map(([name, choose]) => [name, bookAll(choose)]));
  console.log(`${citizens} citizens who book one after the other, from the office and back:`);
  for (const [name, minutes] of Object.entries(driven)) console.log(`${name}: ${minutes} (${percent(minutes, driven[any] ?? minutes)})`);
  worse ||= (driven[fitting] ?? Infinity) >= (driven[any] ?? 0);
  if (!worse) return;
  console.error('somebody drives more than before');
  process.exitCode = 1;
}

function within(stop: Stop, shiftMinutes: number): Stop {
  const shift = shiftMinutes * 60_000;
  return { ...stop, within: stop.within.map(({ start, end }) => ({ start: Math.max(start, stop.start - shift), end: Math.min(end, stop.end + shift) })) };
}

type Choose = (slots: readonly Slot[], random: () => number) => Slot | undefined;
const any = 'any moment that suits them';
const fitting = 'any that is marked, where one is';
const anyOf: Choose = (slots, random) => (slots.length > 0 ? oneOf(slots, random) : undefined);
/** How people choose. Who takes the very first fills each day in turn: there is nothing left to choose by. */
const choices: Readonly<Record<string, Choose>> = {
  [any]: anyOf,
  [fitting]: (slots, random) => anyOf(slots.filter(({ extraMinutes }) => extraMinutes <= settingsOfGent.rounds.nearMinutes), random) ?? anyOf(slots, random),
  'the very first': ([first]) => first,
};

/** Four citizens a working day, each for one of the next ten days. Says how many minutes are driven on all days together. */
function bookAll(choose: Choose): number {
  const [nextCitizen, random] = [citizensOfGent(seeded(2)), seeded(3)];
  const booked: Planned[] = [];
  for (let number = 0; number < citizens; number += 1) {
    const { postcode, minutes } = nextCitizen();
    const today = addDays('2026-01-05', Math.floor(number / 4 * 7 / 5));
    const slots = freeSlots(settingsOfGent, { minutes, postcode, ground: null, from: addDays(today, 1), until: addDays(today, looksAhead), earliest: 0 }, () => booked);
    const slot = choose(slots, random);
    if (slot) booked.push({ start: slot.start, end: slot.end, postcode });
  }
  const days = [...Map.groupBy(booked.toSorted((a, b) => a.start - b.start), ({ start }) => dayOf(start)).values()];
  return sum(days.map((visits) => sum([office, ...visits.map(({ postcode }) => postcode)].map((from, index) => minutesBetween(from, visits[index]?.postcode ?? office)))));
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
const percent = (less: number, than: number) => `${((1 - less / than) * 100).toFixed(1)} % less`;
