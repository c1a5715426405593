import { addDays } from '#services/belgium/day.ts';
import { dayOf } from '#services/belgium/brussels-time.ts';
import { openObserving } from '#services/observe/open-observing.ts';
import { gentThatTells, timesTold } from '#tools/test-house/gent-that-tells.ts';
import { authoriseEverybody } from '#tools/test-house/make-citizen.ts';
import { as, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';
import { runJob } from '#tools/test-house/run-job.ts';

/** What BiZa lets this municipality do: watched, written down day by day, and seen before it ends. The house begins on Tuesday 24 November 2026. */

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const [els, administrator] = [as('official'), as('administrator', 'ad.min')];
interface Figure { act: string; authorised: number; refused: number; unknown: number; share: number | null }
interface Availability { from: string; until: string; recordedSince: string | null; figures: Figure[]; months: { month: string; figures: Figure[] }[] }
interface Listed { authorisations: { holder: string; reference: string; act: string; standing: string }[]; agreements: { reference: string; standing: string }[] }

let t: TestHouse;
beforeEach(async () => {
  t = await openTestHouse({ house: { municipalities: [gentThatTells], observing: openObserving({ metrics: true, traces: undefined, node: 'node-1', log }) } });
  await authoriseEverybody(t);
});
afterEach(() => t.stop());

const today = () => dayOf(t.house.engine.clock.now('gent'));
const ask = () => t.call<{ checked: number; unanswered: number }>('authorisations.refresh', {}, administrator);
/** The night's job runs when a day begins; the first day of the house has begun. */
async function nights(count: number): Promise<void> {
  for (let night = 0; night < count; night += 1) await t.advance({ days: 1 });
}
const availability = () => t.call<Availability>('authorisations.availability', {}, els);
const bothOf = ({ figures }: Pick<Availability, 'figures'>) => figures.find(({ act }) => act === 'both');

test('each night is written down; weekends do not count, and today is not over yet', async () => {
  expect(await availability()).toMatchObject({ recordedSince: null, months: [] });
  await ask();
  await nights(8);
  const said = await availability();
  expect(said).toMatchObject({ from: '2026-09-02', until: '2026-12-01', recordedSince: '2026-11-24' });
  expect(bothOf(said)).toEqual({ act: 'both', authorised: 6, refused: 0, unknown: 0, share: 100 });
  expect(said.months.map(({ month, figures }) => [month, bothOf({ figures })?.authorised])).toEqual([['2026-12', 1], ['2026-11', 5]]);
  await t.house.metrics?.gather();
  expect(await t.house.metrics?.kept.registry.metrics()).toContain('eid_plugin_figure{municipality="gent",figure="authorisations.availability",of="both"} 1');
});

test('a figure of a plugin that cannot be read is left out, and the others are told', async () => {
  await ask();
  await nights(1);
  const { plugins } = t.house.engine;
  const own = plugins.get('authorisations');
  if (!(plugins instanceof Map) || !own) throw new Error('the plugins are not where they were');
  plugins.set('authorisations', { ...own, figures: { broken: async () => { throw new Error('broken'); }, ...own.figures } });
  await t.house.metrics?.gather();
  const told = (await t.house.metrics?.kept.registry.metrics() ?? '').split('\n').filter((line) => line.startsWith('eid_plugin_figure{'));
  expect(told).toHaveLength(3);
  expect(told.join()).not.toContain('broken');
});

test('a day on which the municipality lost its authorisation is not available; the act that stayed authorised is', async () => {
  await ask();
  await t.pull('biza', 'withdraw-authorisation', { holder: 'municipality', reference: '44021', act: 'capture-biometrics' });
  await nights(2);
  expect((await availability()).figures.map(({ act, authorised, refused }) => [act, authorised, refused])).toEqual([['capture-biometrics', 1, 1], ['activate-card', 2, 0], ['both', 1, 1]]);
});

test('a day on which BiZa did not answer is unknown, and so are days on which this house was off', async () => {
  await ask();
  await t.pull('biza', 'fault', { operation: 'authorisations', kind: 'down' });
  await nights(1);
  await t.pull('biza', 'fault', { operation: 'authorisations', kind: null });
  // From Wednesday on nobody was there until the next Monday.
  await t.advance({ days: 5 });
  await nights(1);
  expect(bothOf(await availability())).toEqual({ act: 'both', authorised: 2, refused: 0, unknown: 3, share: 40 });
});

test('the last word of a day counts, and no answer takes no word back', async () => {
  await ask();
  await t.pull('biza', 'fault', { operation: 'authorisations', kind: 'down' });
  const { checked, unanswered } = await ask();
  expect(unanswered).toBe(checked);
  await t.pull('biza', 'fault', { operation: 'authorisations', kind: null });
  await nights(1);
  await t.pull('biza', 'withdraw-authorisation', { holder: 'municipality', reference: '44021', act: 'activate-card' });
  await ask();
  await nights(1);
  expect(bothOf(await availability())).toMatchObject({ authorised: 1, refused: 1, unknown: 0 });
});

test('BiZa failing for one official holds up nobody else, and is asked again', async () => {
  await t.pull('biza', 'fault', { operation: 'authorisations', kind: 'down', times: 3 });
  await expect(runJob(t, 'authorisations', 'refresh')).rejects.toMatchObject({ type: 'authorisations.unverifiable' });
  const { authorisations } = await t.call<Listed>('authorisations.list', {}, els);
  expect([...new Set(authorisations.map(({ reference }) => reference))]).toEqual(expect.arrayContaining(['tom.maes', 'tablet-1']));
  await runJob(t, 'authorisations', 'refresh');
  expect((await t.call<Listed>('authorisations.list', {}, els)).authorisations).toHaveLength(8);
});

test('what ends within 60 days is told once, and each stands where it stands', async () => {
  for (const [reference, until] of [['els.peeters', 60], ['tom.maes', 61]] as const) {
    await t.pull('biza', 'withdraw-authorisation', { holder: 'official', reference, act: 'activate-card' });
    await t.pull('biza', 'put-authorisation', { holder: 'official', reference, act: 'activate-card', validFrom: '2026-02-02', validUntil: addDays(today(), until) });
  }
  await t.pull('biza', 'withdraw-authorisation', { holder: 'device', reference: 'tablet-1', act: 'capture-biometrics' });
  await t.call('authorisations.refresh', {}, administrator);
  await t.call('authorisations.refresh', {}, administrator);
  const { authorisations } = await t.call<Listed>('authorisations.list', {}, els);
  const standingOf = (reference: string, act: string) => authorisations.find((each) => each.reference === reference && each.act === act)?.standing;
  expect([standingOf('els.peeters', 'activate-card'), standingOf('tom.maes', 'activate-card'), standingOf('tablet-1', 'capture-biometrics')]).toEqual(['ends-soon', 'in-force', 'withdrawn']);
  expect(await timesTold(t, 'authorisations.expiring')).toBe(1);
});

test('the agreement with BiZa is written down, corrected under its reference, warned of once before it ends, and not when another one follows it', async () => {
  const agree = (reference: string, validFrom: string, validUntil: string) => t.call('authorisations.recordAgreement', { reference, validFrom, validUntil }, administrator);
  await expect(agree('BiZa 2024/17', '2026-01-01', '2025-12-31')).rejects.toMatchObject({ type: 'authorisations.ends-before-it-begins' });
  await expect(t.call('authorisations.recordAgreement', { reference: 'x', validFrom: '2026-01-01', validUntil: '2026-12-31' }, els)).rejects.toMatchObject({ type: 'caller.scope-missing' });
  await agree('BiZa 2024/17', '2024-01-01', '2026-12-30');
  await agree('BiZa 2024/17', '2024-01-01', '2026-12-31');
  expect((await t.call<Listed>('authorisations.list', {}, els)).agreements).toEqual([{ reference: 'BiZa 2024/17', validFrom: '2024-01-01', validUntil: '2026-12-31', standing: 'ends-soon' }]);
  await nights(2);
  expect(await timesTold(t, 'authorisations.agreementEnding')).toBe(1);
  await agree('BiZa 2026/04', '2027-01-01', '2029-12-31');
  await agree('BiZa 2024/17', '2024-01-01', '2027-01-10');
  await nights(1);
  expect(await timesTold(t, 'authorisations.agreementEnding')).toBe(1);
  expect((await t.call<Listed>('authorisations.list', {}, els)).agreements.map(({ standing }) => standing)).toEqual(['to-come', 'ends-soon']);
});

test('what BiZa grants for later takes nothing from what is in force, and what is followed without a day between does not end soon', async () => {
  const put = (validFrom: string, validUntil: string) => t.pull('biza', 'put-authorisation', { holder: 'municipality', reference: '44021', act: 'activate-card', validFrom, validUntil });
  await t.pull('biza', 'withdraw-authorisation', { holder: 'municipality', reference: '44021', act: 'activate-card' });
  await put('2026-01-01', addDays(today(), 10));
  await put(addDays(today(), 12), addDays(today(), 400));
  const demand = () => t.call('authorisations.demand', { act: 'activate-card', person: { holder: 'official', reference: 'els.peeters' }, device: 'tablet-1' }, administrator);
  const listed = async () => (await t.call<Listed>('authorisations.list', {}, els)).authorisations.find(({ holder, act }) => holder === 'municipality' && act === 'activate-card')?.standing;
  expect([await demand(), await listed()]).toEqual([{ validUntil: addDays(today(), 10) }, 'ends-soon']);
  await put(addDays(today(), 11), addDays(today(), 11));
  expect([await demand(), await listed()]).toEqual([{ validUntil: addDays(today(), 400) }, 'in-force']);
  await ask();
  await nights(1);
  expect((await availability()).figures.map(({ act, authorised }) => [act, authorised])).toEqual([['capture-biometrics', 1], ['activate-card', 1], ['both', 1]]);
});

test('an agreement with BiZa that ends is told of, also when the next one begins only some days later', async () => {
  const agree = (reference: string, validFrom: string, validUntil: string) => t.call('authorisations.recordAgreement', { reference, validFrom, validUntil }, administrator);
  await agree('BiZa 2024/17', '2024-01-01', addDays(today(), 30));
  await agree('BiZa 2026/04', addDays(today(), 33), addDays(today(), 1_000));
  await ask();
  expect(await timesTold(t, 'authorisations.agreementEnding')).toBe(1);
});
