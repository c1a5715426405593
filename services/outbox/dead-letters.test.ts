import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { toyOffice } from '#connectors/sandbox-kit/toy-office.ts';
import { as } from '#tools/test-house/open-test-house.ts';
import { openToyHouse, type ToyHouse } from '#tools/test-house/open-toy-house.ts';
import { auditEntries } from '#services/audit/audit.store.ts';
import { takeInMessage } from '#services/host/take-in-message.ts';
import { definePort, type SealedEnvelope } from '#services/kernel/port.ts';
import { keepLetter, longestLetter, mostLetters } from './keep-letter.ts';
import { letters } from './letters.store.ts';
import { inbox } from './outbox.store.ts';
import { markMessage } from './sender-mark.ts';

interface Letter { letter: string; source: string; kept: string; times: number }
let t: ToyHouse;
beforeEach(async () => { t = await openToyHouse(); });
afterEach(() => t.stop());
const send = (id: string, payload: Record<string, unknown>) => takeInMessage(t.house.engine, { municipality: 'gent', port: toyOffice, message: 'given', id, payload });
const list = () => t.call<{ letters: Letter[]; total: number }>('dead-letters.list', {}, t.admin);
const act = <T>(what: 'replay' | 'source' | 'dismiss', input: object, who = t.admin) => t.call<T>(`dead-letters.${what}`, { ...input, why: 'repaired' }, who);
const refused = async (taking: Promise<void>) => { await expect(taking).rejects.toMatchObject({ type: 'message.not-understood' }); };
const reader = () => t.house.engine.store.reader('gent');
const files = () => readdirSync(t.dataDir, { recursive: true, encoding: 'utf8' }).filter((name) => name.startsWith('eid.sqlite')).map((name) => readFileSync(join(t.dataDir, name)).toString('latin1')).join('');

test('a message that was not understood is kept with its raw source, once per sender\'s id, and nowhere in clear', async () => {
  await refused(send('m-1', { number: 'a word in clear' }));
  await refused(send('m-1', { number: 'another word in clear' }));
  expect(await list()).toEqual({ total: 1, letters: [expect.objectContaining({ source: 'toy-office.given', kept: 'whole', times: 2 })] });
  const [letter] = (await list()).letters;
  expect(await act('source', { letter: letter?.letter })).toMatchObject({ messageId: 'm-1', payload: { number: 'another word in clear' }, issues: [{ name: 'number' }] });
  expect(await act('source', { letter: letter?.letter, masked: true })).toMatchObject({ messageId: '…', payload: { number: '(text of 21)' }, issues: [{ name: 'number' }] });
  expect(files()).not.toContain('word in clear');
  await refused(send('m-2', { number: 'x' }));
  expect(await t.call('dead-letters.list', { letter: letter?.letter }, t.admin)).toEqual({ total: 1, letters: [expect.objectContaining({ letter: letter?.letter })] });
});

test('who may only read the list sees no source and settles nothing; each look at a source is in the audit', async () => {
  await refused(send('m-1', { number: 'x' }));
  const [{ letter } = { letter: '' }] = (await list()).letters;
  const reading = as('clerk');
  await expect(t.call('dead-letters.list', {}, reading)).resolves.toMatchObject({ total: 1 });
  for (const what of ['source', 'dismiss'] as const) await expect(act(what, { letter }, reading)).rejects.toMatchObject({ type: 'caller.scope-missing' });
  await act('source', { letter });
  expect(await reader().find(auditEntries, { what: 'dead-letters.source' })).toEqual([expect.objectContaining({ actor: 'official:els.peeters', why: `toy-office.given ${letter}: repaired` })]);
});

test('when the house has learned to understand it, a letter is taken in once under its own id, and its source goes', async () => {
  await refused(send('m-1', { number: 'x' }));
  await refused(send('m-2', { number: 'y' }));
  const [{ letter } = { letter: '' }, second] = (await list()).letters;
  // As after a new release: what was sent is now something that the port knows.
  await t.house.engine.store.transaction('gent', (tables) => tables.update(letters, { id: letter }, { raw: { payload: { number: 5 }, issues: [] } }));
  expect(await act('replay', { letters: [second?.letter, letter] })).toEqual({ takenIn: 1, refused: 1 });
  await t.idle();
  expect((await t.items({ kind: 'message' })).map(({ payload }) => payload)).toEqual([{ number: 5 }]);
  expect(await reader().first(letters, { id: letter })).toMatchObject({ state: 'taken-in', raw: null });
  expect((await list()).letters.map((left) => left.letter)).toEqual([second?.letter]);
  // Its sender sends it once more, and it is there already.
  await send('m-1', { number: 5 });
  expect(await t.items({ kind: 'message' })).toHaveLength(1);
  await expect(act('replay', { letters: [letter] })).rejects.toMatchObject({ type: 'dead-letters.unknown-letter', data: { issues: [{ name: 'letters.0' }] } });
});

test('letters are listed and taken in again in the order in which they came first, also when a sender repeats one of them later', async () => {
  for (const id of ['m-1', 'm-2', 'm-1']) await refused(send(id, { number: 'x' }));
  const { letters: listed } = await list();
  expect(listed.map(({ times }) => times)).toEqual([2, 1]);
  for (const [index, { letter }] of listed.entries()) await t.house.engine.store.transaction('gent', (tables) => tables.update(letters, { id: letter }, { raw: { payload: { number: index + 1 }, issues: [] } }));
  await act('replay', { letters: listed.map(({ letter }) => letter).toReversed() });
  expect((await t.items({ kind: 'message' })).map(({ payload }) => payload)).toEqual([{ number: 1 }, { number: 2 }]);
});

test('a letter is off the list when its sender repairs the message, and when a person dismisses it', async () => {
  await refused(send('m-1', { number: 'x' }));
  await refused(send('m-2', { number: 'x' }));
  await send('m-1', { number: 1 });
  const [{ letter } = { letter: '' }] = (await list()).letters;
  expect(await act('dismiss', { letter })).toEqual({ dismissed: true });
  expect((await list()).total).toBe(0);
  expect((await reader().find(letters, {})).map(({ state, raw }) => `${state} ${JSON.stringify(raw)}`).toSorted((a, b) => a.localeCompare(b))).toEqual(['dismissed null', 'taken-in null']);
  expect(await reader().count(inbox, {})).toBe(1);
});

const envelope: SealedEnvelope = { keyId: 'k', wrappedKey: 'wrapped-key-bytes', iv: 'i', ciphertext: 'ciphertext-bytes', tag: 't', boundTo: { dossier: 'd', purpose: 'fingerprints' } };
const device = definePort('toy-device', {}, { prints: { payload: z.strictObject({ sealed: z.uuid().nullable() }) } });
test.each([
  ['with ciphertext, where none belongs', { port: toyOffice, message: 'given', payload: { number: 1, ciphertext: 'ciphertext-bytes' }, envelope }],
  ['with ciphertext, and a field that nobody knows', { port: device, message: 'prints', payload: { image: 'fingerprint-bytes' }, envelope }],
  ['of a kind that holds biometrics, sent in a wrong place', { port: device, message: 'prints', payload: { image: 'fingerprint-bytes' } }],
])('of a message %s nothing is kept but that it came: the device must send it again', async (_how, message) => {
  await refused(takeInMessage(t.house.engine, { municipality: 'gent', id: 'm-1', ...message }));
  const [letter] = await reader().find(letters, {});
  expect(letter).toMatchObject({ kept: 'withheld', raw: { payload: null } });
  expect(JSON.stringify(letter)).not.toMatch(/-bytes/);
  await expect(act('replay', { letters: [letter?.id] })).rejects.toMatchObject({ type: 'dead-letters.not-kept' });
});

test('a letter that is longer than we keep is kept as a fact only', async () => {
  await refused(send('long', { number: 'x'.repeat(longestLetter) }));
  await refused(send('fits', { number: 'x'.repeat(longestLetter - 20) }));
  expect((await reader().find(letters, {}, { by: [['receivedAt', 'asc'], ['id', 'asc']] })).map(({ sender, kept }) => [sender?.messageId, kept])).toEqual([['long', 'too-large'], ['fits', 'whole']]);
});

test('a sender that is out of order fills no disk: so many letters of a kind wait, and no more', async () => {
  const { store, newId, keyring } = t.house.engine;
  const keep = (messageId: string) => store.transaction('gent', async (tables) => {
    const marked = await markMessage(keyring, tables, 'gent', { source: 'a.b', messageId });
    return keepLetter({ ...tables, count: async () => mostLetters }, { id: newId(), marked, payload: {}, sensitive: false, issues: [], at: 1 });
  });
  expect(await keep('one-too-many')).toBe(false);
  expect(await reader().count(letters, {})).toBe(0);
  await refused(send('m-1', { number: 'x' }));
  expect(await reader().count(letters, {})).toBe(1);
});
