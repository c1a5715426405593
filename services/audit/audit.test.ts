import { appendFileSync, mkdtempSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import type { Tables } from '#services/kernel/tables.ts';
import { anchorAudit, noteAnchor, readLineages } from './anchor-audit.ts';
import { appendAudit, chainStart, hashOf } from './append-audit.ts';
import type { AuditRow } from './audit.store.ts';
import { verifyAudit, verifyLineages } from './verify-audit.ts';

/** The two tables of the chain in memory: enough to lay one and to break it in any way. */
function chainInMemory() {
  const rows: { entries: AuditRow[]; head: { name: string; sequence: number; hash: string } | undefined } = { entries: [], head: undefined };
  const tables = {
    insertIfNew: async (_table: unknown, row: { name: string; sequence: number; hash: string }) => { rows.head ??= { ...row }; return true; },
    insert: async (_table: unknown, row: AuditRow) => { rows.entries.push(row); },
    update: async (_table: unknown, _where: unknown, changes: object) => { if (rows.head) Object.assign(rows.head, changes); return rows.head ? 1 : 0; },
    first: async () => rows.head,
    count: async (_table: unknown, where: { sequence: { lte: number } }) => rows.entries.filter(({ sequence }) => sequence <= where.sequence.lte).length,
    find: async (_table: unknown, where: { sequence?: { gt: number } }, { limit }: { limit: number }) =>
      rows.entries.filter(({ sequence }) => sequence > (where.sequence?.gt ?? -Infinity)).toSorted((a, b) => a.sequence - b.sequence).slice(0, limit),
  } as unknown as Tables;
  return { rows, tables };
}

const context = { actor: 'official:els.peeters', traceId: 'trace', at: 1_000, recordedAt: 2_000 };
const entry = fc.record({ what: fc.string({ minLength: 1, maxLength: 20 }), subject: fc.string({ maxLength: 20 }), why: fc.string({ maxLength: 20 }), result: fc.constantFrom('done' as const, 'refused' as const) });

async function aChain(entries: readonly Parameters<typeof appendAudit>[1][number][]) {
  const chain = chainInMemory();
  for (const one of entries) await appendAudit(chain.tables, [one], context);
  return chain;
}

test('a chain that nobody touched is found whole, however long', async () => {
  await fc.assert(fc.asyncProperty(fc.array(entry, { maxLength: 30 }), async (entries) => {
    const { tables } = await aChain(entries);
    expect(await verifyAudit(tables)).toMatchObject({ entries: entries.length, problem: null });
  }));
});

test('an entry that was changed in any field is found', async () => {
  await fc.assert(fc.asyncProperty(fc.array(entry, { minLength: 1, maxLength: 12 }), fc.nat(), fc.constantFrom('what', 'actor', 'why', 'result', 'subject', 'at', 'traceId'), async (entries, at, field) => {
    const { rows, tables } = await aChain(entries);
    const index = at % entries.length;
    const old = rows.entries[index];
    rows.entries[index] = { ...old, [field]: field === 'at' ? 1_001 : 'changed by somebody' } as AuditRow;
    expect((await verifyAudit(tables)).problem).toEqual({ sequence: index + 1, what: 'changed' });
  }));
});

test('an entry that was changed together with its own hash is found by the one after it, or by the head', async () => {
  await fc.assert(fc.asyncProperty(fc.array(entry, { minLength: 1, maxLength: 12 }), fc.nat(), async (entries, at) => {
    const { rows, tables } = await aChain(entries);
    const index = at % entries.length;
    const forged = { ...rows.entries[index], why: 'forged by somebody' } as AuditRow;
    rows.entries[index] = { ...forged, hash: hashOf(forged) };
    expect((await verifyAudit(tables)).problem).not.toBeNull();
  }));
});

test('an entry that was taken out, put between or swapped with its neighbour is found', async () => {
  await fc.assert(fc.asyncProperty(fc.array(entry, { minLength: 2, maxLength: 12 }), fc.nat(), fc.constantFrom('remove', 'insert', 'swap'), async (entries, at, deed) => {
    const { rows, tables } = await aChain(entries);
    const index = at % (entries.length - 1);
    const [here, next] = [rows.entries[index], rows.entries[index + 1]];
    if (!here || !next) throw new Error('no such entry');
    if (deed === 'remove') rows.entries.splice(index, 1);
    if (deed === 'insert') rows.entries = [...rows.entries.slice(0, index), { ...here, what: 'inserted by somebody' }, ...rows.entries.slice(index).map((row) => ({ ...row, sequence: row.sequence + 1 }))];
    if (deed === 'swap') [rows.entries[index], rows.entries[index + 1]] = [{ ...next, sequence: here.sequence }, { ...here, sequence: next.sequence }];
    expect((await verifyAudit(tables)).problem).not.toBeNull();
  }));
});

test('an entry that stands there twice is found, also where the walk takes a breath', async () => {
  const { rows, tables } = await aChain(Array.from({ length: 502 }, (_, at) => ({ what: `act ${at}`, result: 'done' })));
  for (const doubled of [1, 500, 502]) {
    const once = rows.entries;
    rows.entries = [...once, { ...once[doubled - 1] as AuditRow, actor: 'official:innocent' }];
    expect((await verifyAudit(tables)).problem).toMatchObject({ what: 'removed-or-inserted' });
    rows.entries = once;
  }
});

test('an end that was cut off is found', async () => {
  await fc.assert(fc.asyncProperty(fc.array(entry, { minLength: 1, maxLength: 12 }), fc.nat(), async (entries, at) => {
    const { rows, tables } = await aChain(entries);
    rows.entries.splice(at % entries.length);
    expect((await verifyAudit(tables)).problem).toMatchObject({ what: 'end-missing' });
  }));
});

test('entries that are written while the chain is walked raise no false alarm', async () => {
  const { tables } = await aChain([{ what: 'before', result: 'done' }]);
  let wrote = 0;
  const whileWalking = {
    ...tables,
    find: async (...asked: Parameters<typeof tables.find>) => {
      const page = await tables.find(...asked);
      if (wrote < 3) await appendAudit(tables, [{ what: 'meanwhile', result: 'done' }], context);
      wrote += 1;
      return page;
    },
  } as Tables;
  expect(await verifyAudit(whileWalking)).toMatchObject({ entries: 4, problem: null });
});

test('no two different entries have the same hash, wherever their words are cut', () => {
  const base = { sequence: 1, at: 1, recordedAt: 1, actor: 'a', result: 'done' as const, traceId: 't', previous: chainStart };
  expect(hashOf({ ...base, what: 'ab', subject: 'c', why: null })).not.toBe(hashOf({ ...base, what: 'a', subject: 'bc', why: null }));
  expect(hashOf({ ...base, what: 'a', subject: null, why: null })).not.toBe(hashOf({ ...base, what: 'a', subject: '', why: null }));
});

describe('anchors outside the database', () => {
  const folder = mkdtempSync(join(tmpdir(), 'eid-anchors-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  let place = 0;
  /** A chain of so many entries, anchored after each of these. */
  async function anchored(entries: number, after: readonly number[]) {
    const chain = chainInMemory();
    place += 1;
    const municipality = `town-${place}`;
    for (let sequence = 1; sequence <= entries; sequence += 1) {
      await appendAudit(chain.tables, [{ what: `act ${sequence}`, result: 'done' }], context);
      if (after.includes(sequence)) await anchorAudit(chain.tables, { folder, municipality, at: sequence });
    }
    return { ...chain, place: { folder, municipality }, anchors: () => (readLineages({ folder, municipality })[0] ?? []), file: join(folder, `${municipality}.log`) };
  }

  test('a whole chain that was computed anew, head and all, is found at the first anchor that it does not go through', async () => {
    await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 9 }), fc.nat(8), async (entries, chosen) => {
      const from = 1 + chosen % entries;
      const { rows, tables, anchors } = await anchored(entries, [entries]);
      const kept = rows.entries.splice(from - 1).map((old) => old.what);
      const last = rows.entries.at(-1);
      if (rows.head) Object.assign(rows.head, { sequence: last?.sequence ?? 0, hash: last?.hash ?? chainStart });
      for (const what of kept) await appendAudit(tables, [{ what, why: 'forged', result: 'done' }], context);
      expect(await verifyAudit(tables)).toMatchObject({ problem: null });
      expect((await verifyAudit(tables, anchors())).problem).toEqual({ sequence: entries, what: 'rewritten' });
    }), { numRuns: 30 });
  });

  test('an end that was cut off together with the head is found', async () => {
    const { rows, tables, anchors } = await anchored(6, [2, 6]);
    rows.entries.splice(4);
    if (rows.head) Object.assign(rows.head, { sequence: 4, hash: rows.entries[3]?.hash });
    expect(await verifyAudit(tables)).toMatchObject({ problem: null });
    expect((await verifyAudit(tables, anchors())).problem).toEqual({ sequence: 5, what: 'end-missing' });
  });

  test('a chain that nobody touched goes through all of them, also one whose last line was broken off by a crash', async () => {
    const { tables, anchors, file } = await anchored(6, [1, 3, 6]);
    appendFileSync(file, '2026-11-24T09:00:00.000Z 7 abc');
    expect(anchors()).toHaveLength(3);
    expect((await verifyAudit(tables, anchors())).problem).toBeNull();
  });

  test('what is noted after a line that a crash broke off still counts, and so what a restore says of the chain', async () => {
    const { rows, tables, anchors, place, file } = await anchored(6, [6]);
    appendFileSync(file, `2026-11-24T08:00:00.000Z 9 ${'a'.repeat(64)}\n2026-11-24T09:00:00.000Z 9 00ab`);
    noteAnchor(place, `2026-11-24T10:00:00.000Z 6 ${rows.entries[5]?.hash ?? ''} restored`);
    expect(anchors()).toEqual([{ sequence: 6, hash: rows.entries[5]?.hash }]);
    expect(await verifyAudit(tables, anchors())).toMatchObject({ anchors: 1, problem: null });
    // As it was written before each line began on a line of its own.
    appendFileSync(file, `2026-11-24T11:00:00.000Z 9 ${'a'.repeat(64)}\n2026-11-24T11:00:00.000Z 9 00ab2026-11-24T12:00:00.000Z 6 ${rows.entries[5]?.hash ?? ''} restored\n`);
    expect(anchors()).toEqual([{ sequence: 6, hash: rows.entries[5]?.hash }]);
    await anchorAudit(tables, { ...place, at: 7 });
    expect(await verifyAudit(tables, anchors())).toMatchObject({ anchors: 2, problem: null });
  });

  test('an end of which a crash took no more than the end of its line still counts beside the next one', async () => {
    const { tables, anchors, place, file } = await anchored(6, [3]);
    truncateSync(file, statSync(file).size - 1);
    await anchorAudit(tables, { ...place, at: 7 });
    expect(anchors().map(({ sequence }) => sequence)).toEqual([3, 6]);
  });

  test('a chain of more than two hours of which nothing is noted outside is not called whole; one that has just begun is', async () => {
    const { tables, anchors, file } = await anchored(3, [3]);
    await appendAudit(tables, [{ what: 'later', result: 'done' }], { ...context, recordedAt: context.recordedAt + 2 * 3_600_000 });
    rmSync(file);
    expect(await verifyAudit(tables, anchors())).toMatchObject({ anchors: 0, problem: null });
    await appendAudit(tables, [{ what: 'later', result: 'done' }], { ...context, recordedAt: context.recordedAt + 2 * 3_600_000 + 1 });
    expect(await verifyAudit(tables, anchors())).toMatchObject({ anchors: 0, problem: { sequence: 5, what: 'no-anchor' } });
  });

  test('after a restore the chain goes on from its noted entry; what was noted before the backup still counts', async () => {
    const { rows, tables, anchors, file } = await anchored(6, [2, 6]);
    rows.entries.splice(4);
    if (rows.head) Object.assign(rows.head, { sequence: 4, hash: rows.entries[3]?.hash });
    await appendAudit(tables, [{ what: 'store.restored', result: 'done' }], context);
    appendFileSync(file, `2026-11-24T09:00:00.000Z 5 ${rows.entries[4]?.hash ?? ''} restored\n`);
    expect((await verifyAudit(tables, anchors())).problem).toBeNull();
    rows.entries[1] = { ...rows.entries[1], why: 'changed' } as AuditRow;
    expect((await verifyAudit(tables, anchors())).problem).not.toBeNull();
    expect(anchors().map(({ sequence }) => sequence)).toEqual([2, 5]);
  });

  test('an older backup that was put back by mistake, and then the right one, leave a chain that is whole; a forged entry in it is still found', async () => {
    const { rows, tables, place, file } = await anchored(6, [2, 6]);
    const goesOnFrom = async (entries: readonly AuditRow[]) => {
      rows.entries.splice(0, Infinity, ...entries);
      if (rows.head) Object.assign(rows.head, { sequence: entries.length, hash: entries.at(-1)?.hash });
      await appendAudit(tables, [{ what: 'store.restored', result: 'done' }], context);
      appendFileSync(file, `2026-11-24T09:00:00.000Z ${entries.length + 1} ${rows.entries.at(-1)?.hash ?? ''} restored\n`);
      await appendAudit(tables, [{ what: 'later', result: 'done' }], context);
      await anchorAudit(tables, { ...place, at: 7 });
    };
    const [older, right] = [rows.entries.slice(0, 3), rows.entries.slice(0, 6)];
    await goesOnFrom(older);
    await goesOnFrom(right);
    const lineages = readLineages(place);
    expect(lineages.map((anchors) => anchors.map(({ sequence }) => sequence))).toEqual([[2, 4, 5, 7, 8], [2, 6, 7, 8]]);
    expect(await verifyLineages(tables, lineages)).toMatchObject({ entries: 8, anchors: 4, problem: null });
    // Computed anew from the second entry on, head and all.
    const forged = rows.entries.splice(1).map(({ what }) => what);
    if (rows.head) Object.assign(rows.head, { sequence: 1, hash: rows.entries[0]?.hash });
    for (const what of forged) await appendAudit(tables, [{ what, why: 'forged', result: 'done' }], context);
    expect(await verifyAudit(tables)).toMatchObject({ problem: null });
    expect((await verifyLineages(tables, lineages)).problem).toEqual({ sequence: 2, what: 'rewritten' });
  });
});
