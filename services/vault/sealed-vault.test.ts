import { mkdtempSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import * as fc from 'fast-check';
import type { SealedEnvelope } from '#services/kernel/port.ts';
import { openStore } from '#services/store/open-store.ts';
import type { Store } from '#services/kernel/tables.ts';
import { openKeyring } from './keyring.ts';
import { boundTo, destroyExpired, destroySealed, keepSealed, readSealed } from './sealed-vault.ts';
import { sealed001, sealedEnvelopes, sealedTables } from './sealed.store.ts';
import { sealerOf } from './seal-value.ts';

const folder = mkdtempSync(join(tmpdir(), 'eid-vault-'));
const file = join(folder, 'vault.sqlite');
const keyring = openKeyring(join(folder, 'keys'));
const keptAt = Date.UTC(2026, 1, 1);
const day = 24 * 3_600_000;
const envelope: SealedEnvelope = { keyId: 'k', wrappedKey: 'w', iv: 'i', ciphertext: 'unmistakable', tag: 't', boundTo: { dossier: 'd-1', purpose: 'fingerprints' } };

let store: Store;
beforeAll(async () => { store = await openStore({ url: `sqlite:${file}`, tables: sealedTables, migrations: [sealed001], sealer: sealerOf(keyring) }); });
afterAll(async () => { await store.close(); rmSync(folder, { recursive: true }); });
beforeEach(async () => { for (const municipality of ['gent', 'kortenberg']) await store.transaction(municipality, (tables) => tables.remove(sealedEnvelopes, {})); });

const keep = (id = '1', municipality = 'gent', at = keptAt) => store.transaction(municipality, (tables) => keepSealed(tables, { id, envelope, keptAt: at }));
const read = (id = '1', now = keptAt, municipality = 'gent') => readSealed(store.reader(municipality), id, now);
const destroyed = (now: number) => store.system((tables) => destroyExpired(tables, now));

test('an envelope is read by its reference until it is destroyed', async () => {
  expect(await read(await keep())).toEqual(envelope);
  await store.transaction('gent', (tables) => destroySealed(tables, '1'));
  await expect(read()).rejects.toMatchObject({ type: 'vault.unknown' });
  await store.transaction('gent', (tables) => destroySealed(tables, '1'));
});

test('each reference leads to its own envelope, and destroying one leaves all others', async () => {
  const others = { ...envelope, ciphertext: 'of somebody else' };
  await keep('1');
  await store.transaction('gent', (tables) => keepSealed(tables, { id: '2', envelope: others, keptAt }));
  expect([await read('1'), await read('2')]).toEqual([envelope, others]);
  await store.transaction('gent', (tables) => destroySealed(tables, '1'));
  await expect(read('1')).rejects.toMatchObject({ type: 'vault.unknown' });
  expect(await read('2')).toEqual(others);
});

test('what an envelope is for is known as long as it is here, and in its municipality only', async () => {
  await keep();
  const asked = (reference: string, municipality = 'gent') => boundTo(store.reader(municipality), reference);
  expect([await asked('1'), await asked('2'), await asked('1', 'kortenberg')]).toEqual([envelope.boundTo, undefined, undefined]);
});

test('another municipality does not know it', async () => {
  await keep();
  await expect(read('1', keptAt, 'kortenberg')).rejects.toMatchObject({ type: 'vault.unknown' });
});

test('nobody gets prints after the legal limit, also when nothing has destroyed them yet', async () => {
  await keep();
  for (const before of [87 * day, 88 * day - 1]) expect(await read('1', keptAt + before)).toEqual(envelope);
  for (const after of [88 * day, 89 * day]) await expect(read('1', keptAt + after)).rejects.toMatchObject({ type: 'vault.expired' });
});

test('whenever prints were taken, three calendar months later they are past the limit', async () => {
  await fc.assert(fc.asyncProperty(fc.date({ min: new Date(Date.UTC(2026, 0, 1)), max: new Date(Date.UTC(2032, 0, 1)), noInvalidDate: true }), async (taken) => {
    await store.transaction('gent', (tables) => tables.remove(sealedEnvelopes, {}));
    await keep('1', 'gent', taken.getTime());
    // An hour less where the clock was put forward in between; a day that the month lacks is its last one.
    const month = taken.getUTCMonth() + 3;
    const last = new Date(Date.UTC(taken.getUTCFullYear(), month + 1, 0)).getUTCDate();
    const limit = Date.UTC(taken.getUTCFullYear(), month, Math.min(taken.getUTCDate(), last), taken.getUTCHours() - 1, taken.getUTCMinutes());
    await expect(read('1', limit)).rejects.toMatchObject({ type: 'vault.expired' });
  }), { numRuns: 40 });
});

test('what has reached the limit is destroyed in every municipality, what has not is kept', async () => {
  await keep('1');
  await keep('2', 'kortenberg');
  await keep('3', 'gent', keptAt + 30 * day);
  expect(await destroyed(keptAt + 89 * day)).toBe(2);
  expect(await destroyed(keptAt + 89 * day)).toBe(0);
  expect(await store.reader('gent').count(sealedEnvelopes, {})).toBe(1);
  expect(await store.reader('kortenberg').count(sealedEnvelopes, {})).toBe(0);
});

test('an envelope that cannot be opened any more is destroyed in time all the same', async () => {
  await keep();
  const db = new DatabaseSync(file);
  db.exec("UPDATE vault_sealed SET envelope = 'spoilt'");
  db.close();
  await expect(read()).rejects.toMatchObject({ type: 'vault.unreadable' });
  expect(await destroyed(keptAt + 89 * day)).toBe(1);
});

test('the vault of biometrics has a key of its own: the key of other data does not open it', async () => {
  await keep();
  const db = new DatabaseSync(file, { readOnly: true });
  const { envelope: sealed, dossier } = z.object({ envelope: z.string(), dossier: z.string() }).parse(db.prepare('SELECT envelope, dossier FROM vault_sealed').get());
  db.close();
  const place = { municipality: 'gent', table: 'vault_sealed', key: ['1'], column: 'envelope', bound: { dossier } };
  expect(sealerOf(keyring).open(place, sealed)).toContain('unmistakable');
  const withDataKey = { ...keyring, ofVersion: (municipality: string, _purpose: string, version: number) => keyring.ofVersion(municipality, 'data', version) };
  expect(() => sealerOf(withDataKey).open(place, sealed)).toThrow(expect.objectContaining({ type: 'vault.unreadable' }));
});
