import { answers } from '#services/idempotency/answers.store.ts';
import { emptiedAbout } from '#services/outbox/outbox.retention.ts';
import { inbox, items, lanes } from '#services/outbox/outbox.store.ts';
import { inGent } from '#tools/test-house/look-inside.ts';
import { openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';
import { runJob } from '#tools/test-house/run-job.ts';
import { aScheduledVisit } from '#tools/test-house/schedule-visit.ts';

/** Terms that are counted by real time, whatever business time is. */

const dayMs = 24 * 3_600_000;
const began = performance.now();
const start = Date.parse('2026-11-24T09:00:00+01:00');
/** Real time of this house: it does not go with business time. */
let realOffset = 0;
let t: TestHouse;
beforeAll(async () => { t = await openTestHouse({ house: { realNow: () => start + realOffset + Math.round(performance.now() - began) } }); });
afterAll(() => t.stop());

const reader = () => t.house.engine.store.reader('gent');
const keepTerms = () => runJob(t, 'retention', 'keep-terms');
const businessTo = async (instant: number) => { await t.house.engine.clock.advance('gent', Math.max(0, instant - t.house.engine.clock.now('gent'))); };

/** Moves real time; business time goes with it. */
function realTo(instant: number): void {
  realOffset += Math.max(0, instant - t.house.engine.realNow());
}

test('what was sent loses its content a month after by real time, and its dossier still shows that it was sent', async () => {
  const { dossier } = await aScheduledVisit(t);
  await t.idle();
  const sent = await reader().find(items, { dossier, kind: 'effect', state: 'done' }, { by: [['settledAt', 'asc']] });
  const [first, last] = [sent[0]?.settledAt ?? 0, sent.at(-1)?.settledAt ?? 0];
  const content = async () => (await reader().find(items, { dossier, kind: 'effect', about: { not: emptiedAbout } })).length;
  expect(sent.length).toBeGreaterThan(0);
  realTo(first + 29 * dayMs);
  await keepTerms();
  expect(await content()).toBe(sent.length);
  realTo(last + 30 * dayMs);
  await keepTerms();
  expect(await content()).toBe(0);
  expect(await reader().find(items, { dossier, kind: 'effect', state: 'done' }).then((rows) => rows.map(({ payload, output }) => ({ payload, output })))).toEqual(sent.map(() => ({ payload: {}, output: null })));
  expect(await reader().count(items, { dossier, kind: 'event' })).toBe(0);
  const { effects } = await t.call<{ effects: unknown[] }>('journey.show', { dossier }, { kind: 'official', actor: 'official:an.claes', municipality: 'gent', scopes: ['journey:read'] });
  expect(effects.length).toBeGreaterThanOrEqual(sent.length);
  // The queues of what went are gone too; those of what stays are not, and they still know their last place.
  const known = new Set((await reader().find(items, {})).map(({ lane }) => lane));
  expect((await reader().find(lanes, {})).map(({ lane }) => lane).filter((lane) => !known.has(lane))).toEqual([]);
});

test('what a person took from the exception list loses its content after three months by real time, and stands in its dossier still', async () => {
  const { dossier } = await aScheduledVisit(t);
  await t.idle();
  const item = await reader().first(items, { dossier, kind: 'effect' });
  const settledAt = t.house.engine.realNow();
  await inGent(t, (work) => work.update(items, { id: item?.id ?? '' }, { state: 'skipped', settledAt }));
  const skipped = async () => (await reader().find(items, { dossier, state: 'skipped' })).map(({ payload }) => payload);
  realTo(settledAt + 89 * dayMs);
  await keepTerms();
  expect(await skipped()).toEqual([item?.payload]);
  realTo(settledAt + 90 * dayMs);
  await keepTerms();
  expect(await skipped()).toEqual([{}]);
});

test('marks of messages and kept answers go at their limit by real time, whatever business time is', async () => {
  const at = t.house.engine.realNow();
  await inGent(t, async (work) => {
    await work.insert(inbox, { source: 'payment.status', messageId: 'm-1', at });
    await work.insert(answers, { id: 'v1:a', action: 'request.submit', request: 'v1:r', state: 'answered', begunAt: at, answer: {} });
  });
  const left = async () => [await reader().count(inbox, { messageId: 'm-1' }), await reader().count(answers, { id: 'v1:a' })];
  await businessTo(t.house.engine.clock.now('gent') + 500 * dayMs);
  await keepTerms();
  expect(await left()).toEqual([1, 1]);
  realTo(at + 2 * dayMs);
  await keepTerms();
  expect(await left()).toEqual([1, 1]);
  realTo(at + 3 * dayMs);
  await keepTerms();
  expect(await left()).toEqual([1, 0]);
  realTo(at + 399 * dayMs);
  await keepTerms();
  expect(await left()).toEqual([1, 0]);
  realTo(at + 400 * dayMs);
  await keepTerms();
  expect(await left()).toEqual([0, 0]);
});
