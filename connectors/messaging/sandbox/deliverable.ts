import type { z } from 'zod';
import type { messaging } from '../messaging.port.ts';

/** Country code and at most 15 digits in all. Source: ITU-T E.164. */
const e164 = /^\+[1-9]\d{6,14}$/;
/** A domain that never exists. Source: RFC 2606, section 2. */
const nowhere = /[@.]invalid$/i;

/** Does the gateway take this address at all? Whether anybody lives there is another matter. */
export function deliverable(medium: 'email' | 'sms' | 'whatsapp' | 'letter' | 'e-box', to: string): boolean {
  if (medium === 'email') return !nowhere.test(to);
  return medium === 'letter' || medium === 'e-box' || e164.test(to);
}

/** A postal address on one line. */
export function writeAddress({ name, address }: z.output<typeof messaging.operations.sendLetter.input>['to']): string {
  const { street, houseNumber, box, postcode, city } = address;
  return `${name}, ${street} ${houseNumber}${box === undefined ? '' : ` bus ${box}`}, ${postcode} ${city}`;
}
