import { z } from 'zod';
import { addMonths } from '#services/belgium/day.ts';
import { demoPersons, madeInYear } from './demo-persons.ts';
import { demoPlaceOf, type DemoPlace } from './demo-place.ts';

/** Pulls a lever of a sandbox of the municipality. */
export type Pull = (port: string, lever: string, input: unknown) => Promise<unknown>;
export interface LoadOptions {
  readonly nis: string;
  /** Today, business time. */
  readonly day: string;
  /** The configured municipality with this NIS code when left out. */
  readonly place?: DemoPlace | undefined;
}

const known = z.object({ cards: z.array(z.looseObject({ cardNumber: z.string() })) });
const device = { device: 'tablet-1', title: 'Tablet 1' };
/** From long ago until after any demonstration. */
const authorisedFrom = '2026-01-01';
const authorisedMonths = 36;

/**
 * Fills the sandboxes of one municipality with fictitious people, and with what BiZa authorises. Everything is put with `keep`: what a sandbox
 * knows already stays as it is, so that a second load, on whatever day, changes nothing and undoes no renewal; a load that broke off is completed.
 */
export async function loadDemoPopulation(pull: Pull, { nis, day, place = demoPlaceOf(nis) }: LoadOptions): Promise<void> {
  if (!place) return;
  const { cards } = known.parse(await pull('eid-tool', 'cards', {}));
  const madeIn = madeInYear(cards.map(({ cardNumber }) => cardNumber), nis) ?? Number(day.slice(0, 4));
  for (const { card, citizen, birthDay, deceased, recognition } of demoPersons(place, { madeIn, day })) {
    const { insz, firstName, lastName } = citizen;
    await pull('eid-tool', 'put-card', { card, keep: true });
    await pull('crm', 'put-citizen', { citizen, keep: true });
    await pull('biza', 'put-person', { insz, firstNames: [firstName], lastName, birthDate: birthDay, deceased, nisCode: nis, keep: true });
    if (recognition) await pull('disability-register', 'put-recognition', { insz, ...recognition, keep: true });
  }
  await authoriseVisits(pull, place, day);
}

/** The municipality, its device and its officials may take fingerprints and activate cards; certified employees of bpost may activate them. */
async function authoriseVisits(pull: Pull, { nis, officials, employees }: DemoPlace, day: string): Promise<void> {
  await pull('devices', 'connect', device);
  const both = ['capture-biometrics', 'activate-card'];
  const holders: readonly (readonly [holder: string, reference: string, acts: readonly string[]])[] = [
    ['municipality', nis, both], ['device', device.device, both],
    ...officials.map((official) => ['official', official, both] as const), ...employees.map((employee) => ['bpost-employee', employee, ['activate-card']] as const),
  ];
  const period = { validFrom: authorisedFrom, validUntil: addMonths(day, authorisedMonths) };
  for (const [holder, reference, acts] of holders) {
    for (const act of acts) await pull('biza', 'put-authorisation', { holder, reference, act, ...period, keep: true });
  }
}
