import { toyOffice } from '#connectors/sandbox-kit/toy-office.ts';
import { items } from '#services/outbox/outbox.store.ts';
import { openToyHouse, type ToyHouse } from '#tools/test-house/open-toy-house.ts';
import { laneOfMessage } from './lane-of-message.ts';
import { takeInMessage } from './take-in-message.ts';

let t: ToyHouse;
beforeEach(async () => { t = await openToyHouse(); });
afterEach(() => t.stop());

test('messages about one thing are passed on in the order in which they came, also when the first must be tried again', async () => {
  const passedOn: unknown[] = [];
  let failures = 2;
  t.does.onMessage = async (ctx) => {
    failures -= 1;
    if (failures >= 0) throw Object.assign(new Error('busy'), { type: 'store.busy', data: { retry: 'safe' } });
    await ctx.work(async (work) => { passedOn.push((await work.first(items, { state: 'done', kind: 'message' }, { by: [['position', 'desc']] }))?.payload); });
  };
  await t.call('outbox.pause', { port: '*', why: 'test' }, t.admin);
  for (const number of [1, 2, 3]) await takeInMessage(t.house.engine, { municipality: 'gent', port: toyOffice, message: 'given', id: `m-${number}`, payload: { number } });
  await t.call('outbox.resume', { port: '*', why: 'test' }, t.admin);
  await t.idle();
  expect(passedOn).toEqual([{ number: 1 }, { number: 2 }, { number: 3 }]);
});

test('one credit of the bank does not wait for another, and what is told of one payment stays together', async () => {
  const { keyring, store } = t.house.engine;
  const laneOf = (payload: unknown) => store.transaction('gent', (tables) => laneOfMessage(keyring, tables, { municipality: 'gent', plugin: 'payment', name: 'payment.credited', payload }));
  const [first, again, other] = [await laneOf({ bankReference: 'KBC-1', amount: 1 }), await laneOf({ bankReference: 'KBC-1', amount: 2 }), await laneOf({ bankReference: 'KBC-2' })];
  expect(first).toBe(again);
  expect(first).not.toBe(other);
});
