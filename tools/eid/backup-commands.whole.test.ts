import { appendFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { items } from '#services/outbox/outbox.store.ts';
import { switches } from '#services/outbox/switches.store.ts';
import { keepSealed } from '#services/vault/sealed-vault.ts';
import { sealedDeadlines } from '#services/vault/sealed.store.ts';
import { aCitizen } from '#tools/test-house/make-citizen.ts';
import { as, newDataDir, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';
import { sayCommand, typeCommand } from '#tools/test-house/type-command.ts';

const root = newDataDir();
const dataDir = join(root, 'data');
const backups = join(root, 'backups');
const eid = (...given: string[]) => sayCommand(dataDir, given);
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function inHouse<T>(body: (t: TestHouse) => Promise<T>): Promise<T> {
  const t = await openTestHouse({ dataDir, house: { works: { outbox: false, jobs: false } } });
  try {
    return await body(t);
  } finally {
    await t.stop();
  }
}
const pauses = () => inHouse((t) => t.house.engine.store.reader('gent').find(switches, {}));
const audited = async () => (await eid('audit-verify', '--municipality', '44021')).stdout;

beforeAll(async () => {
  mkdirSync(backups);
  await inHouse(async (t) => {
    const { insz } = await aCitizen(t, { expiresOn: '2027-02-15' });
    await t.call('request.openFor', { insz, why: 'citizen-called' }, as('clerk'));
  });
});

test('a backup gets its own name in the folder that is named, is checked, and takes the place of the store with --yes only', async () => {
  expect(typeCommand(dataDir, ['backup', '--to', backups])).toMatchObject({ status: 0, stderr: '', stdout: expect.stringContaining('keep keys/master.json apart') });
  const from = join(backups, readdirSync(backups)[0] ?? '');
  expect(await eid('backup', '--verify', from)).toMatchObject({ status: 0, stdout: expect.stringContaining('is whole') });
  expect(await eid('backup', '--to', from)).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining('is a backup itself') });
  expect(await eid('restore', '--from', from)).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining('--yes') });
  expect(typeCommand(dataDir, ['restore', '--from', from, '--yes'])).toMatchObject({ status: 0, stderr: '', stdout: expect.stringContaining('put aside: ') });
  expect(await pauses()).toEqual([expect.objectContaining({ port: '*restore', state: 'paused' })]);
});

test('what waits after a restore is told without being sent, and goes out only with --run', async () => {
  const told = await eid('reconcile', '--municipality', '44021');
  expect(told).toMatchObject({ status: 0, stderr: '', stdout: expect.stringMatching(/^gent: [1-9]\d* items wait$/m) });
  expect(await pauses()).toHaveLength(1);
  expect(typeCommand(dataDir, ['reconcile', '--all', '--run'])).toMatchObject({ status: 0, stderr: '', stdout: expect.stringContaining('the outbox runs') });
  expect(await pauses()).toEqual([]);
  expect(await inHouse((t) => t.house.engine.store.reader('gent').count(items, { state: 'waiting' }))).toBe(0);
  expect(await eid('reconcile', '--municipality', '44021', '--run')).toMatchObject({ status: 0, stdout: expect.stringContaining('there is no pause of a restore here') });
});

test('a store that came back by other means is marked as one that was restored: paused, audited, without fingerprints', async () => {
  const id = '0190a000-0000-7000-8000-00000000aaaa';
  await inHouse(async (t) => {
    await t.house.engine.store.transaction('gent', (tables) => keepSealed(tables, {
      id, keptAt: Date.now(), envelope: { keyId: 'k', wrappedKey: 'w', iv: 'i', ciphertext: 'c', tag: 't', boundTo: { dossier: 'a-dossier', purpose: 'fingerprints' } },
    }));
    await t.call('outbox.pause', { port: 'payment', why: 'test' }, as('administrator'));
  });
  // What was noted of entries that are gone.
  appendFileSync(join(dataDir, 'audit-anchors/gent.log'), `2026-11-24T08:00:00.000Z 5000 ${'0'.repeat(64)}\n`);
  expect(await audited()).toContain('end-missing');
  expect(await eid('restored')).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('say --yes') });
  expect(typeCommand(dataDir, ['restored', '--yes'])).toMatchObject({ status: 0, stderr: '', stdout: expect.stringContaining('Nothing goes out yet') });
  expect((await pauses()).map(({ port, state }) => `${port} ${state}`).toSorted()).toEqual(['*restore paused', 'payment paused']);
  expect(await inHouse((t) => t.house.engine.store.reader('gent').count(sealedDeadlines, {}))).toBe(0);
  expect(await audited()).toContain('all in place');
});

test.each([
  [['backup'], '--to'],
  [['backup', '--to', '<root>/backups/not-mounted'], 'is its disk mounted?'],
  [['backup', '--new', '--to', '<root>/backups/not-mounted/today'], 'is its disk mounted?'],
  [['backup', '--new', '--to', '<root>/backups'], 'exists already'],
  [['backup', '--to', '<root>/backups', '--verify', '<root>/backups'], 'either --to or --verify'],
  [['backup', '--verify', '<root>/backups'], 'is no backup'],
  [['restore', '--yes'], '--from'],
  [['restore', '--from', '<root>/data', '--yes'], 'is no backup'],
  [['reconcile'], '--municipality'],
  [['reconcile', '--all', '--municipality', '44021'], 'either --municipality or --all'],
])('%j is refused, and changes nothing', async (given, why) => {
  const standing = readdirSync(root, { recursive: true }).filter((name) => !String(name).includes('.sqlite'));
  expect(await eid(...given.map((word) => word.replace('<root>', root)))).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining(why) });
  expect(readdirSync(root, { recursive: true }).filter((name) => !String(name).includes('.sqlite'))).toEqual(standing);
});

test('while the middleware works nothing is restored and nothing is marked, and without its keys a store is not marked either', async () => {
  await inHouse(async () => {
    for (const given of [['restore', '--from', join(backups, readdirSync(backups)[0] ?? ''), '--yes'], ['restored', '--yes']]) {
      expect(await eid(...given)).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining('is in use') });
    }
  });
  renameSync(join(dataDir, 'keys'), join(root, 'safe'));
  expect(await eid('restored', '--yes')).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining('put the keys back first') });
  expect(existsSync(join(dataDir, 'keys'))).toBe(false);
});
