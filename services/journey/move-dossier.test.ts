import { inGent } from '#tools/test-house/look-inside.ts';
import { openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';
import { makeCardNumber } from '#services/belgium/card-number.ts';
import { makeInsz } from '#services/belgium/insz.ts';
import { dossiers, history } from './dossier.store.ts';
import { journeyFailures, moveDossier, moveIfAllowed } from './move-dossier.ts';
import { openDossier } from './open-dossier.ts';

let house: TestHouse;
beforeAll(async () => { house = await openTestHouse({ house: { works: { outbox: false, jobs: false } } }); });
afterAll(() => house.stop());

let serial = 0;
/** A dossier that was just opened. */
async function aDossier(): Promise<{ id: string; cardNumber: string }> {
  serial += 1;
  const cardNumber = makeCardNumber(String(5_930_000_000 + serial));
  const id = await inGent(house, (work) => openDossier(work, { insz: makeInsz('1957-05-11', serial, { testPerson: true }), cardNumber, expiresOn: '2026-12-15', ground: null, reason: 'expires-soon' }));
  if (id === undefined) throw new Error('no dossier was opened');
  return { id, cardNumber };
}
const linesOf = (id: string) => house.house.engine.store.reader('gent').find(history, { dossier: id }, { by: [['sequence', 'asc']] });

test('a dossier that does not exist is not moved, and the caller is told so', async () => {
  for (const moving of [inGent(house, (work) => moveDossier(work, 'nowhere', 'invite')), inGent(house, (work) => moveIfAllowed(work, 'nowhere', 'invite'))]) {
    await expect(moving).rejects.toMatchObject({ type: 'journey.unknown-dossier' });
  }
});

test('a refused move says which state does not allow which move', async () => {
  const { id } = await aDossier();
  await expect(inGent(house, (work) => moveDossier(work, id, 'activate'))).rejects.toMatchObject({
    type: 'journey.move-not-possible', data: { retry: 'never', issues: [{ in: 'body', name: 'dossier', detail: "state 'opened' does not allow 'activate'" }] },
  });
});

test('the history says who moved the dossier, why, when it happened and when it was written down', async () => {
  const { id } = await aDossier();
  const now = house.house.engine.clock.now('gent');
  await inGent(house, (work) => moveDossier(work, id, 'invite', { reason: 'message-sent', occurredAt: now - 60_000 }));
  await inGent(house, (work) => moveDossier(work, id, 'remind'));
  const [opened, invited, reminded] = await linesOf(id);
  expect(opened).toMatchObject({ move: 'open', fromState: null, state: 'opened', actor: 'official:an.claes', reason: 'expires-soon' });
  expect(invited).toMatchObject({ move: 'invite', fromState: 'opened', actor: 'official:an.claes', reason: 'message-sent', occurredAt: now - 60_000 });
  expect(invited?.recordedAt).toBeGreaterThanOrEqual(now);
  expect(reminded).toMatchObject({ move: 'remind', reason: null });
  expect(reminded?.occurredAt).toBe(reminded?.recordedAt);
});

test('the facts that change with a move change together with the state', async () => {
  const { id } = await aDossier();
  await inGent(house, (work) => moveDossier(work, id, 'request', { changes: { ground: 'disability' } }));
  expect(await house.house.engine.store.reader('gent').first(dossiers, { id })).toMatchObject({ state: 'requested', ground: 'disability' });
});

test('a dossier is found by the number of its card', async () => {
  const { id, cardNumber } = await aDossier();
  const found = await inGent(house, (work) => work.find(dossiers, { cardIndex: { in: work.blindIndexes('card', cardNumber) } }));
  expect(found).toEqual([expect.objectContaining({ id, cycle: 1, previous: null, personal: { cardNumber } })]);
});

test.each([
  ['unknown-dossier', 404, 'never'], ['move-not-possible', 409, 'never'], ['changed-meanwhile', 409, 'safe'],
] as const)('the refusal journey.%s says in a sentence what is wrong, and what may be done next', (name, code, retry) => {
  expect(journeyFailures[name]()).toMatchObject({ type: `journey.${name}`, code, data: { retry }, message: expect.stringMatching(/^[A-Z].+\.$/) });
});

test('each line says what stood after it, so that a figure of a past day does not change with the dossier', async () => {
  const { id } = await aDossier();
  await inGent(house, (work) => moveDossier(work, id, 'request', { changes: { ground: 'reduced-mobility' } }));
  await inGent(house, (work) => moveDossier(work, id, 'schedule', { changes: { deliverBy: 'bpost' } }));
  expect((await linesOf(id)).map(({ ground, deliverBy }) => [ground, deliverBy])).toEqual([['none', 'none'], ['reduced-mobility', 'none'], ['reduced-mobility', 'bpost']]);
});
