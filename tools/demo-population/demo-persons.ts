import type { z } from 'zod';
import type { card } from '#connectors/eid-tool/eid-tool.port.ts';
import type { citizen } from '#connectors/crm/crm.port.ts';
import { makeCardNumber } from '#services/belgium/card-number.ts';
import { addDays, addMonths } from '#services/belgium/day.ts';
import { makeInsz } from '#services/belgium/insz.ts';

export interface DemoPerson {
  readonly card: z.input<typeof card>;
  readonly citizen: z.input<typeof citizen>;
  readonly birthDay: string;
  readonly recognition: { readonly from: string; readonly until: string | null } | null;
}
export interface DemoPlace { readonly nis: string; readonly city: string; readonly postcodes: readonly string[] }

const firstNames = ['Noor', 'Lucas', 'Amira', 'Jef', 'Lotte', 'Youssef', 'Marie', 'Thomas', 'Elif', 'Karel'] as const;
const lastNames = ['Voorbeeld', 'Demo', 'Proef', 'Staal'] as const;
const languages = ['nl', 'nl', 'nl', 'fr', 'nl', 'nl', 'en', 'nl', 'de', 'nl'] as const;
const media = [null, 'email', 'sms', 'letter', 'telephone', 'whatsapp', null, 'email', null, 'sms'] as const;
const streets = ['Kerkstraat', 'Dorpsstraat', 'Stationsstraat', 'Molenweg'] as const;
const of = <T>(from: readonly [T, ...T[]] | readonly T[], index: number): T => {
  const found = from[index % from.length];
  if (found === undefined) throw new Error('an empty list');
  return found;
};

/** Ages that matter for the rules, and many ordinary ones: minors, certificates only at 75+, the very old. */
const ages = [10, 13, 16, 19, 24, 29, 35, 41, 47, 52, 58, 63, 68, 72, 76, 79, 83, 88, 91, 66] as const;
export const demoCount = 40;

/** Fictitious people, the same ones each time: official test numbers, so that nobody real is hit. A quarter of their cards expires within two months. */
export function demoPersons({ nis, city, postcodes }: DemoPlace, day: string): DemoPerson[] {
  return Array.from({ length: demoCount }, (_, index): DemoPerson => {
    const age = of(ages, index);
    const birthDay = addDays(addMonths('2026-01-01', -12 * age), -((index * 37) % 300));
    const insz = makeInsz(birthDay, 101 + index * 2 + (nis === '44021' ? 0 : 500), { testPerson: true });
    const number = makeCardNumber(`59${nis}${String(index).padStart(3, '0')}`);
    const expiresOn = index % 4 === 0 ? addDays(day, 8 + index) : addDays(day, 200 + index * 60);
    const kind = age < 12 ? 'kids-id' : index === 7 ? 'foreigner' : 'eid';
    const digital = index % 6 !== 5;
    const minor = age < 18;
    return {
      card: { cardNumber: number, insz, kind, expiresOn, renewal: age >= 75 && index % 2 === 1 ? 'certificates' : 'card' },
      birthDay,
      recognition: index % 5 === 0 ? { from: '2019-05-01', until: null } : index % 5 === 1 ? { from: '2015-01-01', until: '2021-12-31' } : null,
      citizen: {
        insz, firstName: of(firstNames, index), lastName: of(lastNames, index), language: of(languages, index),
        address: { street: of(streets, index), houseNumber: String(1 + index), postcode: of(postcodes, index), city },
        email: digital ? `persoon${index}@example.org` : null, mobile: digital && index % 2 === 0 ? `+3247000${String(1000 + index)}` : null, phone: index % 7 === 0 ? '+3290000000' : null,
        preferredMedium: of(media, index), whatsappOptIn: index % 10 === 5, reachable: index !== 36,
        representative: minor || index === 17 ? { relation: minor ? 'parent' : 'guardian', firstName: 'Ouder', lastName: of(lastNames, index), email: `ouder${index}@example.org`, mobile: null } : null,
      },
    };
  });
}
