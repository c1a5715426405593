import { createHash } from 'node:crypto';
import { z } from 'zod';
import { dayOf } from '#services/belgium/brussels-time.ts';
import { daySchema } from '#services/belgium/day.ts';
import { defineLever, type Lever } from '#services/kernel/connector.ts';
import type { PaymentConfig } from '../../payment.config.ts';
import { rotateKey } from './callback-keys.ts';
import type { WireBooks } from './wire-books.ts';
import { writeCoda } from './write-coda.ts';

/** What is on the account before any statement of this bank. */
const before = 1_000_000;

/** Levers of the wires, beside those of the books. */
export function wireLevers(books: WireBooks, { iban, beneficiary }: PaymentConfig, now: () => number): Readonly<Record<string, Lever>> {
  return {
    'rotate-keys': defineLever(
      'From now on callbacks are signed with a new key.', z.strictObject({ forgetOthers: z.boolean().default(false).describe('The keys before it are not published any more.') }), z.object({ kid: z.string() }),
      ({ forgetOthers }) => ({ kid: rotateKey(books, forgetOthers) }),
    ),
    statement: defineLever(
      'A bank statement (CODA) of the transfers that came in on a day.', z.strictObject({ day: daySchema.optional().describe('Today when left out.') }), z.object({ file: z.string() }),
      ({ day = dayOf(now()) }) => ({
        file: writeCoda({
          iban, holder: beneficiary, day, number: 1, before,
          lines: books.lines.all().filter(({ document }) => document.valueDate === day).map(({ id, document }) => ({ bankReference: referenceIn(id), ...document })),
        }),
      }),
    ),
  };
}

/** As it fits into a statement: a bank has 21 characters. */
export const referenceIn = (bankReference: string): string => (/^[\w-]{1,21}$/.test(bankReference) ? bankReference : createHash('sha256').update(bankReference).digest('hex').slice(0, 21).toUpperCase());
/** The statement with one line alone, in which the bank tells that it came in. */
export function statementOf(bankReference: string, line: { amount: number; communication: string; valueDate: string }, { iban, beneficiary }: PaymentConfig): string {
  return writeCoda({ iban, holder: beneficiary, day: line.valueDate, number: 1, before, lines: [{ bankReference: referenceIn(bankReference), ...line }] });
}
