import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import type { Store } from '#services/kernel/tables.ts';
import { openStore } from '#services/store/open-store.ts';
import { openKeyring } from '#services/vault/keyring.ts';
import { sealerOf } from '#services/vault/seal-value.ts';
import { anchorAudit, readLineages } from './anchor-audit.ts';
import { appendAudit, chainStart, hashOf } from './append-audit.ts';
import { audit001, auditEntries, auditTables, type AuditRow } from './audit.store.ts';
import { verifyAudit } from './verify-audit.ts';

/** A chain of twelve entries in a real file, its end noted outside after the eighth. */
const folder = mkdtempSync(join(tmpdir(), 'eid-audit-'));
const file = join(folder, 'a.sqlite');
const place = { folder: join(folder, 'anchors'), municipality: 'gent' };
let store: Store;
let db: DatabaseSync;
let whole: AuditRow[];
const append = (what: string) => store.transaction('gent', (tables) => appendAudit(tables, [{ what, subject: `dossier:${what}`, result: 'done' }], { actor: 'official:els.peeters', traceId: 't', at: 1, recordedAt: 2 }));
const verdict = () => verifyAudit(store.reader('gent'), (readLineages(place)[0] ?? []));

beforeAll(async () => {
  store = await openStore({ url: `sqlite:${file}`, tables: auditTables, migrations: [audit001], sealer: sealerOf(openKeyring(folder)) });
  for (let entry = 1; entry <= 12; entry += 1) {
    await append(`deed-${entry}`);
    if (entry === 8) await anchorAudit(store.reader('gent'), { ...place, at: 0 });
  }
  // What a crash left of a line.
  appendFileSync(join(place.folder, 'gent.log'), '2026-11-24T09:00:00.000Z 9 00ab');
  whole = await store.reader('gent').find(auditEntries, {}, { by: [['sequence', 'asc']] });
  db = new DatabaseSync(file);
});
afterAll(async () => { db.close(); await store.close(); rmSync(folder, { recursive: true }); });

const columns = Object.keys(auditEntries.columns);
/** Puts a chain and its head in the file, as somebody does who has the file and not the house. */
function lay(entries: readonly AuditRow[], head = entries.at(-1) ?? { sequence: 0, hash: chainStart }): void {
  db.exec("BEGIN; DELETE FROM audit_entries WHERE municipality = 'gent'");
  const insert = db.prepare(`INSERT INTO audit_entries (municipality, ${columns.map((name) => `"${name}"`).join(', ')}) VALUES ('gent', ${columns.map(() => '?').join(', ')})`);
  for (const entry of entries) insert.run(...Object.values(Object.fromEntries(columns.map((name) => [name, Object.entries(entry).find(([key]) => key === name)?.[1] ?? null]))));
  db.prepare("UPDATE audit_heads SET sequence = ?, hash = ? WHERE municipality = 'gent'").run(head.sequence, head.hash);
  db.exec('COMMIT');
}

/** The chain computed anew: numbers, links and hashes that hold together. */
function recomputed(entries: readonly AuditRow[]): AuditRow[] {
  let previous = chainStart;
  return entries.map((entry, index) => {
    const linked = { ...entry, sequence: index + 1, previous };
    previous = hashOf(linked);
    return { ...linked, hash: previous };
  });
}

const deeds: Readonly<Record<string, (chain: readonly AuditRow[], at: number, to: number) => AuditRow[]>> = {
  change: (chain, at) => chain.map((entry, index) => (index === at ? { ...entry, actor: 'official:somebody.else' } : entry)),
  remove: (chain, at) => chain.toSpliced(at, 1),
  insert: (chain, at) => chain.toSpliced(at, 0, { ...chain[at] as AuditRow, what: 'never-done' }),
  reorder: (chain, at, to) => { const moved = chain.toSpliced(at, 1); return moved.toSpliced(to === at ? (at + 1) % chain.length : to, 0, chain[at] as AuditRow); },
  cut: (chain, at) => chain.slice(0, at),
};
const renumbered = (chain: readonly AuditRow[]) => chain.map((entry, index) => ({ ...entry, sequence: index + 1 }));
const place12 = fc.nat({ max: 11 });
const deed = fc.constantFrom(...Object.keys(deeds));

test('whatever entry is changed, removed, put between, moved or cut off in the file, it is found, also when the numbers were put right', async () => {
  await fc.assert(fc.asyncProperty(deed, place12, place12, async (name, at, to) => {
    lay(renumbered(deeds[name]?.(whole, at, to) ?? []), whole.at(-1));
    const { problem } = await verdict();
    lay(whole);
    expect(problem).not.toBeNull();
    expect(problem?.sequence).toBeLessThanOrEqual(Math.max(at, to) + 2);
  }), { numRuns: 80 });
  expect(await verdict()).toMatchObject({ entries: 12, problem: null });
});

test('an entry that is put in the file under whatever number is found, before the first and after the last as well', async () => {
  await fc.assert(fc.asyncProperty(fc.integer({ min: -1_000, max: 14 }), place12, fc.boolean(), async (sequence, copied, hashed) => {
    const framed = { ...whole[copied] as AuditRow, actor: 'official:innocent', sequence };
    lay([...whole.map((entry) => (entry.sequence < sequence || sequence < 1 ? entry : { ...entry, sequence: entry.sequence + 1 })), hashed ? { ...framed, hash: hashOf(framed) } : framed], whole.at(-1));
    const { problem } = await verdict();
    lay(whole);
    // One that was copied from this very place, and hashed, fits there: then it is the true one after it that does not.
    const there = Math.min(13, Math.max(1, sequence));
    expect([there, there + 1]).toContain(problem?.sequence);
  }), { numRuns: 60, examples: [[0, 0, true], [-1, 3, false], [13, 11, true], [2, 1, true]] });
});

test('an entry of one municipality that is put in the chain of another is found there', async () => {
  await store.transaction('kortenberg', (tables) => appendAudit(tables, [{ what: 'deed', result: 'done' }], { actor: 'a', traceId: 't', at: 1, recordedAt: 2 }));
  for (const sequence of [-1, 0, 2, 13]) {
    db.prepare(`INSERT INTO audit_entries (municipality, ${columns.map((name) => `"${name}"`).join(', ')}) SELECT 'kortenberg', ${columns.map((name) => (name === 'sequence' ? '?' : `"${name}"`)).join(', ')} FROM audit_entries WHERE municipality = 'gent' AND sequence = 2`).run(sequence);
    const { problem } = await verifyAudit(store.reader('kortenberg'));
    db.prepare("DELETE FROM audit_entries WHERE municipality = 'kortenberg' AND sequence = ?").run(sequence);
    expect(problem).not.toBeNull();
  }
  expect(await verifyAudit(store.reader('kortenberg'))).toMatchObject({ entries: 1, problem: null });
});

test('a whole chain that was computed anew with its head no longer goes through what was noted outside the database', async () => {
  await fc.assert(fc.asyncProperty(deed, fc.nat({ max: 7 }), fc.nat({ max: 7 }), async (name, at, to) => {
    const forged = recomputed(deeds[name]?.(whole, at, to) ?? []);
    lay(forged);
    // By itself it holds together.
    const alone = await verifyAudit(store.reader('gent'));
    const { problem } = await verdict();
    lay(whole);
    expect(alone.problem).toBeNull();
    expect(problem).toEqual(name === 'cut' ? { sequence: at + 1, what: 'end-missing' } : { sequence: 8, what: 'rewritten' });
  }), { numRuns: 60 });
});

test('a chain that was thrown away and begun anew is found by the next entries', async () => {
  lay([]);
  for (let entry = 1; entry <= 8; entry += 1) await append(`new-${entry}`);
  const { problem } = await verdict();
  lay(whole);
  expect(problem).toEqual({ sequence: 8, what: 'rewritten' });
});
