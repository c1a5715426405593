import { dayOf } from '#services/belgium/brussels-time.ts';
import { addDays } from '#services/belgium/day.ts';
import { auditEntries } from '#services/audit/audit.store.ts';
import { inGent } from '#tools/test-house/look-inside.ts';
import { authoriseEverybody } from '#tools/test-house/make-citizen.ts';
import { as, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';
import { anOrderedCard } from '#tools/test-house/order-card.ts';
import { callDelivery, dossierOf, momentsOf, official, planFirst } from '#tools/test-house/second-visit.ts';
import { bpostDelivery } from './bpost-delivery.contract.ts';
import { agreements as agreementRows, inFigures, leadTimes } from './bpost-delivery.store.ts';
import { agreementIn } from './load-agreements.ts';
import { spanOf, takeCapacity } from './measure-capacity.ts';

/** Agreements and certificates as records: what holds, how much of it is taken, and who may act. */

interface Agreement { readonly agreement: string | null; readonly region: string; readonly postcodes: readonly string[]; readonly standing: string; readonly busy: number; readonly taken: readonly { readonly from: string; readonly deliveries: number }[] }
interface Employee { readonly employee: string; readonly standing: string; readonly validUntil: string | null; readonly certificates: readonly { readonly from: string; readonly withdrawnAt: number | null; readonly evidence: string | null }[]; readonly withdrawals: readonly { readonly by: string; readonly reason: string | null }[] }

let t: TestHouse;
const today = () => dayOf(t.house.engine.clock.now('gent'));
const call = <T = unknown>(action: string, input: object, who = official) => t.call<T>(`bpost-delivery.${action}`, input, who);
const agreements = async () => (await call<{ agreements: Agreement[] }>('agreements', {})).agreements;
const employeeOf = async (employee: string) => (await call<{ employees: Employee[] }>('employees', {})).employees.find((one) => one.employee === employee);
const anAgreement = (overrides: object = {}) => ({ reference: 'K-2026/17', region: 'Gent centrum', postcodes: ['9000'], from: today(), until: addDays(today(), 400), leadDays: 2, promisedDays: 7, capacity: { deliveries: 1, per: 'day' }, ...overrides });
const aCertificate = (employee: string, overrides: object = {}) => ({ employee, training: 'Omgaan met identiteitskaarten', trainedOn: addDays(today(), -3), validFrom: today(), validUntil: addDays(today(), 365), evidence: 'C-17', ...overrides });
const callPropose = (dossier: string) => t.call<{ by: string; because: string; first: { official: number | null; bpost: number | null } }>('delivery.propose', { dossier }, official);
const may = (employee: string) => call('demandCertified', { employee }).then(() => true, () => false);
const bpostTells = async (message: object) => { await t.pull('bpost', 'certification', message); await t.idle(); };

beforeAll(async () => {
  t = await openTestHouse();
  await authoriseEverybody(t);
});
afterAll(() => t.stop());

describe('an agreement with a capacity of one delivery a day', () => {
  let [recorded, ends] = ['', ''];
  const dossiers: string[] = [];
  beforeAll(async () => {
    for (let one = 0; one < 3; one += 1) dossiers.push((await anOrderedCard(t)).dossier);
    ends = addDays(today(), 400);
    recorded = (await call<{ agreement: string }>('recordAgreement', anAgreement())).agreement;
  });
  // The card that was ordered last comes last: what suits it suits the others.
  const [first, second, third] = [() => dossiers[2] ?? '', () => dossiers[1] ?? '', () => dossiers[0] ?? ''];
  const daysOf = async (dossier: string) => new Set((await momentsOf(t, dossier, 'bpost')).moments.map(({ start }) => dayOf(start)));

  test('takes the place of the setting for its postcodes, which goes on for the others', async () => {
    expect(await agreements()).toEqual([expect.objectContaining({ agreement: recorded, standing: 'holds', region: 'Gent centrum', postcodes: ['9000'] }), expect.objectContaining({ agreement: null, standing: 'holds' })]);
    const [, setting] = await agreements();
    expect(setting?.postcodes).toContain('9030');
    expect(setting?.postcodes).not.toContain('9000');
  });

  test('is not offered on a day that is taken, is offered to the delivery that stands then, and is free again when that is called off', async () => {
    const start = await planFirst(t, first(), 'bpost');
    expect([await daysOf(second()), await daysOf(first())].map((days) => days.has(dayOf(start)))).toEqual([false, true]);
    expect((await agreements())[0]).toMatchObject({ busy: 1, taken: [{ from: dayOf(start), deliveries: 1 }] });
    expect(await call('show', { dossier: first() })).toMatchObject({ region: 'Gent centrum' });
    await planFirst(t, first(), 'official');
    expect((await daysOf(second())).has(dayOf(start))).toBe(true);
  });

  test('is left to the citizen: who chose is kept as the reason, in the history too, and moving the moment gives no other', async () => {
    const { moments: [moment, , , next] } = await momentsOf(t, first(), 'bpost');
    expect(await callDelivery(t, 'plan', { dossier: first(), by: 'bpost', start: moment?.start, wish: true })).toMatchObject({ by: 'bpost', because: 'citizens-choice' });
    expect((await dossierOf(t, first())).timeline.at(-1)).toMatchObject({ move: 'plan-delivery', reason: 'citizens-choice' });
    expect(await callDelivery(t, 'plan', { dossier: first(), by: 'bpost', start: next?.start })).toMatchObject({ because: 'citizens-choice' });
    await planFirst(t, first(), 'official');
    expect(await callDelivery(t, 'show', { dossier: first() })).toMatchObject({ by: 'official', because: expect.stringMatching(/^(official-sooner|chosen-otherwise)$/) });
  });

  test('is proposed by lead time', async () => {
    const { by, first: offered } = await callPropose(first());
    expect(by).toBe(dayOf(offered.bpost ?? 0) < dayOf(offered.official ?? 0) ? 'bpost' : 'official');
  });

  test('is taken once when two ask for the same day at the same moment', async () => {
    const { moments: [moment] } = await momentsOf(t, second(), 'bpost');
    const asked = [second(), third()].map((dossier) => callDelivery(t, 'plan', { dossier, by: 'bpost', start: moment?.start ?? 0 }));
    const ended = await Promise.allSettled(asked);
    await t.idle();
    expect(ended.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(ended.find((one) => one.status === 'rejected')).toMatchObject({ reason: { type: expect.stringMatching(/^bpost-delivery\.(capacity-used-up|moment-not-offered)$/) } });
    expect((await agreements())[0]?.taken).toEqual([{ from: dayOf(moment?.start ?? 0), deliveries: 1 }]);
  });

  test('is used up where every day is taken: bpost is not offered, and the official is planned with that reason', async () => {
    const [{ dossier: one }, { dossier: last }] = [await anOrderedCard(t, { postcode: '9051' }), await anOrderedCard(t, { postcode: '9051' })];
    const { notBefore, moments: [moment] } = await momentsOf(t, last, 'bpost');
    const start = moment?.start ?? 0;
    // No longer than the week of that moment, with room for one delivery.
    await call('recordAgreement', anAgreement({ region: 'Rand', postcodes: ['9051'], capacity: { deliveries: 1, per: 'week' }, until: addDays(spanOf(dayOf(start), 'week'), 6) }));
    await callDelivery(t, 'plan', { dossier: one, by: 'bpost', start });
    await t.idle();
    await expect(momentsOf(t, last, 'bpost')).rejects.toMatchObject({ type: 'bpost-delivery.capacity-used-up' });
    expect(await call('coverage', { dossier: last, notBefore })).toMatchObject({ covered: false, why: 'capacity-used-up', region: 'Rand' });
    expect(await callPropose(last)).toMatchObject({ by: 'official', because: 'capacity-used-up', first: { bpost: null } });
    await planFirst(t, last, 'official');
    expect(await callDelivery(t, 'show', { dossier: last })).toMatchObject({ by: 'official', because: 'capacity-used-up' });
  });

  test('lets nothing else be recorded for the same postcode and days, and after it everything', async () => {
    await expect(call('recordAgreement', anAgreement({ postcodes: ['9050', '9000'], from: ends, until: addDays(ends, 100) }))).rejects.toMatchObject({ type: 'bpost-delivery.agreement-overlaps' });
    expect(await call('recordAgreement', anAgreement({ region: 'Later', from: addDays(ends, 1), until: addDays(ends, 100) }))).toBeDefined();
  });

  test('that is withdrawn is offered to nobody from the same day on; the setting does not come back, and what stands stands', async () => {
    await call('withdrawAgreement', { agreement: recorded, reason: 'service-poor' });
    await expect(momentsOf(t, first(), 'bpost')).rejects.toMatchObject({ type: 'bpost-delivery.no-agreement' });
    expect(await call('coverage', { dossier: first(), notBefore: today() })).toMatchObject({ covered: false, why: 'no-agreement' });
    expect((await agreements()).find((one) => one.agreement === recorded)).toMatchObject({ standing: 'withdrawn', withdrawnBecause: 'service-poor', busy: 1 });
    expect(await callPropose(first())).toMatchObject({ by: 'official', because: 'no-agreement' });
    await planFirst(t, first(), 'official');
    await expect(call('withdrawAgreement', { agreement: recorded, reason: 'again' })).rejects.toMatchObject({ type: 'bpost-delivery.agreement-withdrawn' });
    const noted = await t.house.engine.store.reader('gent').find(auditEntries, { what: 'bpost-delivery.withdrawAgreement' });
    expect(noted.at(-1)).toMatchObject({ actor: official.actor, why: 'service-poor', result: 'done' });
  });
});

test('an agreement that is withdrawn while bpost is asked for its moments is not used any more, whether it has a capacity or not', async () => {
  for (const [at, capacity] of [null, { deliveries: 9, per: 'day' }].entries()) {
    const { agreement } = await call<{ agreement: string }>('recordAgreement', anAgreement({ postcodes: [`907${at}`], capacity }));
    const [row] = await t.house.engine.store.reader('gent').find(agreementRows, { id: agreement });
    if (!row) throw new Error('not recorded');
    await inGent(t, (work) => takeCapacity(work, agreementIn(row), work.at, work.at));
    await call('withdrawAgreement', { agreement, reason: 'service-poor' });
    await expect(inGent(t, (work) => takeCapacity(work, agreementIn(row), work.at, work.at))).rejects.toMatchObject({ type: 'bpost-delivery.no-agreement' });
  }
});

describe('an employee of bpost', () => {
  test('whose certificate was recorded may act on its days, and not once it was withdrawn', async () => {
    expect(await may('bp-2001')).toBe(false);
    await call('certify', aCertificate('bp-2001'));
    expect([await may('bp-2001'), await employeeOf('bp-2001')]).toEqual([true, expect.objectContaining({ standing: 'valid', certificates: [expect.objectContaining({ from: 'official', evidence: 'C-17' })] })]);
    await call('withdrawCertificates', { employee: 'bp-2001', reason: 'bpost-telephoned' });
    expect([await may('bp-2001'), await employeeOf('bp-2001')]).toEqual([false, expect.objectContaining({ standing: 'withdrawn', validUntil: null, withdrawals: [expect.objectContaining({ by: official.actor, reason: 'bpost-telephoned' })] })]);
  });
  test('loses it under whichever spelling of the reference bpost or an official withdraws it', async () => {
    const withdrawals: readonly ((employee: string) => Promise<unknown>)[] = [(employee) => bpostTells({ employee, event: 'withdrawn' }), (employee) => call('withdrawCertificates', { employee, reason: 'bpost-telephoned' })];
    for (const [index, withdraw] of withdrawals.entries()) for (const [at, spelling] of ['BP-22', 'bp22', 'Bp22'].entries()) {
      const number = `${index}${at}`;
      await call('certify', aCertificate(`bp-22${number}`));
      await withdraw(`${spelling}${number}`);
      expect([spelling, await may(`bp-22${number}`), await may(`${spelling}${number}`)]).toEqual([spelling, false, false]);
    }
  });
  test('of whom nothing is known cannot lose anything', async () => {
    await expect(call('withdrawCertificates', { employee: 'bp-9998', reason: 'bpost-telephoned' })).rejects.toMatchObject({ type: 'bpost-delivery.unknown-employee' });
  });
  test('whose certificate ends within 60 days stands on top, unless the next one follows on it', async () => {
    await call('certify', aCertificate('bp-2002', { validUntil: addDays(today(), 60) }));
    await call('certify', aCertificate('bp-2003', { validUntil: addDays(today(), 61) }));
    expect((await call<{ employees: Employee[] }>('employees', {})).employees[0]).toMatchObject({ employee: 'bp-2002', standing: 'ends-soon', validUntil: addDays(today(), 60) });
    await call('certify', aCertificate('bp-2002', { validFrom: addDays(today(), 61), validUntil: addDays(today(), 400) }));
    expect(await employeeOf('bp-2002')).toMatchObject({ standing: 'valid', validUntil: addDays(today(), 400) });
  });
  test('whom bpost certified may act, and loses it at once when bpost says so; an older message that comes late gives nothing back', async () => {
    const certificate = { employee: 'bp-2004', event: 'certified', validFrom: today(), validUntil: addDays(today(), 300), evidence: 'B-1' };
    await bpostTells({ ...certificate, sequence: 2 });
    expect(await may('bp-2004')).toBe(true);
    await bpostTells({ employee: 'bp-2004', event: 'withdrawn', sequence: 3 });
    expect(await may('bp-2004')).toBe(false);
    await bpostTells({ ...certificate, validFrom: addDays(today(), 1), sequence: 1 });
    await bpostTells({ ...certificate, sequence: 2 });
    await t.advance({ days: 2 });
    expect([await may('bp-2004'), (await employeeOf('bp-2004'))?.standing]).toEqual([false, 'withdrawn']);
  });
  test('of the settings loses it alike, and a setting does not give it back', async () => {
    expect([await may('bp-1001'), (await employeeOf('bp-1001'))?.certificates[0]?.from]).toEqual([true, 'setting']);
    await bpostTells({ employee: 'bp-1001', event: 'withdrawn' });
    expect(await may('bp-1001')).toBe(false);
  });
  test('is recorded and withdrawn by officials only, and read by clerks', async () => {
    for (const [action, input] of [['certify', aCertificate('bp-2005')], ['withdrawCertificates', { employee: 'bp-2003', reason: 'other' }], ['recordAgreement', anAgreement()], ['withdrawAgreement', { agreement: t.house.engine.newId(), reason: 'other' }]] as const) {
      for (const role of ['clerk', 'bpost'] as const) await expect(call(action, input, as(role))).rejects.toMatchObject({ code: 403 });
    }
    expect(await call('employees', {}, as('clerk'))).toMatchObject({ employees: expect.any(Array) });
  });
  test.each([['that ends before it begins', { validUntil: '2020-01-01' }], ['of somebody who is named', { employee: 'Els Peeters' }], ['that began before the training had ended', { trainedOn: '2099-01-01' }], ['without evidence', { evidence: ' ' }]])('gets no certificate %s', async (_what, wrong) => {
    await expect(call('certify', aCertificate('bp-2006', wrong))).rejects.toMatchObject({ code: 400 });
  });
});

test('the report holds against each agreement what was promised when it delivered, and takes of each day the delivery that took longest', async () => {
  const line = { agreement: null, region: 'Wondelgem', productionDays: '0004', withBpostDays: '0001', promisedDays: null, withinPromise: null };
  await inGent(t, async (work) => {
    for (const [deliveredOn, total] of [['2026-10-01', 9], ['2026-10-01', 20], ['2026-10-02', 9], ['2026-10-03', 12], ['2026-10-03', 9], ['2026-11-01', 90]] as const) {
      await work.insert(leadTimes, { ...line, dossier: work.newId(), deliveredOn, totalDays: inFigures(total), ownDays: inFigures(total - 4) });
    }
    await work.insert(leadTimes, { ...line, region: 'Evergem', dossier: work.newId(), deliveredOn: '2026-10-02', totalDays: inFigures(30), ownDays: inFigures(26), promisedDays: 7, withinPromise: false });
  });
  const { lines } = await call<{ lines: readonly object[] }>('leadTimes', { from: '2026-10-01', until: '2026-10-31' });
  expect(lines).toEqual([
    expect.objectContaining({ region: 'Evergem', deliveries: 1, late: 1, dailyMaximum: 30 }),
    expect.objectContaining({ region: 'Wondelgem', deliveries: 5, late: null, total: { median: 9, longest: 20 }, own: { median: 5, longest: 16 }, production: { median: 4, longest: 4 }, dailyMaximum: 12 }),
  ]);
});

test('a setting names an employee as bpost does: what bpost withdraws is found by that name', () => {
  const settings = (employee: string) => bpostDelivery.config.safeParse({ employees: [{ employee, certifiedFrom: '2026-01-01', certifiedUntil: '2026-12-31' }] }).success;
  expect([settings('bp-1001'), settings('Jan Janssens van de Kerke'), settings('')]).toEqual([true, false, false]);
});
