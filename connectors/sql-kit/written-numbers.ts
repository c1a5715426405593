import { formatCardNumber } from '#services/belgium/card-number.ts';
import { formatInsz } from '#services/belgium/insz.ts';
import { z } from 'zod';
import type { SqlValue } from './sql-source.ts';

/** `60.05.01-001.23` is dotted; a number has lost the zeros in front. */
export const inszWriting = z.enum(['digits', 'dotted', 'number']).describe('How the database writes national numbers.');

/** A national number as a database writes it. */
export function writtenInsz(insz: string, as: z.output<typeof inszWriting>): SqlValue {
  if (as === 'number') return { type: 'number', value: Number(insz) };
  return { type: 'ascii', value: as === 'dotted' ? formatInsz(insz) : insz };
}

/** `591-1917064-58` is dashed. */
export const cardNumberWriting = z.enum(['digits', 'dashed']).describe('How the database writes card numbers.');

export const writtenCardNumber = (cardNumber: string, as: z.output<typeof cardNumberWriting>): SqlValue => ({ type: 'ascii', value: as === 'dashed' ? formatCardNumber(cardNumber) : cardNumber });
