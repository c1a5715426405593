import type { z } from 'zod';
import type { Citizen } from '../crm.port.ts';
import type { citizenOnWire } from '../wire/crm-operations.ts';

type OnWire = z.output<typeof citizenOnWire>;

/** A citizen in the port's words. What the CRM leaves out is nothing. */
export function readCitizen({ ssin, version, givenName, familyName, language, address, contactData, preferences, consents, representative, reachable }: OnWire): Citizen & { version: string } {
  const { streetName: street, houseNumber, boxNumber, postalCode: postcode, municipalityName: city } = address;
  return {
    insz: ssin, version, firstName: givenName, lastName: familyName, language, reachable,
    address: { street, houseNumber, ...(typeof boxNumber === 'string' && { box: boxNumber }), postcode, city },
    email: contactData.email ?? null, mobile: contactData.mobilePhone ?? null, phone: contactData.fixedPhone ?? null,
    preferredMedium: preferences.medium ?? null, whatsappOptIn: consents.whatsapp,
    representative: representative ? readRepresentative(representative) : null,
  };
}

function readRepresentative({ relation, givenName, familyName, email, mobilePhone }: NonNullable<OnWire['representative']>): NonNullable<Citizen['representative']> {
  return { relation, firstName: givenName, lastName: familyName, email: email ?? null, mobile: mobilePhone ?? null };
}
