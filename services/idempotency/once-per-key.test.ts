import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store, Tables } from '#services/kernel/tables.ts';
import { openStore } from '#services/store/open-store.ts';
import { openKeyring } from '#services/vault/keyring.ts';
import { sealerOf } from '#services/vault/seal-value.ts';
import { answers, idempotency001, idempotencyTables } from './answers.store.ts';
import { oncePerKey } from './once-per-key.ts';

const folder = mkdtempSync(join(tmpdir(), 'eid-keys-'));
let store: Store;
let now = 1_000_000;
beforeAll(async () => { store = await openStore({ url: `sqlite:${join(folder, 'a.sqlite')}`, tables: idempotencyTables, migrations: [idempotency001], sealer: sealerOf(openKeyring(folder)) }); });
afterAll(async () => { await store.close(); rmSync(folder, { recursive: true }); });

type Keep = (tables: Tables, answer: unknown) => Promise<void>;
const asked = (id: string) => ({ municipality: 'gent', action: 'payment.begin', takeOverAfterMs: 60_000, claim: async () => ({ id: { newest: id, all: [id] }, request: { newest: 'r', all: ['r'] } }) });
const once = (id: string, run: (keep: Keep) => Promise<unknown>, clock = () => now) => oncePerKey(store, clock, asked(id), run);
const inOneUnit = (keep: Keep, answer: unknown) => store.transaction('gent', (tables) => keep(tables, answer));

test('a request that was taken to have died commits nothing any more once another one has taken its key over', async () => {
  const gate = Promise.withResolvers<undefined>();
  const slow = once('taken-over', async (keep) => { await gate.promise; await inOneUnit(keep, 'slow'); return 'slow'; });
  await new Promise(setImmediate);
  now += 100_000;
  const fast = await once('taken-over', async (keep) => { await inOneUnit(keep, 'fast'); return 'fast'; });
  gate.resolve(undefined);
  await expect(slow).rejects.toMatchObject({ type: 'idempotency.in-progress' });
  expect(fast).toEqual({ answer: 'fast', replayed: false });
  expect(await once('taken-over', () => Promise.reject(new Error('not again')))).toEqual({ answer: 'fast', replayed: true });
});

test.each([['ahead of', 15_000], ['behind', -15_000]])('a node whose clock is some seconds %s another\'s does not carry out what the other one is carrying out', async (_how, differenceMs) => {
  const gate = Promise.withResolvers<undefined>();
  const key = `differs-${differenceMs}`;
  const slow = once(key, async (keep) => { await gate.promise; await inOneUnit(keep, 'once'); return 'once'; });
  await new Promise(setImmediate);
  await expect(once(key, () => Promise.reject(new Error('a second time')), () => now + differenceMs)).rejects.toMatchObject({ type: 'idempotency.in-progress' });
  gate.resolve(undefined);
  expect(await slow).toEqual({ answer: 'once', replayed: false });
});

test('a slow request that fails does not take away the key of the one that took over', async () => {
  const gate = Promise.withResolvers<undefined>();
  const slow = once('failed-late', async () => { await gate.promise; throw new Error('too late'); });
  await new Promise(setImmediate);
  now += 100_000;
  const held = Promise.withResolvers<undefined>();
  const other = once('failed-late', async (keep) => { await held.promise; await inOneUnit(keep, 'other'); return 'other'; });
  await new Promise(setImmediate);
  gate.resolve(undefined);
  await expect(slow).rejects.toThrow('too late');
  held.resolve(undefined);
  expect(await other).toEqual({ answer: 'other', replayed: false });
});

test('a request whose last unit of work fails after its answer was put in leaves its key free for another try', async () => {
  await expect(once('commit-failed', (keep) => store.transaction('gent', async (tables) => {
    await keep(tables, 'never seen');
    throw new Error('the commit failed');
  }))).rejects.toThrow('the commit failed');
  expect(await store.reader('gent').first(answers, { id: 'commit-failed' })).toBeUndefined();
  expect(await once('commit-failed', async (keep) => { await inOneUnit(keep, 'second'); return 'second'; })).toEqual({ answer: 'second', replayed: false });
});

test('a request that takes long keeps its key as long as it lives, and its answer in the end', async () => {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'queueMicrotask', 'nextTick', 'setTimeout', 'performance', 'Date'] });
  try {
    const gate = Promise.withResolvers<undefined>();
    const slow = once('takes-long', async (keep) => { await gate.promise; await inOneUnit(keep, 'at last'); return 'at last'; });
    await new Promise(setImmediate);
    for (let beat = 0; beat < 5; beat += 1) {
      now += 5_000;
      jest.advanceTimersByTime(2_000);
      await store.transaction('gent', (tables) => tables.count(answers, {}));
    }
    await expect(once('takes-long', () => Promise.reject(new Error('not while it lives')))).rejects.toMatchObject({ type: 'idempotency.in-progress' });
    gate.resolve(undefined);
    expect(await slow).toEqual({ answer: 'at last', replayed: false });
    expect(await once('takes-long', () => Promise.reject(new Error('not again')))).toEqual({ answer: 'at last', replayed: true });
  } finally {
    jest.useRealTimers();
  }
});
