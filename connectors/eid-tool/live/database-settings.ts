import { z } from 'zod';
import { amongValues, encryptsOutside, encryptsOutsideRule, identifier, sqlServerPlace, tableName } from '#connectors/sql-kit/sql-settings.ts';
import { cardNumberWriting, inszWriting } from '#connectors/sql-kit/written-numbers.ts';
import { momentWriting } from '#connectors/sql-kit/written-moments.ts';

const words = (own: string) => z.array(z.string().max(200)).min(1).max(20).default([own]);

/** Which views of the tool show what the port asks, and which table takes what it tells. Nothing else of the database is touched. */
const mapping = z.strictObject({
  cards: z.strictObject({
    table: tableName,
    columns: z.strictObject({ cardNumber: identifier.describe('Number of the card.'), insz: identifier.describe('National number of its holder.'), kind: identifier.describe('Kind of document.'), expiresOn: identifier.describe('Last day.'), renewal: identifier.describe('What has to be renewed.') }).describe('What the columns are called.'),
    inUse: amongValues.default([]).describe('Where the view also shows cards that were given back: which rows are cards in use.'),
    cardNumberWrittenAs: cardNumberWriting.default('digits'),
    inszWrittenAs: inszWriting.default('digits'),
    kinds: z.strictObject({ eid: words('eid').describe('Belgians of 12 and more.'), 'kids-id': words('kids-id').describe('Children.'), foreigner: words('foreigner').describe('Cards of foreigners.') }).prefault({}).describe('The words of the tool for each kind of document.'),
    renewals: z.strictObject({ card: words('card').describe('The whole card.'), certificates: words('certificates').describe('Its certificates only.') }).prefault({}).describe('The words of the tool for what has to be renewed.'),
  }).describe('The view of cards.'),
  counterRenewals: z.strictObject({ table: tableName, columns: z.strictObject({ cardNumber: identifier.describe('Number of the card.'), at: identifier.describe('When.') }).describe('What the columns are called.'), momentsWrittenAs: momentWriting.default('brussels') }).describe('The view of cards that were renewed at the counter.'),
  handOver: z.strictObject({ table: tableName }).prefault({ table: { name: 'eid_hand_over' } }).describe('The table of hand-over-v1.sql.'),
});
export type Mapping = z.output<typeof mapping>;

const pageSize = z.int().min(1).max(1000).default(200).describe('Cards per page.');

export const sqlServerSettings = z.strictObject({ flavour: z.literal('sql-server').describe('Views and a hand-over table in SQL Server.'), ...sqlServerPlace, mapping: mapping.describe('Which views and tables.'), pageSize }).refine(encryptsOutside, encryptsOutsideRule);
export const sqliteSettings = z.strictObject({ flavour: z.literal('sqlite').describe('The same in a file.'), file: z.string().min(1).describe('Path of the file.'), mapping: mapping.describe('Which views and tables.'), pageSize });
export type DatabaseSettings = z.output<typeof sqlServerSettings> | z.output<typeof sqliteSettings>;
