import { structuredCommunicationSchema } from '#services/belgium/structured-communication.ts';
import type { StatementLine } from './statement.ts';

type Read = Pick<StatementLine, 'communication' | 'kind'>;

/** Twelve digits of which the bank says that they are a structured communication. With wrong check digits they are nobody's, but the money is there. */
export function structured(digits: string): Read {
  const printed = structuredCommunicationSchema.safeParse(digits).data;
  return printed === undefined ? { communication: digits, kind: 'wrong-check-digits' } : { communication: printed, kind: 'structured' };
}

/** What was typed. Many type a structured communication: with its signs, or its digits alone. */
export function free(text: string): Read {
  const typed = text.trim();
  const printed = structuredCommunicationSchema.safeParse(typed).data;
  if (printed !== undefined) return { communication: printed, kind: 'structured' };
  return { communication: typed, kind: /^(\+{3}|\*{3})\d{3}\/\d{4}\/\d{5}(\+{3}|\*{3})$/.test(typed) ? 'wrong-check-digits' : 'free' };
}
