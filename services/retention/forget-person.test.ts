import { payments } from '#plugins/payment/payment.store.ts';
import { auditEntries } from '#services/audit/audit.store.ts';
import { answers } from '#services/idempotency/answers.store.ts';
import { jobRuns } from '#services/jobs/jobs.store.ts';
import { dossiers, history } from '#services/journey/dossier.store.ts';
import { moveDossier } from '#services/journey/move-dossier.ts';
import { items } from '#services/outbox/outbox.store.ts';
import { clocks } from '#services/tenancy/business-clock.ts';
import { aClosedDossier } from '#tools/test-house/close-dossier.ts';
import { inGent } from '#tools/test-house/look-inside.ts';
import { authoriseEverybody } from '#tools/test-house/make-citizen.ts';
import { as, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';
import type { TestOrder } from '#tools/test-house/order-card.ts';
import { aScheduledVisit } from '#tools/test-house/schedule-visit.ts';
import type { Erasure } from './plan-erasure.ts';

interface Exported { readonly person: string; readonly classes: readonly { readonly class: string; readonly tables: readonly { readonly table: string; readonly rows: readonly Record<string, unknown>[] }[] }[] }

const officer = as('data-protection');
const why = 'asked-by-citizen';
const planted = { firstName: 'Quirine', lastName: 'Plantinga', street: 'Plantagedreef', email: 'quirine.p@example.org', mobile: '+32470998877', phone: '+3292998877' };
let t: TestHouse;
let quirine: TestOrder;
let other: TestOrder;

beforeAll(async () => {
  t = await openTestHouse();
  await authoriseEverybody(t);
  quirine = await aClosedDossier(t, planted);
  other = await aClosedDossier(t, { email: 'iemand.anders@example.org' });
  await inGent(t, (work) => work.insert(payments, {
    id: work.newId(), dossier: quirine.dossier, reference: 'R-1', method: 'transfer', amount: 2500, state: 'paid', communication: '+++090/9337/55493+++', expiresAt: work.at, createdAt: work.at, paidAt: work.at, toVerify: false,
  }));
});
afterAll(() => t.stop());

const reader = () => t.house.engine.store.reader('gent');
const exportOf = (insz: string) => t.call<Exported>('retention.exportPerson', { insz, why }, officer);
const erase = (insz: string) => t.call<Erasure>('retention.erasePerson', { insz, why, confirm: 'for-good' }, officer);
const preview = (insz: string) => t.call<Erasure>('retention.previewErasure', { insz, why }, officer);

/** Every row of every table of the house, opened. */
async function everyRow(): Promise<Map<string, readonly string[]>> {
  const tables = [clocks, answers, jobRuns, ...t.house.plugins.flatMap((plugin) => plugin.tables ?? [])];
  return new Map(await Promise.all(tables.map(async (table) => [table.name, (await reader().find(table, {})).map((row) => JSON.stringify(row))] as const)));
}

/** Where values of a person are found, by opening everything. */
async function findingsOf({ citizen, cardNumber }: TestOrder, values: readonly string[] = Object.values(planted)): Promise<string[]> {
  const all = await everyRow();
  const wanted = [...values, citizen.insz, citizen.cardNumber, cardNumber];
  return [...all].flatMap(([table, rows]) => (rows.some((row) => wanted.some((value) => row.includes(value))) ? [table] : [])).toSorted();
}

test('a person gets everything that is held: numbers, cards, messages and visits, and no column that serves the machinery or names staff', async () => {
  const { classes } = await exportOf(quirine.citizen.insz);
  const text = JSON.stringify(classes);
  for (const value of [...Object.values(planted), quirine.citizen.insz, quirine.citizen.cardNumber, quirine.cardNumber]) expect([value, text.includes(value)]).toEqual([value, true]);
  expect(classes.flatMap(({ tables }) => tables.map(({ table }) => table))).toEqual(expect.arrayContaining([
    'journey_dossiers', 'journey_person_numbers', 'journey_history', 'communication_messages', 'biometrics_captures', 'biometrics_orders', 'delivery_cards', 'appointments_visits', 'device_bridge_requests', 'payment_payments', 'audit_entries',
  ]));
  expect(text.includes(other.citizen.insz)).toBe(false);
  expect(text.includes(other.dossier)).toBe(false);
  // What was sent outside is given as it was sent, also where it names who was at the door.
  const naming = classes.flatMap(({ tables }) => tables).filter((table) => JSON.stringify(table).includes('els.peeters'));
  expect(naming.map(({ table }) => table)).toEqual(['outbox_items']);
  expect(/v\d+:[A-Za-z0-9_-]{40,}/.test(text)).toBe(false);
  expect(await reader().first(auditEntries, { what: 'retention.exportPerson' })).toMatchObject({ actor: officer.actor, why });
});

test('nobody is forgotten while a dossier is open, or while an item of it waits for a person, and nothing changes', async () => {
  const { citizen, dossier } = await aScheduledVisit(t);
  await t.idle();
  expect((await preview(citizen.insz)).blockedBy).toMatchObject([{ table: 'journey_dossiers', rows: 1 }]);
  expect(await reader().first(auditEntries, { what: 'retention.previewErasure' })).toMatchObject({ subject: expect.stringMatching(/^person:/), actor: officer.actor, why });
  const butForAudit = async () => [...await everyRow()].filter(([table]) => !table.startsWith('audit_'));
  const before = await butForAudit();
  await expect(erase(citizen.insz)).rejects.toMatchObject({ type: 'retention.not-yet' });
  expect(await butForAudit()).toEqual(before);
  expect(await reader().first(auditEntries, { what: 'retention.erasePerson' }, { by: [['sequence', 'desc']] })).toMatchObject({ actor: officer.actor, result: 'refused' });

  await inGent(t, (work) => moveDossier(work, dossier, 'withdraw', { reason: 'no-longer-wanted' }));
  await t.idle();
  const item = await reader().first(items, { dossier, kind: 'effect' });
  await inGent(t, (work) => work.update(items, { id: item?.id ?? '' }, { state: 'parked' }));
  expect((await preview(citizen.insz)).blockedBy).toMatchObject([{ table: 'outbox_items', rows: 1 }]);
  await expect(erase(citizen.insz)).rejects.toMatchObject({ type: 'retention.not-yet', data: { issues: [{ name: 'insz' }] } });
  await inGent(t, (work) => work.update(items, { id: item?.id ?? '' }, { state: 'done' }));
  expect((await erase(citizen.insz)).blockedBy).toEqual([]);
});

test('after a person is forgotten no value of his or hers is found in any table, and everybody else\'s is untouched', async () => {
  const { engine } = t.house;
  // An answer kept under a key holds it all once more.
  await engine.call('retention.exportPerson', { insz: quirine.citizen.insz, why }, { caller: officer, traceId: 'test', idempotencyKey: 'k-1' });
  const told = await preview(quirine.citizen.insz);
  const exported = await exportOf(other.citizen.insz);
  const lines = await reader().find(history, {}, { by: [['dossier', 'asc'], ['sequence', 'asc']] });
  const figures = await figuresOf();
  const otherFindings = await findingsOf(other, ['iemand.anders@example.org']);
  expect(await findingsOf(quirine)).toEqual(expect.arrayContaining(['biometrics_orders', 'communication_messages', 'delivery_cards', 'idempotency_answers', 'journey_dossiers', 'journey_person_numbers', 'outbox_items']));
  const before = await everyRow();

  const done = await erase(quirine.citizen.insz);
  expect({ ...done, stays: done.stays.filter(notAudit) }).toEqual({ ...told, stays: told.stays.filter(notAudit) });

  expect(await findingsOf(quirine)).toEqual([]);
  expect(told.stays.map(({ table }) => table).toSorted()).toEqual(['audit_entries', 'indicators_counted', 'indicators_measured', 'journey_history', 'payment_payments']);
  const after = await everyRow();
  for (const [table, rows] of before) {
    const gone = told.goes.filter((share) => share.table === table && table !== 'journey_dossiers').reduce((sum, { rows: count }) => sum + count, 0);
    const left = after.get(table) ?? [];
    const unchanged = rows.filter((row) => left.includes(row)).length;
    const emptied = table === 'journey_dossiers' ? 1 : 0;
    // Heads of the audit move; nothing else is written.
    const moved = table === 'audit_heads' ? 1 : 0;
    expect([table, unchanged]).toEqual([table, rows.length - gone - emptied - moved]);
  }
  expect(await findingsOf(other, ['iemand.anders@example.org'])).toEqual(otherFindings);
  const again = await exportOf(other.citizen.insz);
  expect(again.classes.filter(notAudit)).toEqual(exported.classes.filter(notAudit));
  expect(await reader().find(history, {}, { by: [['dossier', 'asc'], ['sequence', 'asc']] })).toEqual(lines);
  expect(await figuresOf()).toEqual(figures);
});

/** Each look-up adds to it. */
function notAudit({ class: id }: { readonly class: string }): boolean {
  return id !== 'audit';
}

async function figuresOf() {
  return (await reader().find(dossiers, {}, { by: [['id', 'asc']] })).map(({ id, state, sequence, ground, deliverBy, expiresOn, openedAt, stateSince }) => ({ id, state, sequence, ground, deliverBy, expiresOn, openedAt, stateSince }));
}

test('who was forgotten is not found by number any more, the act stands in the audit, and the chain holds', async () => {
  const { insz } = quirine.citizen;
  const clerk = as('clerk', 'an.claes');
  expect(await t.call('journey.find', { insz }, clerk)).toEqual({ dossiers: [] });
  await expect(exportOf(insz)).rejects.toMatchObject({ type: 'person.unknown' });
  await expect(erase(insz)).rejects.toMatchObject({ type: 'person.unknown' });
  const entry = await reader().first(auditEntries, { what: 'retention.erasePerson', result: 'done' }, { by: [['sequence', 'desc']] });
  expect(entry).toMatchObject({ actor: officer.actor, why, result: 'done' });
  expect(JSON.stringify(entry)).not.toContain(insz);
  expect((await t.call<{ problem: unknown }>('audit.verify', {}, officer)).problem).toBeNull();
  // The dossier still stands among the figures, with its whole history.
  const shown = await t.call<{ state: string; timeline: unknown[] }>('journey.show', { dossier: quirine.dossier }, clerk);
  expect(shown.state).toBe('closed');
  expect(shown.timeline.length).toBeGreaterThan(5);
});

test('who comes back after having been forgotten is a new person with a new dossier', async () => {
  const { insz } = quirine.citizen;
  const opened = await t.call<{ dossier: string }>('request.openFor', { insz, why: 'citizen-called' }, as('clerk', 'an.claes')).catch((error: unknown) => error);
  // The new card is valid for years: there is nothing to renew. What matters is that no old dossier is taken for it.
  expect(opened).not.toMatchObject({ dossier: quirine.dossier });
});
