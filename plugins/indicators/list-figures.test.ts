import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import * as fc from 'fast-check';
import { dayOf } from '#services/belgium/brussels-time.ts';
import { history } from '#services/journey/dossier.store.ts';
import { moveDossier } from '#services/journey/move-dossier.ts';
import type { Caller } from '#services/kernel/caller.ts';
import { disorder } from '#tools/ten-years/draw-disorder.ts';
import { complaintOf, liveInDisorder } from '#tools/ten-years/live-in-disorder.ts';
import { askDays, askSql, prepareSql } from '#tools/ten-years/reckon-in-sql.ts';
import type { Reader } from '#services/kernel/tables.ts';
import { aCitizen } from '#tools/test-house/make-citizen.ts';
import { inGent } from '#tools/test-house/look-inside.ts';
import { as, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';
import { runJob } from '#tools/test-house/run-job.ts';
import { definitions } from './definitions.ts';
import type { Figure } from './indicators.contract.ts';
import { complaintFacts } from './indicators.store.ts';
import { isStanding } from './measures.contract.ts';
import { readTally } from './read-tallies.ts';
import { historyOf, reckonFigure, whyNever } from './reckon-figure.ts';

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
  expect(await the.call('indicators.verify', {}, as('administrator'))).toEqual({ checked: 1, waiting: 0, different: [], next: null });
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
  const rows = async (who: Caller) => (await the.call<{ csv: string }>('indicators.export', {}, who)).csv.split('\r\n').flatMap((line) => /;ambtenaar;([a-z.]+);/.exec(line)?.[1] ?? []);

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
  // No code of a program, and what stands beside a figure has no target.
  expect(csv).not.toMatch(/days|percent|production|disability|mobility|availability|deliver|ground|no-/);
  expect(csv).toMatch(/\nK3;[^\n]*;wat erbij hoort;wachten tot de kaart gemaakt is;[^;]*;dagen;;;;\d+;/);
});

test('a month that has not begun has no figures, and a clerk sees none', async () => {
  await expect(list({ month: '2030-01' })).rejects.toMatchObject({ type: 'indicators.month-not-begun', data: { issues: [{ name: 'month' }] } });
  await expect(the.call('indicators.list', {}, as('clerk'))).rejects.toMatchObject({ type: 'caller.scope-missing' });
});

describe('whatever happens, in whatever order it is heard of, however often, and wherever it breaks', () => {
  const ends = ['2026-02-27', '2026-02-28', '2026-03-29', '2026-05-30', '2026-10-25', '2026-12-31'];
  const slices = [{}, { ground: 'disability' }, { ground: 'limited-availability' }, { deliverBy: 'bpost' }, { official: 'els.peeters' }, { ground: 'reduced-mobility', official: 'tom.maes' }] as const;
  const rounded = ({ value, basis }: { readonly value: number | null; readonly basis: number }) => ({ value: value === null ? null : Math.round(value * 1e6) / 1e6, basis });

  test('what there was each day, and the figures made of it, are what plain SQL makes of the raw history', async () => {
    await fc.assert(fc.asyncProperty(disorder, fc.constantFrom(...slices), fc.constantFrom(...ends), async (drawn, slice, until) => {
      await liveInDisorder(the, drawn);
      const reader = the.house.engine.store.reader('gent');
      for (const [index, { filedAt, tone, judged }] of drawn.complaints.entries()) {
        const latest = Math.max(0, ...judged.map(({ after }) => after));
        const kept = await reader.first(complaintFacts, { complaint: complaintOf(index) });
        expect(kept?.filedAt).toBe(filedAt);
        expect(latest === 0 ? [tone] : judged.filter(({ after }) => after === latest).map((one) => one.tone)).toContain(kept?.tone);
      }
      expect(await the.call('indicators.verify', {}, administrator)).toEqual({ checked: drawn.lives.length, waiting: 0, different: [], next: null });

      const figures = await historyOf(reader);
      const begun = drawn.lives.map(([first]) => dayOf(first?.occurredAt ?? 0)).toSorted()[0] ?? '';
      expect(figures.begun).toBe(begun);
      const database = new DatabaseSync(join(the.dataDir, 'eid.sqlite'), { timeout: 10_000 });
      try {
        prepareSql(database, 'gent', [until]);
        for (const definition of definitions.filter((one) => whyNever(one, slice) === undefined)) {
          const period = { from: begun, until };
          for (const [name, measure] of [[definition.id, definition.measure], ...definition.beside.map((other) => [`${definition.id} ${other.id}`, other.measure] as const)] as const) {
            const tally = await readTally(figures.ask, { measure, grounds: definition.grounds, period, ...slice });
            const days = isStanding(measure) ? [...tally.standing(period)].map(([day, count]) => ({ day, value: 1, count })) : [...tally.perDay(period)].flatMap(([day, counts]) => [...counts].map(([value, count]) => ({ day, value, count })));
            const there = days.filter(({ count }) => count !== 0).toSorted((one, other) => one.day.localeCompare(other.day) || one.value - other.value);
            expect([name, there]).toEqual([name, askDays(database, name, slice).filter(({ day }) => begun <= day && day <= until)]);
          }
          // Before the first dossier there are no figures, also where somebody was at the counter then.
          const amount = (name: string) => askSql(database, name, slice).filter((one) => one.until >= begun).map(rounded)[0] ?? { value: null, basis: 0 };
          const { beside, ...figure } = await reckonFigure(figures, definition, until, slice);
          expect([definition.id, rounded(figure)]).toEqual([definition.id, amount(definition.id)]);
          for (const other of beside) expect([definition.id, other.id, rounded(other)]).toEqual([definition.id, other.id, amount(`${definition.id} ${other.id}`)]);
        }
      } finally {
        database.close();
      }
    }), { numRuns: 20 });
  });
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
