import { z } from 'zod';
import { sqliteSettings, sqlServerSettings } from './sql-settings.ts';

/** Which register the municipality has, and how it is reached. */
export const liveSettings = z.discriminatedUnion('flavour', [sqlServerSettings, sqliteSettings]);
