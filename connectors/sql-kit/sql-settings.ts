import { z } from 'zod';
import { secretReference } from '#services/kernel/secret.ts';

/** A name in the database. It is quoted as well; this keeps everything out that quoting would have to save us from. */
export const identifier = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,127}$/, 'a name in the database has letters, digits and underscores only: make a view where it is otherwise');
export const tableName = z.strictObject({ schema: identifier.optional().describe('Schema; left out: that of the login.'), name: identifier.describe('Table or view.') }).describe('A table or view.');
export type TableName = z.output<typeof tableName>;

/** Rows count only where each of these columns has one of its values. */
export const amongValues = z.array(z.strictObject({ column: identifier.describe('The column.'), values: z.array(z.string().max(200)).min(1).max(50).describe('Values that count.') })).max(5).describe('Only rows that have one of these values in each of these columns count.');
export type AmongValues = z.output<typeof amongValues>;

const loopback = new Set(['127.0.0.1', 'localhost', '::1']);

/** Where a SQL Server stands and how it lets us in; spread into the settings of a live side, which then takes `encryptsOutside` besides. */
export const sqlServerPlace = {
  server: z.string().regex(/^[A-Za-z0-9._:-]{1,253}$/, 'a host name or address').describe('Where SQL Server stands.'),
  port: z.int().min(1).max(65_535).default(1433).describe('Its port.'),
  database: z.string().min(1).max(128).describe('Name of the database.'),
  user: z.string().min(1).max(128).describe('A login that can do what this connector does, and nothing else.'),
  password: secretReference.describe('Its password.'),
  encrypt: z.boolean().default(true).describe('Off on this machine itself only.'),
  ca: secretReference.optional().describe('Who signed the certificate of the server, PEM; without it the authorities that Node.js knows.'),
  certificateName: z.string().min(1).max(253).optional().describe('The name in the certificate, where it is not that of the server.'),
  // Below the ten seconds that a call may take.
  connectTimeoutMs: z.int().min(100).max(9_000).default(4_000).describe('After so long no connection is made.'),
  requestTimeoutMs: z.int().min(100).max(9_000).default(8_000).describe('After so long a request has no answer.'),
  connections: z.int().min(1).max(50).default(4).describe('Connections of this municipality at most.'),
};
const place = z.strictObject(sqlServerPlace);
export type SqlServerPlace = z.output<typeof place>;

export const encryptsOutside = ({ encrypt, server }: Pick<SqlServerPlace, 'encrypt' | 'server'>): boolean => encrypt || loopback.has(server);
export const encryptsOutsideRule = { path: ['encrypt'], error: 'only on this machine itself may it be off: the password would be readable on the way' };
