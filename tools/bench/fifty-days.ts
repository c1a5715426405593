import { addDays } from '#services/belgium/day.ts';
import { appointments } from '#plugins/appointments/appointments.contract.ts';
import { fits, type Moment } from '#plugins/appointments/fit-visit.ts';
import type { Stop } from '#plugins/appointments/rounds/time-round.ts';
import { windowsOn, type Settings } from '#plugins/appointments/working-windows.ts';
import { seeded } from '#tools/simulated-sbi/seeded.ts';

/** Half of the people of Gent live in 9000. */
const whereCitizensLive = ['9000', '9000', '9000', '9000', '9000', '9030', '9031', '9032', '9040', '9040', '9041', '9042', '9050', '9050', '9051', '9052'];
const hours: [string, string][] = [['08:00', '12:30'], ['13:00', '18:00']];
const days = 50;
const minuteMs = 60_000;

/** One official who visits all of Gent, five days a week, by distance. */
export const settingsOfGent: Settings = appointments.config.parse({
  officials: [{ official: 'els.peeters', postcodes: [...new Set(whereCitizensLive)], hours: { monday: hours, tuesday: hours, wednesday: hours, thursday: hours, friday: hours } }],
});
export const officialOfGent = settingsOfGent.officials[0];

/** Somebody who books: where he or she lives, and how long the visit takes. */
export interface Citizen { readonly postcode: string; readonly minutes: number }

export function citizensOfGent(random: () => number): () => Citizen {
  return () => ({ postcode: oneOf(whereCitizensLive, random), minutes: random() < 0.6 ? settingsOfGent.visitMinutes.capture : settingsOfGent.visitMinutes.delivery });
}

/**
 * Fifty working days of four to nine visits, the same for the same seed: citizens took one of the moments that were free when they
 * booked. Everybody can come at any moment that is worked.
 */
export function fiftyDays(seed = 1): Stop[][] {
  const random = seeded(seed);
  const nextCitizen = citizensOfGent(random);
  const rounds: Stop[][] = [];
  for (let day = '2026-01-05'; rounds.length < days; day = addDays(day, 1)) {
    const within = officialOfGent ? windowsOn(day, officialOfGent, settingsOfGent, null) : [];
    if (within.length === 0) continue;
    const wanted = 4 + Math.floor(random() * 6);
    const booked: Stop[] = [];
    for (let asked = 0; booked.length < wanted && asked < 40; asked += 1) {
      const { postcode, minutes } = nextCitizen();
      const free = within.flatMap((window) => [...momentsIn(window, minutes)]).filter((moment) => fits({ ...moment, postcode }, booked, settingsOfGent.travelMinutes));
      if (free.length > 0) booked.push({ id: `${day}-${booked.length + 1}`, postcode, ...oneOf(free, random), within });
    }
    rounds.push(booked);
  }
  return rounds;
}

export function oneOf<T>(list: readonly T[], random: () => number): T {
  const one = list[Math.floor(random() * list.length)];
  if (one === undefined) throw new Error('a list of nothing');
  return one;
}

function* momentsIn(window: Moment, minutes: number): Generator<Moment> {
  for (let start = window.start; start + minutes * minuteMs <= window.end; start += settingsOfGent.stepMinutes * minuteMs) yield { start, end: start + minutes * minuteMs };
}
