import { calls, messages } from '#plugins/communication/communication.store.ts';
import { requests } from '#plugins/request/request.store.ts';
import { auditEntries } from '#services/audit/audit.store.ts';
import { dayOf, instantOf } from '#services/belgium/brussels-time.ts';
import { addDays } from '#services/belgium/day.ts';
import { jobRuns } from '#services/jobs/jobs.store.ts';
import { dossiers, history, personNumbers, persons } from '#services/journey/dossier.store.ts';
import { dossierClass } from '#services/journey/journey.retention.ts';
import { moveDossier } from '#services/journey/move-dossier.ts';
import type { RetentionClass } from '#services/kernel/retention.ts';
import type { Kind, Table } from '#services/kernel/table.ts';
import { items } from '#services/outbox/outbox.store.ts';
import { aClosedDossier } from '#tools/test-house/close-dossier.ts';
import { inGent } from '#tools/test-house/look-inside.ts';
import { authoriseEverybody } from '#tools/test-house/make-citizen.ts';
import { openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';
import { runJob } from '#tools/test-house/run-job.ts';
import { aScheduledVisit } from '#tools/test-house/schedule-visit.ts';
import { busyAmong, dossierColumn } from './sweep-ended-dossiers.ts';
import { daysOf, endsWithDossier } from './terms.ts';

const dayMs = 24 * 3_600_000;
const began = performance.now();
const start = Date.parse('2026-11-24T09:00:00+01:00');
let t: TestHouse;
let closed: string;
let withdrawn: string;
let open: string;
let classes: readonly RetentionClass[];

const reader = () => t.house.engine.store.reader('gent');
const keepTerms = () => runJob(t, 'retention', 'keep-terms');
const businessTo = async (instant: number) => { await t.house.engine.clock.advance('gent', Math.max(0, instant - t.house.engine.clock.now('gent'))); };
const endOf = async (dossier: string) => (await reader().first(dossiers, { id: dossier }))?.stateSince ?? 0;

beforeAll(async () => {
  t = await openTestHouse({ house: { realNow: () => start + Math.round(performance.now() - began) } });
  classes = t.house.plugins.flatMap((plugin) => plugin.retention ?? []);
  await authoriseEverybody(t);
  closed = (await aClosedDossier(t, { email: 'gesloten@example.org' })).dossier;
  withdrawn = (await aScheduledVisit(t)).dossier;
  await inGent(t, (work) => moveDossier(work, withdrawn, 'withdraw', { reason: 'no-longer-wanted' }));
  open = (await aScheduledVisit(t)).dossier;
  await t.idle();
});
afterAll(() => t.stop());

/** How much of a dossier is left in each table that ends with it. */
async function leftOf(dossier: string, all: readonly RetentionClass[] = classes): Promise<Record<string, number>> {
  const counted = all.flatMap(({ tables }) => tables).filter(endsWithDossier).map(async (rule) => {
    const where = { ...rule.only, [dossierColumn(rule)]: dossier, ...(rule.table === dossiers && { emptiedAt: null }) };
    return [rule.table.name, await reader().count(rule.table, where)] as const;
  });
  return Object.fromEntries((await Promise.all(counted)).filter(([, rows]) => rows > 0));
}

test('each class of an ended dossier is there a minute before its limit and gone at the limit, and an open dossier keeps everything', async () => {
  const figures = async () => ({ history: await reader().find(history, {}, { by: [['dossier', 'asc'], ['sequence', 'asc']] }), indicators: await indicatorsOf() });
  const before = await figures();
  const whole = await leftOf(open);
  const ended = await endOf(closed);
  const full = await leftOf(closed);
  expect(Object.keys(full)).toEqual(expect.arrayContaining(['communication_messages', 'biometrics_captures', 'biometrics_orders', 'delivery_cards', 'appointments_visits', 'device_bridge_visits', 'journey_dossiers', 'outbox_items']));

  const byLimit = classes.filter(({ tables }) => tables.some(endsWithDossier)).map((one) => ({ one, days: daysOf(one, classes, {}) ?? 0 })).toSorted((a, b) => a.days - b.days);
  for (const { one, days } of byLimit) {
    await businessTo(ended + days * dayMs - 60_000);
    const kept = await leftOf(closed, [one]);
    await keepTerms();
    expect([one.id, await leftOf(closed, [one])]).toEqual([one.id, kept]);
    await businessTo(ended + days * dayMs);
    await keepTerms();
    expect([one.id, await leftOf(closed, [one])]).toEqual([one.id, {}]);
  }
  expect(await leftOf(closed)).toEqual({});
  expect(await leftOf(open)).toEqual(whole);
  expect(await figures()).toEqual(before);
});

/** What the figures of the service are made from. */
async function indicatorsOf() {
  return (await reader().find(dossiers, {}, { by: [['id', 'asc']] })).map(({ id, state, sequence, ground, deliverBy, expiresOn, openedAt, stateSince, cycle, previous }) => (
    { id, state, sequence, ground, deliverBy, expiresOn, openedAt, stateSince, cycle, previous }));
}

test('a person goes with the last dossier, and a dossier without a person leads back to nobody', async () => {
  await businessTo(await endOf(withdrawn) + 731 * dayMs);
  const person = (await reader().first(dossiers, { id: withdrawn }))?.person ?? '';
  await keepTerms();
  for (const id of [closed, withdrawn]) {
    expect(await reader().first(dossiers, { id })).toMatchObject({ person: id, cardIndex: `emptied:${id}`, personal: { cardNumber: '' } });
  }
  expect(await reader().count(personNumbers, { person })).toBe(0);
  expect(await reader().count(persons, {})).toBe(1);
  const left = await reader().first(dossiers, { id: open });
  expect(await reader().count(personNumbers, { person: left?.person ?? '' })).toBe(1);
});

test('a second run finds nothing to do and writes nothing', async () => {
  await keepTerms();
  const before = await everything();
  await keepTerms();
  expect(await everything()).toEqual(before);
});

async function everything() {
  const all = t.house.plugins.flatMap(({ tables }) => tables ?? []);
  return Promise.all(all.map(async (table) => [table.name, await reader().find(table, {})]));
}

test('a dossier for which something waits for a person keeps everything, however long ago it ended', async () => {
  const { dossier } = await aScheduledVisit(t);
  await inGent(t, (work) => moveDossier(work, dossier, 'withdraw', { reason: 'no-longer-wanted' }));
  await t.idle();
  const item = await reader().first(items, { dossier, kind: 'effect' });
  await inGent(t, (work) => work.update(items, { id: item?.id ?? '' }, { state: 'failed' }));
  expect([...await busyAmong(reader(), classes, [dossier, open])]).toEqual([dossier]);
  const before = await leftOf(dossier);
  await businessTo(await endOf(dossier) + 800 * dayMs);
  await keepTerms();
  expect(await leftOf(dossier)).toEqual(before);
  expect(await reader().first(auditEntries, { what: 'retention.held-back' })).toMatchObject({ why: `${dossierClass}: 1`, subject: null });

  await inGent(t, (work) => work.update(items, { id: item?.id ?? '' }, { state: 'skipped' }));
  await keepTerms();
  expect(await leftOf(dossier)).toEqual({});
});

/** What must be in a sealed column where such a row is made here. */
const logged = { state: 's', nonce: 'n', codeVerifier: 'c' };

/** A row with something in each column, and the moment from which it counts. */
function aRow(table: Table, column: string, moment: number): Record<string, string | number | boolean | object> {
  const filled: Record<Kind, () => string | number | boolean | object> = {
    id: t.house.engine.newId, text: () => 'x', 'long-text': () => 'x', integer: () => 1, instant: () => moment, day: () => dayOf(moment), flag: () => false, sealed: () => logged,
  };
  return { ...Object.fromEntries(Object.entries(table.columns).map(([name, { kind }]) => [name, filled[kind]()])), [column]: table.columns[column]?.kind === 'day' ? dayOf(moment) : moment };
}

test('each class that counts from a moment of its own is there before its limit and gone at the limit', async () => {
  const now = t.house.engine.clock.now('gent');
  const own = classes.flatMap((one) => one.tables.flatMap(({ table, counted, only }) => (
    counted.from === 'column' && counted.clock === 'business' && only === undefined ? [{ table, column: counted.column, days: daysOf(one, classes, {}) ?? 0 }] : [])));
  expect(own.map(({ table }) => table.name).toSorted()).toEqual([
    'appointments_feeds', 'authorisations_agreements', 'authorisations_days', 'authorisations_records', 'invitation_code_asks', 'invitation_counter_renewals', 'invitation_wrong_codes', 'outreach_citizens', 'payment_credits', 'payment_payments', 'request_logins', 'sign-in_attempts',
  ]);
  const rows = own.map((each) => ({ ...each, row: aRow(each.table, each.column, now) }));
  await inGent(t, async (work) => { for (const { table, row } of rows) await work.insert(table, row); });
  const limitOf = ({ table, column, days }: typeof rows[number]) => (table.columns[column]?.kind === 'day' ? instantOf(addDays(dayOf(now), days), '00:00') : now + days * dayMs);
  const there = (some: typeof rows) => Promise.all(some.map(async ({ table, row }) => [table.name, await reader().count(table, Object.fromEntries(table.key.map((name) => [name, row[name]])))]));
  for (const [limit, some] of [...Map.groupBy(rows, limitOf)].toSorted(([one], [next]) => one - next)) {
    await businessTo(limit - 60_000);
    await keepTerms();
    expect(await there(some)).toEqual(some.map(({ table }) => [table.name, 1]));
    await businessTo(limit);
    await keepTerms();
    expect(await there(some)).toEqual(some.map(({ table }) => [table.name, 0]));
  }
});

test('killed after any unit of work, it goes on where it was, and each row that went is counted once', async () => {
  const ended = [(await aScheduledVisit(t)).dossier, (await aScheduledVisit(t)).dossier];
  for (const id of ended) await inGent(t, (work) => moveDossier(work, id, 'withdraw', { reason: 'no-longer-wanted' }));
  await t.idle();
  const [sent, counted] = [await messagesOf(ended), await countedOf('messages')];
  expect(sent).toBeGreaterThan(0);
  await businessTo(Math.max(...await Promise.all(ended.map(endOf))) + 730 * dayMs);
  let kills = 0;
  const killed = (error: Error) => {
    if (error.message !== 'killed') throw error;
    kills += 1;
    return false;
  };
  for (let finished = false; !finished;) finished = await runUntilKilled(1).then(() => true, killed);
  expect(kills).toBeGreaterThan(3);
  expect(await Promise.all(ended.map((id) => leftOf(id)))).toEqual([{}, {}]);
  expect(await countedOf('messages') - counted).toBe(sent);
});

test('what comes in for a dossier at the very last moment goes with it', async () => {
  const { dossier } = await aScheduledVisit(t);
  await inGent(t, (work) => moveDossier(work, dossier, 'withdraw', { reason: 'no-longer-wanted' }));
  await t.idle();
  await businessTo(await endOf(dossier) + 730 * dayMs);
  await runJob(t, 'retention', 'keep-terms', (ctx) => ({
    ...ctx, work: async (body) => {
      if (await reader().count(dossiers, { id: dossier, emptiedAt: null }) > 0) await inGent(t, (work) => work.insertIfNew(requests, { dossier, declaredBy: 'clerk', requestedAt: work.at }));
      return ctx.work(body);
    },
  }));
  expect(await reader().count(dossiers, { id: dossier, emptiedAt: null })).toBe(0);
  expect(await leftOf(dossier)).toEqual({});
});

test('a dossier for which something waits for a person since the last look keeps everything', async () => {
  const { dossier } = await aScheduledVisit(t);
  await inGent(t, (work) => moveDossier(work, dossier, 'withdraw', { reason: 'no-longer-wanted' }));
  await t.idle();
  const item = await reader().first(items, { dossier, kind: 'effect' });
  const settle = (state: 'failed' | 'skipped') => inGent(t, (work) => work.update(items, { id: item?.id ?? '' }, { state }));
  const before = await leftOf(dossier);
  await businessTo(await endOf(dossier) + 730 * dayMs);
  await runJob(t, 'retention', 'keep-terms', (ctx) => ({ ...ctx, work: async (body) => { await settle('failed'); return ctx.work(body); } }));
  expect(await leftOf(dossier)).toEqual(before);
  await settle('skipped');
  await keepTerms();
  expect(await leftOf(dossier)).toEqual({});
});

async function messagesOf(ids: readonly string[]): Promise<number> {
  return await reader().count(messages, { dossier: { in: ids } }) + await reader().count(calls, { dossier: { in: ids } });
}

/** How many rows of a class went, as the audit says. */
async function countedOf(id: string): Promise<number> {
  const entries = await reader().find(auditEntries, { what: 'retention.applied' });
  return entries.reduce((sum, { why }) => sum + (why?.startsWith(`${id}: `) ? Number(why.slice(id.length + 2)) : 0), 0);
}

/** A run of which the process dies when it begins one unit of work more. */
function runUntilKilled(units: number): Promise<void> {
  let left = units;
  return runJob(t, 'retention', 'keep-terms', (ctx) => ({
    ...ctx, work: async (body) => {
      if (left === 0) throw new Error('killed');
      left -= 1;
      return ctx.work(body);
    },
  }));
}

test('what went stands in the audit as figures only, and the chain still holds', async () => {
  const entries = await reader().find(auditEntries, { what: { in: ['retention.applied', 'retention.held-back'] } });
  expect(entries.length).toBeGreaterThan(5);
  expect(entries.filter(({ subject, why }) => subject !== null || !/^[a-z-]+: \d+$/.test(why ?? ''))).toEqual([]);
  const verdict = await t.call<{ problem: unknown }>('audit.verify', {}, { kind: 'system', actor: 'system:test', municipality: 'gent', scopes: ['audit:read'] });
  expect(verdict.problem).toBeNull();
});

test('it runs by itself every night', async () => {
  await t.advance({ days: 1 });
  expect(await reader().first(jobRuns, { job: 'retention.keep-terms' })).toMatchObject({ state: 'done' });
});
