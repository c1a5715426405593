import { z } from 'zod';
import { secretReference } from '#services/kernel/secret.ts';

/** A name in the database. It is quoted as well; this keeps everything out that quoting would have to save us from. */
const identifier = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,127}$/, 'a name in the database has letters, digits and underscores only: make a view where it is otherwise');
const table = z.strictObject({ schema: identifier.optional(), name: identifier });

/** Which table or view of the municipality holds what the port asks. Nothing else of it is read. */
const mapping = z.strictObject({
  table,
  columns: z.strictObject({ insz: identifier, from: identifier, until: identifier }),
  /** `60.05.01-001.23` is dotted; a number has lost the zeros in front. */
  inszWrittenAs: z.enum(['digits', 'dotted', 'number']).default('digits'),
  /** Only rows that have one of these values in these columns count: a kind of recognition, or a legislation. */
  counting: z.array(z.strictObject({ column: identifier, values: z.array(z.string().max(200)).min(1).max(50) })).max(5).default([]),
  /** Where the register keeps which number came after which, if it does. */
  replacedNumbers: z.strictObject({ table, columns: z.strictObject({ old: identifier, new: identifier }) }).optional(),
});

export const sqliteSettings = z.strictObject({ flavour: z.literal('sqlite'), file: z.string().min(1), mapping });

const loopback = new Set(['127.0.0.1', 'localhost', '::1']);

export const sqlServerSettings = z.strictObject({
  flavour: z.literal('sql-server'),
  server: z.string().regex(/^[A-Za-z0-9._:-]{1,253}$/, 'a host name or address'),
  port: z.int().min(1).max(65_535).default(1433),
  database: z.string().min(1).max(128),
  /** A login that can read this table or view, and nothing else. */
  user: z.string().min(1).max(128),
  password: secretReference,
  encrypt: z.boolean().default(true),
  /** Who signed the certificate of the server, in PEM; without it the authorities that Node.js knows. */
  ca: secretReference.optional(),
  /** The name in the certificate, where it is not that of the server. */
  certificateName: z.string().min(1).max(253).optional(),
  /** Below the ten seconds that a call may take. */
  connectTimeoutMs: z.int().min(100).max(9_000).default(4_000),
  requestTimeoutMs: z.int().min(100).max(9_000).default(8_000),
  /** Connections of this municipality at most. */
  connections: z.int().min(1).max(50).default(4),
  mapping,
}).refine(({ encrypt, server }) => encrypt || loopback.has(server), { path: ['encrypt'], error: 'only on this machine itself may it be off: the password would be readable on the way' });

export type Mapping = z.output<typeof mapping>;
export type TableName = z.output<typeof table>;
export type SqlServerSettings = z.output<typeof sqlServerSettings>;
export type SqliteSettings = z.output<typeof sqliteSettings>;
