import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { openKeyring } from '#services/vault/keyring.ts';
import type { Ground } from './ground.ts';
import type { Streamed } from './streamed.ts';

/** PostgreSQL gives its large numbers as text. */
const count = z.coerce.number().int();
const item = z.object({
  municipality: z.string(), id: z.string(), kind: z.enum(['effect', 'event', 'message']), name: z.string(), plugin: z.string(), dossier: z.string().nullable(), lane: z.string(),
  state: z.enum(['waiting', 'done', 'failed', 'parked', 'skipped']), attempts: count, replays: count, failure: z.string().nullable(),
});
const dossier = z.object({ municipality: z.string(), id: z.string(), state: z.string(), sequence: count, cardIndex: z.string() });
const historyLine = z.object({ municipality: z.string(), dossier: z.string(), sequence: count, move: z.string(), fromState: z.string().nullable(), state: z.string() });
const taken = z.object({ municipality: z.string(), source: z.string(), mark: z.string().nullable() });
const message = z.object({ municipality: z.string(), dossier: z.string(), notice: z.string() });
const deed = z.object({ operation: z.string(), key: z.string().nullable(), dossier: z.string().nullable(), times: z.number(), asked: z.string() });
const told = z.object({ id: z.string(), message: z.string(), delivered: z.number() });

export type Item = z.output<typeof item>;
export type Deed = z.output<typeof deed> & { readonly municipality: string; readonly port: string; /** Of a message: a hash of its words; null of anything else. */ readonly said: string | null };
/** `marks`: by which the house knows the message, one for each of its keys. */
export type Told = z.output<typeof told> & { readonly municipality: string; readonly port: string; readonly marks: readonly string[] };

/** What the house says it did, beside what the outside systems say that they were asked. */
export interface Outcome {
  readonly items: readonly Item[];
  readonly dossiers: readonly z.output<typeof dossier>[];
  readonly history: readonly z.output<typeof historyLine>[];
  /** What citizens were told, by the house's own books. */
  readonly messages: readonly z.output<typeof message>[];
  readonly taken: readonly z.output<typeof taken>[];
  readonly deeds: readonly Deed[];
  readonly told: readonly Told[];
  /** What back-office programs can read; null without a bus. */
  readonly streamed: readonly Streamed[] | null;
}

/** A bank brings a line once, also when it was made to bring it twice: over its wire the line's own reference names it. */
const sentOnce = `
  SELECT id, message, min(delivered) AS delivered FROM outgoing
  GROUP BY message, CASE message WHEN 'credited' THEN json_extract(payload, '$.bankReference') ELSE id END ORDER BY min(entry)`;

/** Reads the database and the files themselves, of a house that stands still: nothing that is tested here has a say in it. */
export async function readOutcome(dataDir: string, ground: Pick<Ground, 'read' | 'streamed'>): Promise<Outcome> {
  const all = async <T>(schema: z.ZodType<T>, sql: string) => (await ground.read(sql)).map((row) => schema.parse(row));
  const outcome = {
    items: await all(item, 'SELECT municipality, id, kind, name, plugin, dossier, lane, state, attempts, replays, failure FROM outbox_items ORDER BY "createdAt", id'),
    dossiers: await all(dossier, 'SELECT municipality, id, state, sequence, "cardIndex" FROM journey_dossiers'),
    history: await all(historyLine, 'SELECT municipality, dossier, sequence, move, "fromState", state FROM journey_history ORDER BY municipality, dossier, sequence'),
    messages: await all(message, 'SELECT municipality, dossier, notice FROM communication_messages'),
    taken: await all(taken, 'SELECT municipality, source, mark FROM outbox_inbox'),
  };
  const streamed = await ground.streamed();
  const keyring = openKeyring(join(dataDir, 'keys'));
  const worlds = readdirSync(join(dataDir, 'sandboxes')).flatMap((municipality) => readdirSync(join(dataDir, 'sandboxes', municipality))
    .filter((name) => name.endsWith('.sqlite')).map((name) => ({ municipality, port: name.replace('.sqlite', ''), path: join(dataDir, 'sandboxes', municipality, name) })));
  const read = worlds.map(({ municipality, port, path }) => {
    const file = new DatabaseSync(path, { readOnly: true });
    const deeds = file.prepare('SELECT operation, key, dossier, times, asked, input FROM ledger ORDER BY entry').all()
      .map((row) => ({ ...deed.parse(row), municipality, port, said: port === 'messaging' ? createHash('sha256').update(String(row['input'])).digest('hex') : null }));
    const messages = file.prepare(sentOnce).all().map((row) => told.parse(row))
      .map((one) => ({ ...one, municipality, port, marks: keyring.blindIndexes(municipality, 'message', one.id) }));
    file.close();
    return { deeds, messages };
  });
  return { ...outcome, deeds: read.flatMap(({ deeds }) => deeds), told: read.flatMap(({ messages }) => messages), streamed };
}
