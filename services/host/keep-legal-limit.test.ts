import { openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';
import { keepSealed } from '#services/vault/sealed-vault.ts';
import { sealedEnvelopes } from '#services/vault/sealed.store.ts';
import { legalLimit } from './keep-legal-limit.ts';

const start = Date.parse('2026-11-24T09:00:00+01:00');
const day = 24 * 3_600_000;
let now = start;
let test1: TestHouse;
beforeAll(async () => { test1 = await openTestHouse({ house: { realNow: () => now, works: { outbox: false, jobs: false } } }); });
afterAll(() => test1.stop());

test('fingerprints that BiZa never took are destroyed at the legal limit, without anybody asking', async () => {
  const { engine } = test1.house;
  const envelope = { keyId: 'k', wrappedKey: 'w', iv: 'i', ciphertext: 'c', tag: 't', boundTo: { dossier: engine.newId(), purpose: 'fingerprints' as const } };
  await engine.store.transaction('gent', (tables) => keepSealed(tables, { id: engine.newId(), envelope, keptAt: now }));
  const kept = () => engine.store.reader('gent').count(sealedEnvelopes, {});
  const look = legalLimit(engine);
  now = start + 60 * day;
  await look();
  expect(await kept()).toBe(1);
  now = start + 90 * day;
  expect(await look()).toBe(1);
  expect(await kept()).toBe(0);
});
