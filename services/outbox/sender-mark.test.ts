import { bpost } from '#connectors/bpost/bpost.port.ts';
import { toyOffice } from '#connectors/sandbox-kit/toy-office.ts';
import { takeInMessage } from '#services/host/take-in-message.ts';
import { deliverMessage } from '#tools/test-house/deliver-message.ts';
import { outboxOf } from '#tools/test-house/look-inside.ts';
import { openTestHouse } from '#tools/test-house/open-test-house.ts';
import { openToyHouse, type ToyHouse } from '#tools/test-house/open-toy-house.ts';
import { letters } from './letters.store.ts';
import { inbox } from './outbox.store.ts';

let t: ToyHouse;
beforeAll(async () => { t = await openToyHouse(); });
afterAll(() => t.stop());
const source = 'toy-office.given';
const send = (id: string, payload: Record<string, unknown> = { number: 1 }) => takeInMessage(t.house.engine, { municipality: 'gent', port: toyOffice, message: 'given', id, payload });
const refused = (id: string) => expect(send(id, { number: 'x' })).rejects.toMatchObject({ type: 'message.not-understood' });
const takenIn = async () => (await t.items({ kind: 'message' })).length;
const reader = () => t.house.engine.store.reader('gent');

test('a message that comes again is known, also after the keys were rotated, its mark was made anew and the old key is gone', async () => {
  const before = await takenIn();
  await send('again');
  await t.house.keys.rotate();
  await send('again');
  t.skip(11 * 60_000);
  expect(await t.house.keys.rekey('gent')).toMatchObject({ left: 0 });
  const [newest, oldest = 0] = t.house.keys.versions();
  await t.house.keys.retire(oldest);
  expect(t.house.keys.versions()).toEqual([newest]);
  await send('again');
  expect(await takenIn()).toBe(before + 1);
});

test('the same message that comes over two ways at once is taken in once, whatever key each of them takes for the newest', async () => {
  const before = await takenIn();
  await Promise.all([send('twice'), send('twice').then(() => t.house.keys.rotate()), send('twice')]);
  expect(await takenIn()).toBe(before + 1);
});

test('a message that was not understood is one letter, also when it comes again after a rotation; settled, nothing of how its sender called it is left', async () => {
  await refused('letter');
  await t.house.keys.rotate();
  await refused('letter');
  const [letter, ...others] = await reader().find(letters, { state: 'waiting' });
  expect([letter?.times, letter?.sender, others]).toEqual([2, { messageId: 'letter' }, []]);
  await send('letter');
  expect(await reader().first(letters, { id: letter?.id ?? '' })).toMatchObject({ state: 'taken-in', raw: null, mark: null, sender: null });
});

test('messages and letters from before there were marks are still known', async () => {
  const before = await takenIn();
  const at = t.house.engine.realNow();
  await t.house.engine.store.transaction('gent', async (tables) => {
    await tables.insert(inbox, { source, messageId: 'old', at });
    await tables.insert(letters, { id: t.house.engine.newId(), source, messageId: 'old-letter', state: 'waiting', kept: 'whole', times: 1, receivedAt: at, raw: { payload: {}, issues: [] } });
  });
  await send('old');
  await refused('old-letter');
  expect([await takenIn(), (await reader().find(letters, { messageId: 'old-letter' })).map(({ times }) => times)]).toEqual([before, [2]]);
  await send('old-letter');
  expect([await takenIn(), (await reader().find(letters, { messageId: 'old-letter' })).map(({ state }) => state)]).toEqual([before + 1, ['taken-in']]);
});

test('what comes after a rotation stays behind what still waits for a person about the same delivery', async () => {
  const house = await openTestHouse();
  const tell = (id: string) => deliverMessage(house, bpost, 'delivery', id, { reference: 'not-ours', event: 'returned', at: 1, sequence: 1, employee: null, reason: null, moment: null });
  await tell('first');
  await house.idle();
  await house.house.keys.rotate();
  await tell('second');
  await house.idle();
  const told = await outboxOf(house, { name: 'bpost.delivery' });
  await house.stop();
  expect(told.map(({ state }) => state)).toEqual(['failed', 'waiting']);
  expect(new Set(told.map(({ lane }) => lane)).size).toBe(1);
});
