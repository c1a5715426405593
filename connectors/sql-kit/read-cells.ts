import { z } from 'zod';
import { cardNumberSchema } from '#services/belgium/card-number.ts';
import { inszSchema } from '#services/belgium/insz.ts';

/** What drivers give, however a database keeps it. */
export const writtenCell = z.union([z.string(), z.number(), z.bigint()]).transform((value) => String(value).trim());
/** Dates and moments have no zone in the database; the driver gives them as if they were UTC. */
export const dayCell = z.union([z.string(), z.number().transform(String), z.date().transform((at) => at.toISOString())]).nullable();

/** A national number in digits, dotted, or as a number that lost the zeros in front; undefined where it is none. */
export const readInsz = (text: string): string | undefined => inszSchema.safeParse(text.padStart(11, '0')).data;
export const readCardNumber = (text: string): string | undefined => cardNumberSchema.safeParse(text).data;

const isoDay = z.iso.date();
/** `2026-11-24…`, `20261124`; undefined where it is no day. */
export const readDay = (text: string): string | undefined => isoDay.safeParse(text.trim().replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3').slice(0, 10)).data;
