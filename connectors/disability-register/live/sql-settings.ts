import { z } from 'zod';
import { amongValues, encryptsOutside, encryptsOutsideRule, identifier, sqlServerPlace, tableName } from '#connectors/sql-kit/sql-settings.ts';
import { inszWriting } from '#connectors/sql-kit/written-numbers.ts';

/** Which table or view of the municipality holds what the port asks. Nothing else of it is read. */
const mapping = z.strictObject({
  table: tableName,
  columns: z.strictObject({ insz: identifier, from: identifier, until: identifier }),
  inszWrittenAs: inszWriting.default('digits'),
  /** Only rows that have one of these values in these columns count: a kind of recognition, or a legislation. */
  counting: amongValues.default([]),
  /** Where the register keeps which number came after which, if it does. */
  replacedNumbers: z.strictObject({ table: tableName, columns: z.strictObject({ old: identifier, new: identifier }) }).optional(),
});

export const sqliteSettings = z.strictObject({ flavour: z.literal('sqlite'), file: z.string().min(1), mapping });
/** The login can read this table or view, and nothing else. */
export const sqlServerSettings = z.strictObject({ flavour: z.literal('sql-server'), ...sqlServerPlace, mapping }).refine(encryptsOutside, encryptsOutsideRule);

export type Mapping = z.output<typeof mapping>;
export type SqlServerSettings = z.output<typeof sqlServerSettings>;
export type SqliteSettings = z.output<typeof sqliteSettings>;
