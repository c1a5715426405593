import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store, TurnTables } from '#services/kernel/tables.ts';
import { openStore } from '#services/store/open-store.ts';
import { claimIndex, indexesOf, takeTurns } from './claim-index.ts';
import { keyMarks, markKey, vault002, vault003 } from './key-marks.store.ts';
import { openKeyring, type Keyring } from './keyring.ts';
import { sealerOf } from './seal-value.ts';

const folder = mkdtempSync(join(tmpdir(), 'eid-claim-index-'));
let keyring: Keyring;
let store: Store;
let serial = 0;
beforeEach(async () => {
  keyring = openKeyring(join(folder, `keys-${serial += 1}`));
  store = await openStore({ url: `sqlite:${join(folder, `${serial}.sqlite`)}`, tables: [keyMarks], migrations: [vault002, vault003], sealer: sealerOf(keyring) });
});
afterEach(() => store.close());
afterAll(() => rmSync(folder, { recursive: true }));

const insz = { municipality: 'gent', purpose: 'insz', value: '85073003328' };
const inGent = <T>(body: (tables: TurnTables) => Promise<T>) => store.transaction('gent', body);
const claim = (ring: Keyring = keyring) => inGent((tables) => claimIndex(ring, tables, insz));
const marks = () => store.reader('gent').find(keyMarks, {}, { by: [['version', 'asc']] });

test('a value is looked for under every key, and written under the newest', async () => {
  keyring.rotate();
  const all = keyring.blindIndexes('gent', 'insz', insz.value);
  expect(await claim()).toEqual({ newest: all[0], all });
  expect(all).toHaveLength(2);
  expect(() => indexesOf({ ...keyring, blindIndexes: () => [] }, insz)).toThrow('there is no key');
});

test('its turn is taken under every key, the oldest first, so that any two who meet queue', async () => {
  keyring.rotate();
  const turns: string[] = [];
  await inGent((tables) => takeTurns(keyring, { ...tables, takeTurn: async (name) => { turns.push(name); } }, insz));
  expect(turns).toEqual(keyring.blindIndexes('gent', 'insz', insz.value).toReversed());
});

test('a key that is added while we wait for our turn counts: its turn is taken too', async () => {
  const turns: string[] = [];
  const claimed = await inGent((tables) => takeTurns(keyring, { ...tables, takeTurn: async (name) => { turns.push(name); if (turns.length === 1) keyring.rotate(); } }, insz));
  expect(turns).toEqual(keyring.blindIndexes('gent', 'insz', insz.value).toReversed());
  expect(claimed.newest).toBe(turns[1]);
});

test('whoever writes first under a key leaves its mark, and whoever has that key goes on', async () => {
  await claim();
  await claim();
  expect(await marks()).toEqual([{ version: 1, fingerprint: keyring.fingerprint(1) }]);
  keyring.rotate();
  await claim();
  expect((await marks()).map(({ version }) => version)).toEqual([1, 2]);
});

test('a node with older keys than were used here writes nothing, and may try again when it has them', async () => {
  await inGent((tables) => markKey(tables, { version: 2, fingerprint: 'theirs' }));
  await expect(claim()).rejects.toMatchObject({ type: 'vault.key-behind', data: { retry: 'safe' } });
  expect((await marks()).map(({ version }) => version)).toEqual([2]);
});

test('a node whose newest key is another one than was used here under that version writes nothing', async () => {
  await claim();
  const other = openKeyring(join(folder, `other-${serial}`));
  await expect(claim(other)).rejects.toMatchObject({ type: 'vault.key-foreign', data: { retry: 'safe' } });
  expect(await marks()).toEqual([{ version: 1, fingerprint: keyring.fingerprint(1) }]);
});

test('of two nodes that mark a version at the same moment with different keys the second one writes nothing', async () => {
  // As on a shared database, where the other one's mark comes between our look and our write.
  const overtaken = inGent(async (tables) => claimIndex(keyring, {
    ...tables, find: async (table, where) => { const found = await tables.find(table, where); await markKey(tables, { version: 1, fingerprint: 'theirs' }); return found; },
  }, insz));
  await expect(overtaken).rejects.toMatchObject({ type: 'vault.key-foreign' });
});

test('a mark says whether a key is the one that is known here', async () => {
  const say = (version: number, fingerprint: string) => inGent((tables) => markKey(tables, { version, fingerprint }));
  expect([await say(1, 'a'), await say(1, 'a'), await say(1, 'b'), await say(2, 'b')]).toEqual([true, true, false, true]);
});
