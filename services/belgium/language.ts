import { z } from 'zod';

/** The three official languages and English. */
export const languageSchema = z.enum(['nl', 'fr', 'de', 'en']);
export type Language = z.output<typeof languageSchema>;
export const languages: readonly Language[] = languageSchema.options;
