import { z } from 'zod';

/**
 * Why a citizen gets home service (J2). `disability`: a current recognition in the disability register;
 * `reduced-mobility`: declared, no documents asked; `limited-availability`: cannot come in office hours, paid, special slots.
 */
export const groundSchema = z.enum(['disability', 'reduced-mobility', 'limited-availability']);
export type Ground = z.output<typeof groundSchema>;

/** Who hands the card over: the municipality's own official, or a certified bpost employee (J9). */
export const delivererSchema = z.enum(['official', 'bpost']);
export type Deliverer = z.output<typeof delivererSchema>;
