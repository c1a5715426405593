import { instantOf } from '#services/belgium/brussels-time.ts';
import type { Ground } from '#services/journey/ground.ts';
import { seeded } from '#tools/journey/seeded.ts';
import { liveThrough, type LivedDossier, type Luck } from './live-through.ts';

export interface Town {
  readonly seed: number;
  readonly from: string;
  /** The last day of which anything is known: what would come after it has not happened yet. */
  readonly until: string;
  readonly perYear: number;
}
export interface TownDossier extends LivedDossier { /** Number of the dossier that it reopens. */ readonly previous: number | null }

const dayMs = 24 * 3_600_000;
/** How much busier than usual a month is: before the holidays, and at the end of the year. */
const seasons = [1.3, 1, 1.1, 1.05, 1.2, 1.5, 0.6, 0.5, 1.1, 1, 0.9, 0.75];

/**
 * The dossiers of a town through the years, the same for the same seed: grounds, seasons, those who drop out, withdraw, lose a card or come back, hand-overs by bpost, nights in
 * which the clock is put. `nowAt`: what would be recorded later is left out.
 */
export function* generateTown({ seed, from, until, perYear }: Town, nowAt: number): Generator<TownDossier> {
  const luck = luckOf(seeded(seed));
  let number = 0;
  const later: { readonly day: number; readonly previous: number; readonly ground: Ground | null }[] = [];
  for (let day = numberOf(from); day <= numberOf(until); day += 1) {
    const expected = (perYear / 365) * (seasons[new Date(day * dayMs).getUTCMonth()] ?? 1);
    const today = Math.floor(expected) + (luck.chance(expected % 1) ? 1 : 0);
    const openings = [
      ...Array.from({ length: today }, () => ({ previous: null, ground: luck.chance(0.45) ? 'disability' as const : null })),
      ...later.filter((reopening) => reopening.day === day),
    ];
    for (const { previous, ground } of openings) {
      const lived = known(liveThrough(day, luck, ground), nowAt);
      if (lived.lines.length === 0) continue;
      number += 1;
      const last = lived.lines.at(-1);
      const ended = last && ['lapsed', 'withdrawn', 'referred-to-counter', 'unclaimed'].includes(last.state);
      if (ended && luck.chance(0.06)) later.push({ day: Math.floor(last.occurredAt / dayMs) + 10 + luck.days(20), previous: number, ground: last.ground === 'disability' ? 'disability' : null });
      yield { ...lived, previous };
    }
  }
}

function numberOf(day: string): number {
  return Date.parse(day) / dayMs;
}

function known({ lines, complaints, counterRenewals }: LivedDossier, nowAt: number): LivedDossier {
  const end = lines.findIndex((line) => line.recordedAt > nowAt || line.occurredAt > nowAt);
  return { lines: end < 0 ? lines : lines.slice(0, end), complaints: complaints.filter(({ at }) => at <= nowAt), counterRenewals: counterRenewals.filter((at) => at <= nowAt) };
}

function luckOf(random: () => number): Luck {
  const midnights = new Map<number, number>();
  const midnight = (day: number): number => {
    const found = midnights.get(day) ?? instantOf(new Date(day * dayMs).toISOString().slice(0, 10), '00:00');
    midnights.set(day, found);
    return found;
  };
  return { random, chance: (share) => random() < share, days: (usual) => Math.floor(-Math.log(1 - random()) * usual), midnight };
}
