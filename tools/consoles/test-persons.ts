import { z } from 'zod';
import { citizen, crm } from '#connectors/crm/crm.port.ts';
import { disabilityRegister } from '#connectors/disability-register/disability-register.port.ts';
import { card, eidTool } from '#connectors/eid-tool/eid-tool.port.ts';
import { dayOf } from '#services/belgium/brussels-time.ts';
import { isFailure } from '#services/kernel/failure.ts';
import type { ConsoleCtx } from './console-page.ts';
import type { Town } from './towns.ts';

export type Remark = 'recognised' | 'wasRecognised' | 'represented' | 'kidsId' | 'foreigner' | 'certificates' | 'gone';
export interface TestPerson {
  readonly name: string; readonly insz: string; readonly expiresOn: string; readonly language: string; readonly remarks: readonly Remark[];
  /** What their messages are found by. */
  readonly find: string;
}

const recognition = z.object({ insz: z.string(), until: z.string().nullable() });
const most = 20;

/** Fictitious people whose card expires first, as the sandboxes know them now; nobody where one of these systems is not here. */
export async function testPersons({ pull }: Pick<ConsoleCtx, 'pull'>, { nis, systems }: Town): Promise<readonly TestPerson[]> {
  if (![eidTool, crm, disabilityRegister].every(({ id }) => systems.some(({ port }) => port === id))) return [];
  try {
    const { cards } = z.object({ cards: z.array(card) }).parse(await pull(nis, eidTool.id, 'cards', {}));
    const { citizens } = z.object({ citizens: z.array(citizen) }).parse(await pull(nis, crm.id, 'citizens', {}));
    const { recognitions } = z.object({ recognitions: z.array(recognition) }).parse(await pull(nis, disabilityRegister.id, 'recognitions', {}));
    const { now } = z.object({ now: z.int() }).parse(await pull(nis, 'house', 'clock', {}));
    const today = dayOf(now);
    // Of a person with several cards the last one is the one that he or she has.
    const present = [...new Map(cards.map((one) => [one.insz, one])).values()].filter(({ expiresOn }) => expiresOn >= today);
    return present.toSorted((a, b) => a.expiresOn.localeCompare(b.expiresOn)).flatMap(({ insz, expiresOn, kind, renewal }): TestPerson[] => {
      const known = citizens.find((one) => one.insz === insz);
      if (!known) return [];
      const theirs = recognitions.filter((one) => one.insz === insz);
      const name = `${known.firstName} ${known.lastName}`;
      const remarks: (Remark | false)[] = [
        theirs.some(({ until }) => until === null || until >= today) ? 'recognised' : theirs.length > 0 && 'wasRecognised', known.representative !== null && 'represented',
        kind === 'kids-id' && 'kidsId', kind === 'foreigner' && 'foreigner', renewal === 'certificates' && 'certificates', !known.reachable && 'gone',
      ];
      return [{ name, insz, expiresOn, language: known.language, remarks: remarks.filter((remark) => remark !== false), find: known.email ?? known.mobile ?? name }];
    }).slice(0, most);
  } catch (error) {
    // A system that is away now: the rest of the page is of use without these people.
    if (isFailure(error)) return [];
    throw error;
  }
}
