import type { z } from 'zod';
import { citizen, type Citizen } from '#connectors/crm/crm.port.ts';
import { card } from '#connectors/eid-tool/eid-tool.port.ts';
import { makeCardNumber } from '#services/belgium/card-number.ts';
import { addDays } from '#services/belgium/day.ts';
import { makeInsz } from '#services/belgium/insz.ts';
import { demoCast, type Role } from './demo-cast.ts';
import type { DemoPlace } from './demo-place.ts';

export interface DemoPerson {
  readonly card: z.output<typeof card>;
  readonly citizen: Citizen;
  readonly birthDay: string;
  readonly deceased: boolean;
  readonly recognition: { readonly from: string; readonly until: string | null } | null;
}
export interface DemoTime {
  /** The year in which the population was first made: it decides who they are. */
  readonly madeIn: number;
  /** Today: it decides when the cards expire. */
  readonly day: string;
}

const surnames = ['Voorbeeld', 'Proef', 'Staal', 'Modelle', 'Schets'] as const;
const streets = ['Kerkstraat', 'Dorpsstraat', 'Stationsstraat', 'Molenweg', 'Lindelaan'] as const;
const recognitions = { current: { from: '2019-05-01', until: null }, ended: { from: '2015-01-01', until: '2021-12-31' } } as const;

/**
 * Fictitious people of a municipality, the same ones each time for the same year. Their national numbers are those of official test persons
 * (month + 60), so that nobody real is hit.
 */
export function demoPersons(place: DemoPlace, { madeIn, day }: DemoTime): DemoPerson[] {
  return demoCast.map((role, index): DemoPerson => {
    const birthDay = birthDayOf(role, index, place.nis, madeIn);
    // Odd for men, even for women; each serial belongs to one person.
    const insz = makeInsz(birthDay, 101 + index * 2 + (role.sex === 'm' ? 0 : 1), { testPerson: true });
    return {
      card: card.parse({
        cardNumber: demoCardNumber(madeIn, place.nis, index), insz, kind: role.kind ?? 'eid', expiresOn: addDays(day, role.expiresIn), renewal: role.renewal ?? 'card',
      }),
      citizen: citizen.parse({ insz, ...namesOf(role, index), ...contactOf(role, index, place), address: addressOf(index, place), reachable: role.deceased !== true }),
      birthDay, deceased: role.deceased === true, recognition: role.recognised ? recognitions[role.recognised] : null,
    };
  });
}

/** A number of a demo card: 5, the last two digits of the year, the NIS code, the person's place in the cast. No real card begins so before 2090. */
function demoCardNumber(madeIn: number, nis: string, index: number): string {
  return makeCardNumber(`5${pad(madeIn % 100)}${nis}${pad(index)}`);
}

/** The year in which the population of these cards was made, if it was. */
export function madeInYear(cardNumbers: readonly string[], nis: string): number | undefined {
  const found = cardNumbers.find((cardNumber) => cardNumber.startsWith('5') && cardNumber.slice(3, 8) === nis && Number(cardNumber.slice(8, 10)) < demoCast.length);
  return found === undefined ? undefined : 2000 + Number(found.slice(1, 3));
}

/** Minors have their birthday in December, so that they have the age of the cast until then; adults may be a year older. The day differs per municipality. */
function birthDayOf({ age }: Role, index: number, nis: string, madeIn: number): string {
  const month = age < 18 ? 12 : 1 + ((index * 5) % 12);
  const dayOfMonth = 1 + ((Number(nis) + index * 11) % 28);
  return `${madeIn - age - 1}-${pad(month)}-${pad(dayOfMonth)}`;
}

function namesOf({ firstName, represented }: Role, index: number): Pick<Citizen, 'firstName' | 'lastName' | 'representative'> {
  const lastName = pick(surnames, index);
  return {
    firstName, lastName,
    representative: represented === undefined ? null : {
      relation: represented, firstName: 'Robin', lastName: represented === 'parent' ? lastName : 'Steun', email: `robin${index}@example.org`, mobile: `+3248000${1000 + index}`,
    },
  };
}

function contactOf(role: Role, index: number, { languages: [first, ...others] }: DemoPlace): Pick<Citizen, 'language' | 'email' | 'mobile' | 'phone' | 'preferredMedium' | 'whatsappOptIn'> {
  const reach = role.reach ?? ['email', 'mobile'];
  return {
    language: role.language !== undefined && others.includes(role.language) ? role.language : first,
    email: reach.includes('email') ? `${role.firstName.toLowerCase()}${index}@example.org` : null,
    mobile: reach.includes('mobile') ? `+3247000${1000 + index}` : null,
    phone: reach.includes('phone') ? `+329000${1000 + index}` : null,
    preferredMedium: role.prefers ?? null, whatsappOptIn: role.whatsapp === true,
  };
}

function addressOf(index: number, { city, postcodes }: DemoPlace): Citizen['address'] {
  return { street: pick(streets, index), houseNumber: String(1 + index), ...(index % 9 === 4 && { box: '2' }), postcode: pick(postcodes, index), city };
}

const pad = (value: number) => String(value).padStart(2, '0');

function pick<T>(from: readonly [T, ...T[]], index: number): T {
  return from[index % from.length] ?? from[0];
}
