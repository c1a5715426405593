import * as fc from 'fast-check';
import { instantOf } from '#services/belgium/brussels-time.ts';
import type { HistoryLine } from '#services/journey/dossier.store.ts';
import { journey, specOf, type State } from '#services/journey/journey.states.ts';
import { dossierView } from '#services/journey/journey.contract.ts';
import type { Grain, Measured } from './indicators.store.ts';
import { measureDossier, type Facts } from './measure-dossier.ts';
import { cellsOf, changedCounts, changesOf } from './tally.ts';

const own = { ground: null, deliverBy: null };
const nothing: Facts = { negativeComplaints: [], counterRenewals: [] };
type Told = readonly [move: string, day: string, more?: Partial<HistoryLine>];

/** Lines of one dossier, each at noon unless it says a time; who says nothing says `disability`. */
function told(...steps: readonly Told[]): HistoryLine[] {
  let state: State = journey.initial;
  return steps.map(([move, moment, more], index) => {
    const fromState = index === 0 ? null : state;
    state = index === 0 ? journey.initial : dossierView.shape.state.catch(state).parse(specOf(state).on[move]);
    const [day = '', time = '12:00'] = moment.split(' ');
    const at = instantOf(day, time);
    return { dossier: 'd', sequence: index + 1, move, fromState, state, occurredAt: at, recordedAt: at, actor: 'official:els.peeters', reason: null, ground: 'disability', deliverBy: 'none', ...more };
  });
}
const measure = (lines: HistoryLine[], name: string, facts = nothing) => measureDossier(lines, own, facts).filter((row) => row.measure === name);
const upToRequest: readonly Told[] = [['open', '2026-03-01'], ['invite', '2026-03-02'], ['request', '2026-03-10']];
const upToOrder: readonly Told[] = [...upToRequest, ['schedule', '2026-03-10'], ['identify', '2026-03-20'], ['capture', '2026-03-20'], ['verify', '2026-03-20'], ['order', '2026-03-20']];
const upToDelivery: readonly Told[] = [...upToOrder, ['receive-card', '2026-04-07'], ['plan-delivery', '2026-04-07'], ['start-delivery', '2026-04-10'], ['activate', '2026-04-10']];

test('days are days of the calendar in Belgium, whichever night the clock is put in', () => {
  // The night of 28 to 29 March has 23 hours, that of 24 to 25 October 25.
  for (const [invited, requested, days] of [['2026-03-28 23:59', '2026-03-29 00:01', 1], ['2026-03-28 12:00', '2026-03-30 11:00', 2], ['2026-10-24 23:30', '2026-10-25 23:30', 1], ['2026-10-25 00:00', '2026-10-25 23:59', 0]] as const) {
    expect(measure(told(['open', '2026-03-01'], ['invite', invited], ['request', requested]), 'invited-requested')).toMatchObject([{ value: days, day: requested.slice(0, 10) }]);
  }
});

test('who asked without having been told took no days from the telling', () => {
  expect(measure(told(['open', '2026-03-01'], ['request', '2026-03-10']), 'invited-requested')).toEqual([]);
});

test('a request that reaches us late, and was made before the citizen was told, took no days', () => {
  expect(measure(told(['open', '2026-03-01'], ['invite', '2026-03-05'], ['request', '2026-03-03']), 'invited-requested')).toMatchObject([{ value: 0 }]);
});

test('biometrics that BiZa rejects do not count; those that held are of the official who took them', () => {
  const lines = told(...upToRequest, ['schedule', '2026-03-10'], ['identify', '2026-03-12'], ['capture', '2026-03-12'], ['reject-biometrics', '2026-03-13'], ['capture', '2026-03-19', { actor: 'official:tom.maes' }]);
  expect(measure(lines, 'requested-captured')).toMatchObject([{ value: 9, day: '2026-03-19', official: 'tom.maes' }]);
  expect(measure(lines.slice(0, 7), 'requested-captured')).toEqual([]);
});

test('the wait for production stands apart, and what is left is what the service took itself', () => {
  const lines = told(...upToDelivery);
  expect([measure(lines, 'captured-delivered'), measure(lines, 'captured-delivered.production'), measure(lines, 'captured-delivered.rest')]).toMatchObject([[{ value: 21 }], [{ value: 18 }], [{ value: 3 }]]);
});

test('of a card that got lost both waits count, and not the days between', () => {
  const lines = told(...upToOrder, ['lose-card', '2026-03-25'], ['order', '2026-03-30'], ['receive-card', '2026-04-02'], ['plan-delivery', '2026-04-02'], ['start-delivery', '2026-04-10'], ['activate', '2026-04-10']);
  expect(measure(lines, 'captured-delivered.production')).toMatchObject([{ value: 8 }]);
});

test('a card that got lost at the town hall was made all the same, and once', () => {
  const lines = told(...upToOrder, ['receive-card', '2026-03-30'], ['lose-card', '2026-04-05'], ['order', '2026-04-06'], ['receive-card', '2026-04-09'], ['plan-delivery', '2026-04-09'], ['start-delivery', '2026-04-10'], ['activate', '2026-04-10']);
  expect(measure(lines, 'captured-delivered.production')).toMatchObject([{ value: 13 }]);
});

test('a card that was received by mistake was not made yet: the wait goes on until it is received for good', () => {
  const lines = told(...upToOrder, ['receive-card', '2026-03-25'], ['take-back-receipt', '2026-03-25'], ['receive-card', '2026-04-07'], ['plan-delivery', '2026-04-07'], ['start-delivery', '2026-04-10'], ['activate', '2026-04-10']);
  expect(measure(lines, 'captured-delivered.production')).toMatchObject([{ value: 18 }]);
});

test('what a later line says of an earlier day holds against what was said before of the days after it', () => {
  const lines = told(['open', '2026-03-01', { ground: 'limited-availability', deliverBy: 'none' }], ['request', '2026-03-20', { ground: 'limited-availability', deliverBy: 'official' }], ['schedule', '2026-03-10', { ground: 'limited-availability', deliverBy: 'bpost' }]);
  expect(measure(lines, 'pending').map(({ day, until, deliverBy }) => [day, until, deliverBy])).toEqual([['2026-03-01', '2026-03-10', 'none'], ['2026-03-10', '9999-12-31', 'bpost']]);
});

test.each([['2026-03-01', '2026-05-02'], ['2025-12-31', '2026-03-01'], ['2025-12-30', '2026-03-01'], ['2024-12-31', '2025-03-01'], ['2023-12-31', '2024-03-01'], ['2026-08-31', '2026-11-01']])('a dossier opened on %s runs for more than two months on %s', (opened, day) => {
  expect(measure(told(['open', opened]), 'running')).toMatchObject([{ day, until: '9999-12-31' }]);
});

test('it runs until it ends, also when that was told late, and one that ends in time never ran long', () => {
  expect(measure(told(['open', '2026-03-01'], ['invite', '2026-06-20'], ['renew-at-counter', '2026-06-10']), 'running')).toMatchObject([{ day: '2026-05-02', until: '2026-06-10' }]);
  expect(measure(told(['open', '2026-03-01'], ['lapse', '2026-05-02']), 'running')).toEqual([]);
});

test('whoever comes into a group counts from that day, and the nights before stay as they were', () => {
  const lines = told(['open', '2026-03-01', { ground: 'none' }], ['request', '2026-06-10', { ground: 'limited-availability' }], ['lose-moment', '2026-06-12', { ground: 'limited-availability' }], ['request', '2026-06-15', { ground: 'reduced-mobility' }]);
  expect(measure(lines, 'pending')).toMatchObject([{ day: '2026-06-10', until: '2026-06-15' }]);
  expect(measure(lines, 'running')).toMatchObject([{ day: '2026-06-15', ground: 'reduced-mobility' }]);
  expect(measure(lines, 'running.requested')).toMatchObject([{ day: '2026-08-11', begun: '2026-06-10' }]);
});

test('of a line that an earlier release wrote the dossier says what stood', () => {
  const lines = told(...upToRequest).map((line) => ({ ...line, ground: null, deliverBy: null }));
  expect(measureDossier(lines, { ground: 'reduced-mobility', deliverBy: null }, nothing)).toMatchObject([{ measure: 'invited-requested', ground: 'reduced-mobility', value: 8 }, { measure: 'running' }, { measure: 'running.requested' }]);
});

test('who was visited and then went to the counter used the service; who only went to the counter did not; delivered at home stays so', () => {
  const at = instantOf('2026-05-01', '10:00');
  const renewed = (lines: HistoryLine[], counterRenewals: number[] = []) => measure(lines, 'renewed', { ...nothing, counterRenewals });
  expect(renewed(told(...upToOrder.slice(0, 6), ['renew-at-counter', '2026-04-01']))).toMatchObject([{ value: 1, day: '2026-04-01' }]);
  expect(renewed(told(...upToRequest, ['refer', '2026-03-11']), [at])).toMatchObject([{ value: 0, day: '2026-05-01' }]);
  expect(renewed(told(...upToDelivery), [at])).toMatchObject([{ value: 2, day: '2026-04-10' }]);
  expect(renewed(told(...upToRequest, ['withdraw', '2026-03-11']))).toEqual([]);
});

test('a hand-over by bpost counts from the request, and one by an official does not', () => {
  expect(measure(told(...upToDelivery).map((line) => ({ ...line, deliverBy: 'bpost' as const })), 'requested-delivered')).toMatchObject([{ value: 31, official: 'none' }]);
  expect(measure(told(...upToDelivery), 'requested-delivered')).toEqual([]);
});

test('a complaint counts for the ground of its day only', () => {
  const lines = told(['open', '2026-03-01', { ground: 'none' }], ['request', '2026-03-10', { ground: 'limited-availability' }]);
  const facts = { ...nothing, negativeComplaints: [instantOf('2026-03-05', '12:00'), instantOf('2026-03-10', '23:59'), instantOf('2026-03-10', '23:59')] };
  expect(measure(lines, 'complained', facts)).toMatchObject([{ day: '2026-03-10', part: 1 }, { day: '2026-03-10', part: 2 }]);
});

test.each(['els.peeters', 'any', 'none'])('what an official who is called %s did counts once among all', (name) => {
  const [row] = measure(told(...upToRequest, ['schedule', '2026-03-10'], ['identify', '2026-03-12'], ['capture', '2026-03-12', { actor: `official:${name}` }]), 'requested-captured');
  if (!row) throw new Error('not measured');
  const cells = cellsOf(row, { day: row.day, value: row.value, by: 1 }).map((cell) => JSON.stringify(cell));
  expect(new Set(cells).size).toBe(cells.length);
});

/** Any walk along the table, at any times, with grounds and deliverers that change, and facts. */
const walk = fc.array(fc.record({ pick: fc.nat(), minutes: fc.integer({ min: -20_000, max: 200_000 }), ground: fc.constantFrom('none', 'disability', 'reduced-mobility', 'limited-availability', null), deliverBy: fc.constantFrom('none', 'official', 'bpost', null), who: fc.constantFrom('official:a', 'official:b', 'citizen') }), { minLength: 1, maxLength: 25 })
  .map((steps) => {
    let [state, at] = [journey.initial as State, instantOf('2025-09-01', '08:00')];
    const lines: HistoryLine[] = [];
    for (const [index, { pick, minutes, ground, deliverBy, who }] of steps.entries()) {
      const moves = Object.keys(specOf(state).on);
      if (index > 0 && moves.length === 0) break;
      const move = index === 0 ? 'open' : moves[pick % moves.length] ?? '';
      const fromState = index === 0 ? null : state;
      if (index > 0) state = dossierView.shape.state.parse(specOf(state).on[move]);
      at += minutes * 60_000;
      lines.push({ dossier: 'd', sequence: index + 1, move, fromState, state, occurredAt: at, recordedAt: at, actor: who, reason: null, ground, deliverBy });
    }
    return lines;
  });

/** The tallies as they would be kept: each change brought in, one after the other. */
function tallied(into: Map<string, string>, rows: readonly Measured[], by: 1 | -1): void {
  for (const row of rows) for (const change of changesOf(row, by)) for (const cell of cellsOf(row, change)) {
    const key = JSON.stringify(cell);
    const counts = changedCounts(cell.grain satisfies Grain, into.get(key), [change]);
    if (counts === '{}') into.delete(key); else into.set(key, counts);
  }
}

test('counted step by step, in any disorder and more than once, the tallies are those of the whole history', () => {
  const instants = fc.array(fc.integer({ min: instantOf('2025-09-01', '00:00'), max: instantOf('2026-12-31', '00:00') }), { maxLength: 3 });
  fc.assert(fc.property(walk, fc.array(fc.nat({ max: 25 }), { maxLength: 40 }), instants, instants, fc.constantFrom(null, 'disability' as const), (lines, looks, complaints, renewals, ground) => {
    const [tallies, now] = [new Map<string, string>(), { ground, deliverBy: null }];
    let kept: Measured[] = [];
    // Looks at the history as far as it was then: a later look may come before, an event may come twice, facts may come last.
    for (const [index, look] of [...looks, lines.length].entries()) {
      const facts: Facts = { negativeComplaints: complaints.slice(0, index), counterRenewals: index === looks.length ? renewals : renewals.slice(0, index) };
      const next = measureDossier(lines.slice(0, look), now, index === looks.length ? { negativeComplaints: complaints, counterRenewals: renewals } : facts);
      tallied(tallies, kept, -1);
      tallied(tallies, next, 1);
      kept = next;
    }
    const whole = new Map<string, string>();
    tallied(whole, measureDossier(lines, now, { negativeComplaints: complaints, counterRenewals: renewals }), 1);
    expect(tallies).toEqual(whole);
    // No dossier stands twice on one night.
    for (const name of ['running', 'running.requested', 'pending']) {
      const stood = kept.filter((row) => row.measure === name).toSorted((a, b) => (a.day < b.day ? -1 : 1));
      stood.slice(1).forEach((row, index) => { expect(row.day >= (stood[index]?.until ?? '')).toBe(true); });
    }
  }), { numRuns: 300 });
});
