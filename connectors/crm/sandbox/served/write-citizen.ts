import type { z } from 'zod';
import type { Citizen } from '../../crm.port.ts';
import type { citizenOnWire } from '../../wire/crm-operations.ts';

/** A citizen as it travels: what is not known is left out. */
export function writeCitizen(citizen: Citizen & { readonly version: string }, id: string): z.input<typeof citizenOnWire> {
  const { insz, version, firstName, lastName, language, address: { street, houseNumber, box, postcode, city }, email, mobile, phone, preferredMedium, whatsappOptIn, representative, reachable } = citizen;
  return {
    id, version, ssin: insz, givenName: firstName, familyName: lastName, language, reachable,
    address: { streetName: street, houseNumber, ...(box !== undefined && { boxNumber: box }), postalCode: postcode, municipalityName: city },
    contactData: { ...(email !== null && { email }), ...(mobile !== null && { mobilePhone: mobile }), ...(phone !== null && { fixedPhone: phone }) },
    preferences: { ...(preferredMedium !== null && { medium: preferredMedium }) },
    consents: { whatsapp: whatsappOptIn },
    ...(representative && { representative: writeRepresentative(representative) }),
  };
}

function writeRepresentative({ relation, firstName, lastName, email, mobile }: NonNullable<Citizen['representative']>) {
  return { relation, givenName: firstName, familyName: lastName, ...(email !== null && { email }), ...(mobile !== null && { mobilePhone: mobile }) };
}
