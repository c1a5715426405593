import { restorePort, switches } from '#services/outbox/switches.store.ts';
import { openToyHouse, type ToyHouse } from '#tools/test-house/open-toy-house.ts';
import { endRestorePause } from './reconcile.ts';

let t: ToyHouse;
beforeEach(async () => { t = await openToyHouse(); });
afterEach(() => t.stop());

const restored = () => t.house.engine.store.transaction('gent', (tables) => tables.insert(switches, { port: restorePort, state: 'paused', why: 'restored', by: 'house', since: 1 }));
const reconciled = async () => {
  await endRestorePause(t.house.engine, 'gent', 'official:els.peeters');
  await t.idle();
};

test('a mail that a person had sent again after one restore waits for a person again after the next one, for it may have gone out in between', async () => {
  await restored();
  await t.ask('toy-office.giveParked', 'mail');
  await reconciled();
  const [parked] = await t.items({ state: 'parked' });
  await t.call('outbox.pause', { port: 'toy-office', why: 'down' }, t.admin);
  await t.call('exceptions.replay', { items: [parked?.id], why: 'was-not-sent' }, t.admin);
  await t.idle();
  // The second backup is made here; then the mail goes out, and the house goes back to this moment.
  await restored();
  await reconciled();
  await t.call('outbox.resume', { port: 'toy-office', why: 'up' }, t.admin);
  await t.idle();
  expect(await t.given('giveParked')).toEqual([]);
  const [again] = await t.items();
  expect(again).toMatchObject({ id: parked?.id, state: 'parked', traceId: parked?.traceId });
});
