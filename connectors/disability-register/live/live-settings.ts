import { z } from 'zod';
import { magdaSettings } from './magda-settings.ts';
import { sqliteSettings, sqlServerSettings } from './sql-settings.ts';

/** Which register the municipality has, and how it is reached. */
export const liveSettings = z.discriminatedUnion('flavour', [magdaSettings, sqlServerSettings, sqliteSettings]);
