import { operations, refusable, type Fault } from '#tools/journey/play-faults.ts';
import type { JourneyOptions } from '#tools/journey/journey-run.ts';
import { pickBy, seeded } from '#tools/journey/seeded.ts';

export interface Size {
  readonly journeys: number; readonly kills: number; readonly freezes: number;
  /** How many processes; two when left out. */
  readonly nodes?: 2 | 3;
  /** How often the bus is away; a cluster only. */
  readonly outages?: number;
  /** How often the database is cut off; a cluster only. */
  readonly cuts?: number;
}
export interface PlannedJourney extends JourneyOptions { readonly number: number; /** Days after the first one. */ readonly startsAfterDays: number }
/** Processes die when this share of the work is done. */
export interface Kill { readonly after: number; readonly nodes: readonly number[]; readonly delayMs: number }
/** The bus is stopped when this share of the work is done. */
export interface Outage { readonly after: number; readonly lastsMs: number }
/** `connections`: all that the house has are ended. `server`: the database stops in the middle of what it does, and comes back. */
export interface Cut { readonly after: number; readonly what: 'connections' | 'server'; readonly lastsMs: number }
export interface PlannedFault { readonly after: number; readonly nis: string; readonly fault: Fault }
export interface Plan { readonly journeys: readonly PlannedJourney[]; readonly kills: readonly Kill[]; /** The numbers of the expiry checks at which one is frozen. */ readonly freezes: readonly number[]; readonly faults: readonly PlannedFault[]; readonly outages: readonly Outage[]; readonly cuts: readonly Cut[] }

export const towns = ['44021', '24055'] as const;
const grounds = ['disability', 'reduced-mobility', 'limited-availability'] as const;
const deliverers = ['official', 'bpost'] as const;
const ways = ['bancontact', 'online-banking', 'transfer'] as const;
/** Citizens of one cohort are invited on the same day: that is when most goes out at once. */
const cohort = 10;
const daysBetweenCohorts = 6;

/** All that one run does, from its seed: the same seed gives the same journeys, kills and faults. When the processes meet them is for the machine to say. */
export function planRun(seed: number, size: Size, feeOf: (nis: string, ground: JourneyOptions['ground']) => number): Plan {
  const random = seeded(seed);
  const journeys = Array.from({ length: size.journeys }, (_, number): PlannedJourney => {
    const nis = towns[number % towns.length] ?? towns[0];
    // Every ground meets every deliverer in every town.
    const ground = grounds[Math.floor(number / 2) % 3] ?? 'disability';
    const deliverBy = deliverers[Math.floor(number / 6) % 2] ?? 'official';
    const pay = feeOf(nis, ground) > 0 ? pickBy(random, ways) : 'none';
    return { number, nis, ground, deliverBy, pay, startsAfterDays: Math.floor(number / 2 / cohort) * daysBetweenCohorts };
  });
  // In this order: what a cluster adds changes nothing of what two processes meet under the same seed.
  const [kills, faults, outages, cuts] = [killsOf(random, size), faultsOf(random, size), outagesOf(random, size), cutsOf(random, size)];
  return { journeys, kills, freezes: freezesOf(size), faults: [...surely, ...faults], outages, cuts };
}

/** Spread over the work, from its beginning nearly to its end. */
const spread = (random: () => number, index: number, count: number): number => 0.02 + 0.9 * ((index + random()) / count);
/** One node, two, or all three. */
const together = { 2: [[0], [1], [0, 1]], 3: [[0], [1], [2], [0, 1], [1, 2], [0, 1, 2]] } as const;

function killsOf(random: () => number, { kills, nodes = 2 }: Size): Kill[] {
  return Array.from({ length: kills }, (_, index) => ({
    after: spread(random, index, kills), nodes: pickBy<readonly number[]>(random, together[nodes]), delayMs: Math.floor(random() * 300),
  }));
}

/** Longer than any lease, and shorter than a call may take on the bus. */
const outageMs = 20_000;

function outagesOf(random: () => number, { outages = 0 }: Size): Outage[] {
  return Array.from({ length: outages }, (_, index) => ({ after: spread(random, index, outages), lastsMs: outageMs }));
}

/** In turn, so that both are met by few of them. */
function cutsOf(random: () => number, { cuts = 0 }: Size): Cut[] {
  return Array.from({ length: cuts }, (_, index) => ({ after: spread(random, index, cuts), what: index % 2 === 0 ? 'server' : 'connections', lastsMs: 2_000 + Math.floor(random() * 4_000) }));
}

/** When citizens have just been found most mails are on their way: whichever process holds one then is frozen. */
function freezesOf({ freezes, journeys }: Size): number[] {
  return Array.from({ length: freezes }, (_, index) => 1 + Math.floor((index * journeys) / freezes));
}

/** What no run goes without: each way in which a repeat may go wrong, from the beginning. */
const surely: readonly PlannedFault[] = towns.flatMap((nis) => ([
  { port: 'payment', operation: 'start', kind: 'answers-late', times: 2 }, { port: 'messaging', operation: 'sendEmail', kind: 'answers-late', times: 1 },
  { port: 'biza', operation: 'orderCard', kind: 'answers-late', times: 2 }, { port: 'eid-tool', operation: 'openRenewal', kind: 'answers-late', times: 2 },
  { port: 'devices', operation: 'fingerprints', kind: 'answers-twice', times: 2 },
] satisfies Fault[]).map((fault) => ({ after: 0, nis, fault })));

/** A network may bring these twice; a mail or payment that arrives twice by itself is the outside's own doing, and would say nothing of us. */
const twiceIsHarmless = (port: string, operation: string) => port !== 'messaging' && !(port === 'payment' && operation === 'start');

function faultsOf(random: () => number, { journeys }: Size): PlannedFault[] {
  const count = Math.ceil(journeys * 1.5);
  return Array.from({ length: count }, (_, index): PlannedFault => {
    const after = 0.9 * ((index + random()) / count);
    const nis = pickBy(random, towns);
    if (random() < 0.1) {
      const [port, operation] = pickBy(random, refusable);
      return { after, nis, fault: { port, operation, kind: 'refuses', times: 1 } };
    }
    const [port, operation] = pickBy(random, operations);
    const kind = pickBy<Fault['kind']>(random, twiceIsHarmless(port, operation) ? ['down', 'slow', 'answers-twice', 'answers-late'] : ['down', 'slow', 'answers-late']);
    // Slower than the lease lets anybody wait, or only a little slow.
    return { after, nis, fault: { port, operation, kind, times: 1 + Math.floor(random() * 3), ms: pickBy(random, [50, 200, 700]) } };
  });
}
