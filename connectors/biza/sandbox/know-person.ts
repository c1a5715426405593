import { bizaFailures } from '../biza.port.ts';
import type { BizaOperations, BizaWorld, Person } from './biza-world.ts';

interface Known { readonly insz: string; readonly person: Person }

/** The person behind a number that is or once was in force. */
export function findPerson({ persons }: Pick<BizaWorld, 'persons'>, insz: string): Known | undefined {
  for (let number = insz; ;) {
    const person = persons.get(number);
    if (!person || person.replacedBy === null) return person && { insz: number, person };
    number = person.replacedBy;
  }
}

/** BiZa writes under the number in force only, and for the living only. */
export function demandPerson(world: BizaWorld, insz: string): Person {
  const known = findPerson(world, insz);
  if (!known) throw bizaFailures['unknown-person']();
  if (known.insz !== insz) throw bizaFailures['number-replaced']();
  if (known.person.deceased) throw bizaFailures.refused();
  return known.person;
}

/** Look-ups answer under the number in force, whatever number is asked. */
export function lookUpPersons(world: BizaWorld): Pick<BizaOperations, 'person' | 'authorisations'> {
  return {
    person: {
      act: ({ insz }) => {
        const known = findPerson(world, insz);
        if (!known) return null;
        const { firstNames, lastName, birthDate, deceased, nisCode } = known.person;
        return { insz: known.insz, firstNames: [...firstNames], lastName, birthDate, deceased, nisCode };
      },
    },
    authorisations: { act: ({ holder, reference }) => ({ authorisations: [...world.authorisations.get(`${holder}:${reference}`) ?? []] }) },
  };
}
