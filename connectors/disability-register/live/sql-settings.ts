import { z } from 'zod';
import { amongValues, encryptsOutside, encryptsOutsideRule, identifier, sqlServerPlace, tableName } from '#connectors/sql-kit/sql-settings.ts';
import { inszWriting } from '#connectors/sql-kit/written-numbers.ts';

/** Which table or view of the municipality holds what the port asks. Nothing else of it is read. */
const mapping = z.strictObject({
  table: tableName,
  columns: z.strictObject({ insz: identifier.describe('National number.'), from: identifier.describe('First day of a recognition.'), until: identifier.describe('Last day of a recognition; empty where it does not end.') }).describe('What the columns are called.'),
  inszWrittenAs: inszWriting.default('digits'),
  counting: amongValues.default([]).describe('Only rows that have one of these values in these columns count: a kind of recognition, or a legislation.'),
  replacedNumbers: z.strictObject({ table: tableName, columns: z.strictObject({ old: identifier.describe('The former number.'), new: identifier.describe('The number that came after it.') }).describe('What the columns are called.') }).optional().describe('Where the register keeps which number came after which, if it does.'),
});

export const sqliteSettings = z.strictObject({ flavour: z.literal('sqlite').describe('The same in a file.'), file: z.string().min(1).describe('Path of the file.'), mapping: mapping.describe('Which tables and columns.') });
/** The login can read this table or view, and nothing else. */
export const sqlServerSettings = z.strictObject({ flavour: z.literal('sql-server').describe('A table or view in SQL Server.'), ...sqlServerPlace, mapping: mapping.describe('Which tables and columns.') }).refine(encryptsOutside, encryptsOutsideRule);

export type Mapping = z.output<typeof mapping>;
export type SqlServerSettings = z.output<typeof sqlServerSettings>;
export type SqliteSettings = z.output<typeof sqliteSettings>;
