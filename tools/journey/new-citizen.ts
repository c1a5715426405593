import { randomInt } from 'node:crypto';
import { addDays } from '#services/belgium/day.ts';
import { makeCardNumber } from '#services/belgium/card-number.ts';
import { makeInsz } from '#services/belgium/insz.ts';
import { dayOf } from '#services/belgium/brussels-time.ts';
import type { MiddlewareClient } from './middleware-client.ts';
import { nothing } from './answers.ts';

export interface Citizen { readonly insz: string; readonly cardNumber: string; readonly firstNames: string; readonly lastName: string; readonly expiresOn: string }

/** A fictitious citizen whose eID expires in three weeks, known to every outside system as a real one would be. */
export async function makeCitizen(client: MiddlewareClient, options: { readonly now: number; readonly nis: string; readonly postcode: string; readonly city: string; readonly recognised: boolean }): Promise<Citizen> {
  const birthDay = `19${randomInt(40, 99)}-0${randomInt(1, 10)}-${randomInt(10, 29)}`;
  const insz = makeInsz(birthDay, randomInt(1, 998), { testPerson: true });
  const cardNumber = makeCardNumber(String(randomInt(5_900_000_000, 5_999_999_999)));
  const expiresOn = addDays(dayOf(options.now), 21);
  const [firstName, lastName] = ['Noor', 'Voorbeeld'];
  await client.pull(nothing, 'eid-tool', 'put-card', { card: { cardNumber, insz, kind: 'eid', expiresOn, renewal: 'card' } });
  await client.pull(nothing, 'crm', 'put-citizen', {
    citizen: {
      insz, firstName, lastName, language: 'nl', address: { street: 'Voorbeeldstraat', houseNumber: '1', postcode: options.postcode, city: options.city },
      email: `noor.${insz.slice(6)}@example.org`, mobile: '+32470000000', phone: null, preferredMedium: 'email', whatsappOptIn: false, representative: null, reachable: true,
    },
  });
  await client.pull(nothing, 'biza', 'put-person', { insz, firstNames: [firstName], lastName, birthDate: birthDay, deceased: false, nisCode: options.nis });
  if (options.recognised) await client.pull(nothing, 'disability-register', 'put-recognition', { insz, from: '2020-01-01', until: null });
  return { insz, cardNumber, firstNames: firstName, lastName, expiresOn };
}
