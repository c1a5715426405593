import { history } from '#services/journey/dossier.store.ts';
import { moveDossier } from '#services/journey/move-dossier.ts';
import type { Caller } from '#services/kernel/caller.ts';
import type { Reader } from '#services/kernel/tables.ts';
import { aCitizen } from '#tools/test-house/make-citizen.ts';
import { inGent } from '#tools/test-house/look-inside.ts';
import { as, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';
import { runJob } from '#tools/test-house/run-job.ts';
import { definitions } from './definitions.ts';
import type { Figure } from './indicators.contract.ts';
import { historyOf, reckonFigure } from './reckon-figure.ts';

const official = as('official');
let the: TestHouse;
beforeAll(async () => { the = await openTestHouse(); });
afterAll(() => the.stop());

const list = async (asked: object = {}) => (await the.call<{ asOf: string; indicators: Figure[] }>('indicators.list', asked, official)).indicators;
const figure = async (id: string, asked: object = {}) => (await list(asked)).find(({ indicator }) => indicator === id);

test('before there is any dossier every figure is empty and says why, and none is 0', async () => {
  for (const { value, met, basis, empty } of await list()) expect([value, met, basis, empty]).toEqual([null, null, 0, 'no-history']);
});

test('a citizen who asks eight days after the invitation is in the figures on the day after', async () => {
  const { insz } = await aCitizen(the);
  const { dossier } = await the.call<{ dossier: string }>('request.openFor', { insz, why: 'citizen-called' }, as('clerk'));
  await inGent(the, (work) => moveDossier(work, dossier, 'invite'));
  await the.advance({ days: 8 });
  await inGent(the, (work) => moveDossier(work, dossier, 'request', { changes: { ground: 'reduced-mobility' } }));
  await the.idle();
  expect(await figure('K1')).toMatchObject({ value: null, empty: 'no-dossiers' });
  await the.advance({ days: 1 });
  expect(await figure('K1')).toMatchObject({ value: 8, target: 5, met: false, basis: 1, empty: null, from: '2026-09-03', until: '2026-12-02' });
  expect(await figure('K6')).toMatchObject({ value: null, met: null, empty: 'no-complaints', trend: expect.not.arrayContaining([expect.objectContaining({ value: 0 })]) });
  expect(await figure('K1', { ground: 'disability' })).toMatchObject({ value: null, empty: 'no-dossiers' });
  expect(await figure('K5', { ground: 'disability' })).toMatchObject({ value: null, empty: 'not-its-group' });
  expect(await figure('K1', { official: 'els.peeters' })).toMatchObject({ value: null, empty: 'not-divided-so' });
  expect(await the.call('indicators.dossiers', { indicator: 'K1' }, official)).toEqual({ from: '2026-09-03', until: '2026-12-02', total: 1, dossiers: [{ dossier, value: 8, day: '2026-12-02', state: 'requested' }] });
  expect(await the.call('indicators.verify', {}, as('administrator'))).toEqual({ checked: 1, waiting: 0, different: [] });
});

const administrator = as('administrator');
const behind = async (indicator: string) => (await the.call<{ dossiers: { dossier: string; value: number }[] }>('indicators.dossiers', { indicator }, official)).dossiers;
async function aDossier(): Promise<{ dossier: string; insz: string; cardNumber: string }> {
  const citizen = await aCitizen(the);
  return { ...citizen, ...await the.call<{ dossier: string }>('request.openFor', { insz: citizen.insz, why: 'citizen-called' }, as('clerk')) };
}
const now = () => the.house.engine.clock.now('gent');

test('a complaint counts by its latest judgement, in whatever order judgements are heard of, on the day on which it came in', async () => {
  const { dossier } = await aDossier();
  await inGent(the, (work) => moveDossier(work, dossier, 'request', { changes: { ground: 'limited-availability' } }));
  const complaint = the.house.engine.newId();
  const [filedAt, at] = [now(), now() + 60_000];
  await inGent(the, (work) => work.publish('complaints.judged', { complaint, dossier, tone: 'negative', at: at + 2 }));
  await the.idle();
  await inGent(the, (work) => work.publish('complaints.filed', { complaint, dossier, tone: 'positive', at: filedAt }));
  await inGent(the, (work) => work.publish('complaints.judged', { complaint, dossier, tone: 'neutral', at: at + 1 }));
  await the.advance({ days: 1 });
  expect(await behind('K6')).toMatchObject([{ dossier }]);
  await inGent(the, (work) => work.publish('complaints.judged', { complaint, dossier, tone: 'neutral', at: at + 3 }));
  await the.idle();
  expect(await behind('K6')).toEqual([]);
  // Somebody writes down what people say, lately and long ago, and none of it was a complaint.
  await inGent(the, (work) => work.publish('complaints.filed', { complaint: the.house.engine.newId(), dossier, tone: 'positive', at: filedAt - 400 * 86_400_000 }));
  await the.idle();
  expect(await figure('K6')).toMatchObject({ value: 0, met: true, empty: null });
  const before = await the.call<{ indicators: Figure[] }>('indicators.list', { month: '2026-11' }, official);
  expect(before.indicators.find(({ indicator }) => indicator === 'K6')).toMatchObject({ value: null, empty: 'no-complaints' });
});

test('who was referred to the counter and renewed there counts among those who renewed', async () => {
  const { dossier, cardNumber } = await aDossier();
  await inGent(the, (work) => moveDossier(work, dossier, 'request', { changes: { ground: 'disability' } }));
  await the.call('request.refer', { dossier, reason: 'citizen-asked' }, as('clerk'));
  await the.pull('eid-tool', 'renew-at-counter', { cardNumber });
  await the.call('invitation.checkExpiry', {}, administrator);
  await the.advance({ days: 1 });
  expect(await behind('K7')).toEqual([expect.objectContaining({ dossier, value: 0, state: 'referred-to-counter' })]);
  expect(await figure('K7')).toMatchObject({ value: 0, basis: 1, met: false, beside: [{ id: 'delivered-at-home', value: 0, basis: 1 }] });
});

test('history that was imported, and what happened while nobody listened, is counted by night, once', async () => {
  const dossier = the.house.engine.newId();
  const line = { dossier, actor: 'import', recordedAt: now() };
  await inGent(the, async (work) => {
    await work.insert(history, { ...line, sequence: 1, move: 'open', state: 'opened', occurredAt: now() - 40 * 86_400_000, ground: 'disability', deliverBy: 'none' });
    await work.insert(history, { ...line, sequence: 2, move: 'invite', fromState: 'opened', state: 'invited', occurredAt: now() - 35 * 86_400_000, ground: 'disability', deliverBy: 'none' });
    await work.insert(history, { ...line, sequence: 3, move: 'request', fromState: 'invited', state: 'requested', occurredAt: now() - 5 * 86_400_000, ground: 'disability', deliverBy: 'none' });
  });
  expect(await the.call('indicators.verify', {}, administrator)).toMatchObject({ waiting: 1, different: [] });
  await runJob(the, 'indicators', 'catch-up');
  await runJob(the, 'indicators', 'catch-up');
  expect((await behind('K1')).filter((found) => found.dossier === dossier)).toMatchObject([{ value: 30, state: 'unknown' }]);
  expect(await the.call('indicators.verify', {}, administrator)).toMatchObject({ waiting: 0, different: [] });
});

describe('whose figures', () => {
  const [els, head, council] = [official, as('head-of-service', 'lies.maes'), as('council', 'bo.burgemeester')];
  const officials = async (who: Caller) => (await the.call<{ officials: string[] }>('indicators.officials', {}, who)).officials;
  const parts = async (who: Caller) => (await the.call<{ slices: { by: string; of: string; basis: number }[] }>('indicators.show', { indicator: 'K2' }, who)).slices.filter(({ by }) => by === 'official');
  const rows = async (who: Caller) => (await the.call<{ csv: string }>('indicators.export', {}, who)).csv.split('\r\n').flatMap((line) => /;official;([a-z.]+);/.exec(line)?.[1] ?? []);

  beforeAll(async () => {
    for (const [days, who] of [[9, 'els.peeters'], [4, 'an.claes']] as const) {
      const line = { dossier: the.house.engine.newId(), recordedAt: now(), ground: 'disability', deliverBy: 'none' } as const;
      const at = (ago: number) => now() - ago * 86_400_000;
      await inGent(the, async (work) => {
        await work.insert(history, { ...line, sequence: 1, move: 'open', actor: 'import', state: 'opened', occurredAt: at(30) });
        await work.insert(history, { ...line, sequence: 2, move: 'request', actor: 'import', fromState: 'opened', state: 'requested', occurredAt: at(10) });
        await work.insert(history, { ...line, sequence: 3, move: 'capture', actor: `official:${who}`, fromState: 'requested', state: 'captured', occurredAt: at(10 - days) });
      });
    }
    await runJob(the, 'indicators', 'catch-up');
  });

  test('an official sees the own beside those of the municipality, the head of the service those of every official', async () => {
    expect([await officials(els), await officials(head)]).toEqual([['els.peeters'], ['an.claes', 'els.peeters']]);
    expect((await parts(els)).map(({ of }) => of)).toEqual(['els.peeters']);
    expect((await parts(head)).map(({ of, basis }) => [of, basis])).toEqual([['an.claes', 1], ['els.peeters', 1]]);
    expect([new Set(await rows(els)), new Set(await rows(head))]).toEqual([new Set(['els.peeters']), new Set(['an.claes', 'els.peeters'])]);
    expect((await figure('K2', { official: 'els.peeters' }))?.value).toBe(9);
    expect((await the.call<{ value: number }>('indicators.show', { indicator: 'K2', official: 'an.claes' }, head)).value).toBe(4);
  });

  test.each(['list', 'show', 'dossiers'])('nobody else asks for those of one official (%s)', async (action) => {
    for (const who of [els, administrator]) {
      await expect(the.call(`indicators.${action}`, { ...(action !== 'list' && { indicator: 'K2' }), official: 'an.claes' }, who)).rejects.toMatchObject({ type: 'indicators.of-a-colleague', code: 403, data: { issues: [{ name: 'official' }] } });
    }
  });

  test('a councillor sees the figures of the municipality, and neither officials nor dossiers', async () => {
    expect((await the.call<{ indicators: Figure[] }>('indicators.list', {}, council)).indicators).toEqual(await list());
    expect([await officials(council), await parts(council), await rows(council)]).toEqual([[], [], []]);
    expect(await the.call('authorisations.availability', {}, council)).toHaveProperty('figures');
    for (const [action, input] of [['indicators.dossiers', { indicator: 'K2' }], ['journey.list', {}], ['authorisations.list', {}]] as const) await expect(the.call(action, input, council)).rejects.toMatchObject({ type: 'caller.scope-missing' });
  });

  test('a program of the name of an official is not that official', async () => {
    await expect(the.call('indicators.list', { official: 'els.peeters' }, { ...els, kind: 'system' })).rejects.toMatchObject({ type: 'indicators.of-a-colleague' });
  });
});

test('the table of all figures has each of them in the words of the founding document', async () => {
  const { fileName, csv } = await the.call<{ fileName: string; csv: string }>('indicators.export', {}, official);
  expect(fileName).toMatch(/^indicatoren-gent-\d{4}-\d\d-\d\d\.csv$/);
  for (const { id, source } of definitions) expect(csv).toContain(`\n${id};${source};`);
});

test('a month that has not begun has no figures, and a clerk sees none', async () => {
  await expect(list({ month: '2030-01' })).rejects.toMatchObject({ type: 'indicators.month-not-begun', data: { issues: [{ name: 'month' }] } });
  await expect(the.call('indicators.list', {}, as('clerk'))).rejects.toMatchObject({ type: 'caller.scope-missing' });
});

test('all figures and their parts ask the database some questions at once, and are what each is by itself', async () => {
  const reader = the.house.engine.store.reader('gent');
  let asked = 0;
  const counting: Reader = { ...readerOf(reader), find: (...question) => { asked += 1; return reader.find(...question); } };
  const [history, until] = [await historyOf(counting), '2026-12-15'];
  const slices = definitions.flatMap(({ grounds = [] }) => [{}, ...grounds.map((ground) => ({ ground })), { deliverBy: 'bpost' as const }, { official: 'els.peeters' }, { official: 'an.claes' }]);
  const wanted = definitions.flatMap((definition) => slices.map((slice) => ({ definition, slice })));
  const together = await Promise.all(wanted.map(({ definition, slice }) => reckonFigure(history, definition, until, slice)));
  const oftenTogether = asked;
  const apart: Figure[] = [];
  for (const { definition, slice } of wanted) apart.push(await reckonFigure(await historyOf(counting), definition, until, slice));
  expect(together).toEqual(apart);
  expect([oftenTogether < 40, asked - oftenTogether > 400]).toEqual([true, true]);
});

const readerOf = (reader: Reader): Reader => ({ find: (...question) => reader.find(...question), first: (...question) => reader.first(...question), count: (...question) => reader.count(...question), countBy: (...question) => reader.countBy(...question) });
