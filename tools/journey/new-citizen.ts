import { makeCardNumber } from '#services/belgium/card-number.ts';
import { makeInsz } from '#services/belgium/insz.ts';
import type { MiddlewareClient } from './middleware-client.ts';
import { nothing } from './answers.ts';

export interface Citizen { readonly insz: string; readonly cardNumber: string; readonly firstNames: string; readonly lastName: string; readonly birthDay: string; readonly expiresOn: string }

export interface Town { readonly nis: string; readonly postcode: string; readonly city: string }

/** A fictitious citizen whose eID expires on this day. */
export function inventCitizen(random: () => number, expiresOn: string): Citizen {
  const between = (from: number, below: number) => from + Math.floor(random() * (below - from));
  const birthDay = `19${between(40, 99)}-0${between(1, 10)}-${between(10, 29)}`;
  return {
    insz: makeInsz(birthDay, between(1, 998), { testPerson: true }), cardNumber: makeCardNumber(String(between(5_900_000_000, 5_999_999_999))),
    firstNames: 'Noor', lastName: 'Voorbeeld', birthDay, expiresOn,
  };
}

/** Lets every outside system know this citizen as it would a real one; the eID tool last, for it is where the journey begins. */
export async function makeKnown(client: MiddlewareClient, citizen: Citizen, { nis, postcode, city }: Town, recognised: boolean): Promise<void> {
  const { insz, cardNumber, firstNames, lastName, birthDay, expiresOn } = citizen;
  await client.pull(nothing, 'crm', 'put-citizen', {
    citizen: {
      insz, firstName: firstNames, lastName, language: 'nl', address: { street: 'Voorbeeldstraat', houseNumber: '1', postcode, city },
      email: `noor.${insz.slice(6)}@example.org`, mobile: '+32470000000', phone: null, preferredMedium: 'email', whatsappOptIn: false, representative: null, reachable: true,
    },
  });
  await client.pull(nothing, 'biza', 'put-person', { insz, firstNames: [firstNames], lastName, birthDate: birthDay, deceased: false, nisCode: nis });
  if (recognised) await client.pull(nothing, 'disability-register', 'put-recognition', { insz, from: '2020-01-01', until: null });
  await client.pull(nothing, 'eid-tool', 'put-card', { card: { cardNumber, insz, kind: 'eid', expiresOn, renewal: 'card' } });
}
