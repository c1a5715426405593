import { z } from 'zod';
import { failureOf } from './failure-table.ts';

const text = z.string();
/** The library makes one element a value and two a list where a type comes from another schema. */
const texts = z.union([z.array(text), text.transform((one) => [one])]).default([]);
const partialDate = z.object({ century: text, year: text, month: text, day: text });
/** What is read of the bus's answer; what the journey does not need is left where it is. A state that nobody knows is no answer. */
const answer = z.object({
  basicNaturalPerson: z.object({
    state: z.enum(['ACTIVE', 'DECEASED']),
    basicPerson: z.object({ personNumber: text, name: z.object({ firstName: texts, lastName: text }), officialBirthDate: partialDate.nullish() }),
    address: z.object({ structuredAddress: z.object({ municipality: z.object({ code: text }).nullish() }).nullish() }).nullish(),
  }).nullish(),
});

/** A person of the bus in the words of the port; null when nobody has the number. */
export function personFrom(said: unknown): unknown {
  const parsed = answer.safeParse(said ?? {});
  if (!parsed.success) throw failureOf('unverified', 'read');
  const found = parsed.data.basicNaturalPerson;
  if (!found) return null;
  const { state, basicPerson: { personNumber, name, officialBirthDate }, address } = found;
  return {
    insz: personNumber, firstNames: name.firstName, lastName: name.lastName, birthDate: officialBirthDate ? dayFrom(officialBirthDate) : null, deceased: state === 'DECEASED',
    nisCode: address?.structuredAddress?.municipality?.code ?? null,
  };
}

/** A date of which a part is zeros is not known; it is never filled in. */
function dayFrom({ century, year, month, day }: z.output<typeof partialDate>): string | null {
  return [month, day].some((part) => /^0+$/.test(part)) ? null : `${century}${year}-${month}-${day}`;
}
