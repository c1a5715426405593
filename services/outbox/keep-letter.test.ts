import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store, Tables } from '#services/kernel/tables.ts';
import { openStore } from '#services/store/open-store.ts';
import { outbox003 } from './attempts.store.ts';
import { keepLetter, longestLetter, mostLetters, settleLetter, type NotUnderstood } from './keep-letter.ts';
import { letters, outbox004 } from './letters.store.ts';
import { outbox001, outboxTables } from './outbox.store.ts';
import { outbox005, type Marked } from './sender-mark.ts';

const folder = mkdtempSync(join(tmpdir(), 'eid-letters-'));
const sealer = { seal: (_place: object, text: string) => text, open: (_place: object, sealed: string) => sealed, demandIndex: () => undefined };
let store: Store;
beforeAll(async () => { store = await openStore({ url: `sqlite:${join(folder, 'a.sqlite')}`, tables: [...outboxTables, letters], migrations: [outbox001, outbox003, outbox004, outbox005], sealer }); });
afterAll(async () => { await store.close(); rmSync(folder, { recursive: true }); });
beforeEach(() => store.transaction('gent', (tables) => tables.remove(letters, {})));

const inGent = <T>(body: (tables: Tables) => Promise<T>) => store.transaction('gent', body);
/** A message as its sender names it, marked under an older and a newer key. */
const marked = (messageId: string, source = 'office.given'): Marked => ({ source, messageId, mark: { newest: `v2:${messageId}`, all: [`v2:${messageId}`, `v1:${messageId}`] } });
let serial = 0;
const keep = (messageId: string, overrides: Partial<NotUnderstood> = {}, seen = (tables: Tables) => tables) => inGent((tables) => keepLetter(seen(tables), {
  id: `${serial += 1}`, marked: marked(messageId), payload: { number: 'x' }, sensitive: false, issues: [{ in: 'body', name: 'number', detail: 'not a number' }], at: 100, ...overrides,
}));
const settle = (messageId: string, at = 300) => inGent((tables) => settleLetter(tables, marked(messageId), at));
const all = () => store.reader('gent').find(letters, {}, { by: [['receivedAt', 'asc'], ['id', 'asc']] });

test('a message that nobody understood waits for a person, with what it said and what is wrong with it', async () => {
  expect(await keep('m-1')).toBe(true);
  expect(await all()).toEqual([{
    id: String(serial), source: 'office.given', messageId: String(serial), mark: 'v2:m-1', sender: { messageId: 'm-1' }, state: 'waiting', kept: 'whole', times: 1, receivedAt: 100, settledAt: null,
    raw: { payload: { number: 'x' }, issues: [{ name: 'number', detail: 'not a number' }] },
  }]);
});

test('the same one again takes its place, also under another key; one of another source does not', async () => {
  await keep('m-1');
  await keep('m-1', { payload: { number: 'y' }, at: 200, sensitive: true });
  await inGent((tables) => tables.update(letters, { mark: 'v2:m-1' }, { mark: 'v1:m-1' }));
  await keep('m-1', { payload: { number: 'z' }, at: 250 });
  expect(await all()).toMatchObject([{ times: 3, kept: 'whole', receivedAt: 250, raw: { payload: { number: 'z' } } }]);
  await keep('m-1', { marked: marked('m-1', 'office.taken'), at: 260 });
  expect((await all()).map(({ source, times }) => [source, times])).toEqual([['office.given', 3], ['office.taken', 1]]);
});

test('a letter from before there were marks is found by what its sender called it', async () => {
  await keep('m-1');
  await inGent((tables) => tables.update(letters, {}, { messageId: 'm-1', mark: null, sender: null }));
  await keep('m-1', { at: 200 });
  expect(await all()).toMatchObject([{ times: 2, messageId: 'm-1' }]);
  await settle('m-1');
  expect(await all()).toMatchObject([{ state: 'taken-in', raw: null }]);
});

test('a letter that had been settled and comes again under its old name waits again', async () => {
  await keep('m-1');
  await inGent((tables) => tables.update(letters, {}, { state: 'dismissed', settledAt: 150 }));
  await keep('m-1', { at: 200 });
  expect(await all()).toMatchObject([{ state: 'waiting', settledAt: null, times: 2 }]);
});

test.each([
  ['of as many bytes as are kept', longestLetter, 'whole'], ['of one more', longestLetter + 1, 'too-large'],
])('a letter %s is kept, or that it came: %i bytes, %s', async (_title, bytes, kept) => {
  const frame = JSON.stringify({ text: '' }).length;
  // Letters of two bytes each, but for the last: bytes count, not letters.
  const text = `${'é'.repeat(Math.floor((bytes - frame) / 2))}${(bytes - frame) % 2 === 1 ? 'e' : ''}`;
  await keep('m-1', { payload: { text } });
  const [letter] = await all();
  expect([letter?.kept, letter?.raw?.payload?.['text'] === text]).toEqual([kept, kept === 'whole']);
});

test('of what may hold biometrics nothing is kept but that it came and what is wrong with it', async () => {
  await keep('m-1', { sensitive: true });
  expect(await all()).toMatchObject([{ kept: 'withheld', raw: { payload: null, issues: [{ name: 'number' }] } }]);
});

test('of what is wrong twenty lines are kept, none of them long', async () => {
  const issues = Array.from({ length: 25 }, (_, index) => ({ in: 'body' as const, name: `${index} ${'n'.repeat(200)}`, detail: 'd'.repeat(300) }));
  await keep('m-1', { issues });
  const [letter] = await all();
  expect(letter?.raw?.issues.map(({ name, detail }) => [name.length, detail.length])).toEqual(Array.from({ length: 20 }, () => [100, 200]));
  expect(letter?.raw?.issues.map(({ name }) => Number.parseInt(name, 10))).toEqual(Array.from({ length: 20 }, (_, index) => index));
});

test('a sender that is out of order fills no disk: so many of a source wait, and no more; one that waits already may still change', async () => {
  const asked: object[] = [];
  const seeing = (count: number) => (tables: Tables): Tables => ({ ...tables, count: async (_table, where) => { asked.push(where); return count; } });
  await keep('m-1');
  expect(await keep('m-2', {}, seeing(mostLetters - 1))).toBe(true);
  expect(await keep('m-3', {}, seeing(mostLetters))).toBe(false);
  expect(await keep('m-1', { at: 400 }, seeing(mostLetters))).toBe(true);
  expect(asked).toEqual([{ source: 'office.given', state: 'waiting' }, { source: 'office.given', state: 'waiting' }]);
  expect((await all()).map(({ sender, times }) => [sender?.messageId, times])).toEqual([['m-2', 1], ['m-1', 2]]);
});

test('of a letter that was understood after all nothing stays but that it came; others go on waiting', async () => {
  for (const id of ['m-1', 'm-2']) await keep(id);
  await settle('m-1');
  expect(await all()).toMatchObject([{ state: 'taken-in', settledAt: 300, raw: null, mark: null, sender: null, times: 1 }, { state: 'waiting', settledAt: null, sender: { messageId: 'm-2' } }]);
  await settle('m-1', 500);
  expect((await all())[0]?.settledAt).toBe(300);
});

test('what a person dismissed stays dismissed when its sender repairs it', async () => {
  await keep('m-1');
  await inGent((tables) => tables.update(letters, {}, { state: 'dismissed', settledAt: 150 }));
  await settle('m-1');
  expect(await all()).toMatchObject([{ state: 'dismissed', settledAt: 150 }]);
});
