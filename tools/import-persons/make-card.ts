import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { card } from '#connectors/eid-tool/eid-tool.port.ts';
import { ageOn } from '#services/belgium/age.ts';
import { birthDateOf } from '#services/belgium/insz.ts';
import { cardNumberSchema, makeCardNumber } from '#services/belgium/card-number.ts';
import { addDays } from '#services/belgium/day.ts';
import type { RegistryPerson } from './read-person.ts';

type Kind = z.output<typeof card>['kind'];

/** Codes of identity documents in the National Register: for children under 12, and for foreigners. */
const childCodes = new Set(['0060', '0070', '0071']);
const belgianCodes = new Set(['0000', '0050']);
const kidsUntil = 12;

export interface CardRules {
  readonly day: string;
  readonly windowDays: number;
  /** Does this number belong to somebody else already? */
  readonly isTaken: (cardNumber: string) => boolean;
}

/**
 * The card of a person: number and kind from the registry where it has them, else made from the national number, so that they are the same each
 * time. A number whose check digits are wrong, or that somebody else has, is none. A fifth of the cards expires within the window after `day`.
 */
export function makeCard(person: Pick<RegistryPerson, 'insz' | 'document' | 'belgian' | 'birthDate'>, { day, windowDays, isTaken }: CardRules): z.input<typeof card> {
  const told = cardNumberSchema.safeParse(person.document?.number?.replaceAll(/\D/g, ''));
  const cardNumber = told.success && !isTaken(told.data) ? told.data : newNumber(person.insz, isTaken);
  const soon = share(person.insz, 'expires') % 5 === 0;
  const expiresOn = soon ? addDays(day, 1 + (share(person.insz, 'day') % windowDays)) : addDays(day, windowDays + 1 + (share(person.insz, 'day') % 3_000));
  return { cardNumber, insz: person.insz, kind: kindOf(person, day), expiresOn, renewal: 'card' };
}

function newNumber(insz: string, isTaken: CardRules['isTaken'], attempt = 0): string {
  const made = makeCardNumber(String(5_920_000_000 + (share(insz, `number${attempt || ''}`) % 79_999_999)));
  return isTaken(made) ? newNumber(insz, isTaken, attempt + 1) : made;
}

function kindOf({ document, belgian, birthDate, insz }: Pick<RegistryPerson, 'document' | 'belgian' | 'birthDate' | 'insz'>, day: string): Kind {
  if (document && childCodes.has(document.code)) return 'kids-id';
  if (document) return belgianCodes.has(document.code) ? 'eid' : 'foreigner';
  if (!belgian) return 'foreigner';
  const born = birthDateOf(insz) ?? birthDate;
  return born !== null && ageOn(born, day) < kidsUntil ? 'kids-id' : 'eid';
}

/** A number drawn from the national number: the same one each time, and another one for each use. */
function share(insz: string, use: string): number {
  return createHash('sha256').update(`${use}:${insz}`).digest().readUInt32BE(0);
}
