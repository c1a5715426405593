import { addDays } from '#services/belgium/day.ts';
import { dayOf } from '#services/belgium/brussels-time.ts';
import { clock } from '#tools/journey/answers.ts';
import { authoriseEverybody, walkJourney } from '#tools/journey/drive-journey.ts';
import { placeOf } from '#tools/journey/find-place.ts';
import { credential, type JourneyRun } from '#tools/journey/journey-run.ts';
import { middlewareClient, type MiddlewareClient } from '#tools/journey/middleware-client.ts';
import { inventCitizen, makeKnown } from '#tools/journey/new-citizen.ts';
import { seeded } from '#tools/journey/seeded.ts';
import type { PlannedJourney } from './plan-run.ts';
import { stubbornClient } from './stubborn-client.ts';
import { TownTime } from './town-time.ts';

export interface Walked { readonly journey: PlannedJourney; readonly dossier: string | undefined; readonly failure: string | undefined; readonly lastStep: string }
interface Surroundings { readonly seed: number; readonly urls: readonly string[]; readonly step: () => void; /** An expiry check begins. */ readonly checked: () => void; readonly tell: (line: string) => void }

const day = 86_400_000;
const expiresInDays = 45;
/** A script that was under way to a card when its process died goes to the card again after two minutes. */
const patience = { longestMs: 240_000, lookEveryMs: 250 };

/** All journeys of one town, at once as far as its calendar lets them. */
export async function runTown(nis: string, journeys: readonly PlannedJourney[], { seed, urls, step, checked, tell }: Surroundings): Promise<Walked[]> {
  const place = placeOf(nis);
  if (!place) throw new Error(`${nis} is not configured here`);
  const client = stubbornClient(urls, nis, 0);
  const { now: began } = await client.pull(clock, 'house', 'clock', {});
  const administrator = await credential(client, 'administrator');
  const website = await credential(client, 'website');

  const broken = Promise.withResolvers<never>();
  const time = new TownTime(began, (until) => moveClock(client, { nis, urls }, until), broken.reject);
  const alone = oneAtATime();
  const walk = (journey: PlannedJourney) => time.during(async (): Promise<Walked> => {
    let [dossier, lastStep]: [string | undefined, string] = [undefined, 'not begun'];
    const own = stubbornClient(urls, nis, journey.number);
    const random = seeded(seed * 100_003 + journey.number);
    const device = `tablet-${journey.number}`;
    const run = (citizen: JourneyRun['citizen']): JourneyRun => ({
      client: own, options: journey, citizen, employee: place.employee, device, administrator, website, patience,
      tell: (what) => { lastStep = what; step(); },
      reach: (instant) => time.reach(instant), alone, meanwhile: () => Promise.resolve(),
      choose: (offered) => offered[Math.floor(random() * Math.min(offered.length, 12))],
    });
    try {
      await time.reach(began + journey.startsAfterDays * day);
      const { now } = await own.pull(clock, 'house', 'clock', {});
      await authoriseEverybody(own, { nis }, place, { device, today: dayOf(now) });
      const citizen = inventCitizen(random, addDays(dayOf(now), expiresInDays));
      await makeKnown(own, citizen, { nis, ...place }, journey.ground === 'disability');
      checked();
      ({ dossier } = await walkJourney(run(citizen)));
      return { journey, dossier, failure: undefined, lastStep };
    } catch (error) {
      const failure = error instanceof Error ? `${error.message}${error.cause instanceof Error ? ` (${error.cause.message})` : ''}` : String(error);
      tell(`journey ${journey.number} in ${nis} broke off: ${failure}; last: ${lastStep}`);
      return { journey, dossier, failure, lastStep };
    }
  });
  return Promise.race([Promise.all(journeys.map(walk)), broken.promise]);
}

/** On every node that runs: one that came to hear of it later would act by the time of before. One that is down reads it when it starts. */
async function moveClock(client: MiddlewareClient, { nis, urls }: { readonly nis: string; readonly urls: readonly string[] }, until: number): Promise<number> {
  const { now } = await client.pull(clock, 'house', 'clock', { until });
  await Promise.allSettled(urls.map((url) => middlewareClient(url, nis).pull(clock, 'house', 'clock', { until })));
  return now;
}

/** Each person's visits one after the other. */
function oneAtATime(): JourneyRun['alone'] {
  const last = new Map<string, Promise<unknown>>();
  return (who, visit) => {
    const next = (last.get(who) ?? Promise.resolve()).then(visit);
    last.set(who, next.catch(() => undefined));
    return next;
  };
}
