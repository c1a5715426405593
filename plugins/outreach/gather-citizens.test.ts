import { auditEntries } from '#services/audit/audit.store.ts';
import { addDays } from '#services/belgium/day.ts';
import { dayOf } from '#services/belgium/brussels-time.ts';
import { makeCardNumber } from '#services/belgium/card-number.ts';
import { makeInsz } from '#services/belgium/insz.ts';
import { failures } from '#services/kernel/failure.ts';
import { moveDossier } from '#services/journey/move-dossier.ts';
import { replaceNumber } from '#services/journey/people.ts';
import { inGent } from '#tools/test-house/look-inside.ts';
import { aCitizen, type TestCitizen } from '#tools/test-house/make-citizen.ts';
import { as, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';
import { runJob } from '#tools/test-house/run-job.ts';
import { outreach } from './outreach.contract.ts';
import { citizens } from './outreach.store.ts';

/** Who is on the list, how far each is, and how it stays right. The house begins on Tuesday 3 March 2026; the window is 90 days. */

interface Listed { reference: string; expiresOn: string; standing: string; step: string; dossier: string | null; toldBy: string | null; toldAt: number | null; askedAt: number | null }
interface Counts { total: number; reached: number; reacted: number; counter: number; served: number; servedShare: number | null; asOf: number | null; underWay: string | null; unreadable: number }
interface Gathered { seen: number; listed: number; takenOff: number; finished: boolean }

const [clerk, administrator, officer] = [as('clerk', 'an.claes'), as('administrator', 'ad.min'), as('data-protection')];
const start = '2026-03-03T09:00:00+01:00';
let t: TestHouse;
beforeEach(async () => { t = await openTestHouse({ start, settings: [{ contract: outreach, settings: { everyDays: 1 } }] }); });
afterEach(() => t.stop());

const today = () => dayOf(t.house.engine.clock.now('gent'));
const recognised = (overrides: Parameters<typeof aCitizen>[1] = {}) => aCitizen(t, { recognised: true, expiresOn: '2026-05-01', ...overrides });
const gather = () => t.call<Gathered>('outreach.gather', {}, administrator);
const list = async (asked: object = {}) => (await t.call<{ citizens: Listed[] }>('outreach.list', asked, clerk)).citizens;
const counts = () => t.call<Counts>('outreach.counts', {}, clerk);
const invite = async () => {
  await t.call('invitation.checkExpiry', {}, administrator);
  await t.idle();
};
const only = async (): Promise<Listed> => {
  const [first, ...others] = await list();
  if (!first || others.length > 0) throw new Error(`expected one citizen, found ${first ? others.length + 1 : 0}`);
  return first;
};
const endRecognition = ({ insz }: Pick<TestCitizen, 'insz'>) => t.pull('disability-register', 'put-recognition', { insz, from: '2020-01-01', until: addDays(today(), -1) });
const lookedUp = async () => (await t.house.engine.store.reader('gent').find(auditEntries, { what: 'crm.citizen' })).length;

test('everybody with a current recognition whose eID expires this year is on the list once, and nobody else', async () => {
  await recognised({ expiresOn: '2026-01-01' });
  await recognised({ expiresOn: '2026-12-31' });
  await recognised({ expiresOn: '2025-12-31' });
  await recognised({ expiresOn: '2027-01-01' });
  await aCitizen(t, { expiresOn: '2026-05-01' });
  await endRecognition(await aCitizen(t, { expiresOn: '2026-05-01' }));
  await recognised({ birthDay: '2016-05-05' });
  await recognised({ kind: 'kids-id' });
  await recognised({ renewal: 'certificates' });
  await recognised({ reachable: false });
  expect(await gather()).toMatchObject({ listed: 2, finished: true });
  await gather();
  expect((await list()).map(({ expiresOn, standing }) => [expiresOn, standing])).toEqual([['2026-01-01', 'due'], ['2026-12-31', 'not-yet']]);
});

test('it holds neither name nor number, asks the CRM about nobody outside the window, and a name only when somebody is opened, which is noted', async () => {
  const { insz, cardNumber } = await recognised({ expiresOn: '2026-11-01', firstName: 'Quirine', lastName: 'Plantinga' });
  await gather();
  expect(await lookedUp()).toBe(0);
  const rows = JSON.stringify(await t.house.engine.store.reader('gent').find(citizens, {}));
  for (const value of [insz, cardNumber, 'Quirine', 'Plantinga']) expect(rows).not.toContain(value);
  const { reference } = await only();
  expect(await lookedUp()).toBe(0);
  expect(await t.call('outreach.show', { reference }, clerk)).toMatchObject({ standing: 'not-yet', citizen: { firstName: 'Quirine', lastName: 'Plantinga' } });
  const [entry] = await t.house.engine.store.reader('gent').find(auditEntries, { what: 'crm.citizen' });
  expect(entry).toMatchObject({ actor: 'official:an.claes', why: 'outreach:show', result: 'done' });
  await expect(t.call('outreach.show', { reference }, administrator)).rejects.toMatchObject({ type: 'caller.scope-missing' });
});

test('who is told, reacts and moves on is followed at once; the counts are the picture of K7', async () => {
  await recognised({ email: 'an@example.org' });
  await gather();
  expect(await only()).toMatchObject({ standing: 'due', step: 'goes-by-itself', dossier: null });
  await invite();
  const told = await only();
  expect(told).toMatchObject({ standing: 'reached', step: 'wait-for-answer', toldBy: 'email', askedAt: null });
  const dossier = told.dossier ?? '';
  const { slots } = await t.call<{ slots: { start: number }[] }>('appointments.offer', { dossier, purpose: 'capture', ground: 'disability' }, clerk);
  await t.call('request.submit', { dossier, ground: 'disability', start: slots[0]?.start, declaredBy: 'clerk' }, clerk);
  await t.idle();
  expect(await only()).toMatchObject({ standing: 'under-way', step: 'follow-dossier', askedAt: expect.any(Number) });
  expect(await counts()).toMatchObject({ total: 1, reached: 1, reacted: 1, counter: 0, served: 0, servedShare: null });
  await gather();
  expect(await only()).toMatchObject({ standing: 'under-way' });
});

test('whoever goes to the counter instead is seen, with a dossier and before there is one; what was served at home is a share of both', async () => {
  const [early, late] = [await recognised({ expiresOn: '2026-11-01' }), await recognised()];
  await recognised({ expiresOn: '2026-05-02' });
  await gather();
  await invite();
  for (const { cardNumber } of [early, late]) await t.pull('eid-tool', 'renew-at-counter', { cardNumber });
  await invite();
  await gather();
  expect((await list({ standing: 'counter' })).map(({ expiresOn }) => expiresOn)).toEqual(['2026-05-01', '2026-11-01']);
  const [served] = await list({ standing: 'reached' });
  await inGent(t, async (work) => {
    for (const move of ['request', 'schedule', 'identify', 'capture', 'verify', 'order', 'plan-delivery', 'receive-card', 'start-delivery', 'activate', 'register-code', 'close-procedure', 'close'] as const) await moveDossier(work, served?.dossier ?? '', move);
  });
  await t.idle();
  expect(await counts()).toMatchObject({ total: 3, counter: 2, served: 1, servedShare: 33.3 });
});

test('when a recognition ends, who was not served is off the list that night; who renewed stays in the figures of the year', async () => {
  const [leaving, renewed] = [await recognised(), await recognised({ expiresOn: '2026-05-02' })];
  await gather();
  await t.pull('eid-tool', 'renew-at-counter', { cardNumber: renewed.cardNumber });
  await gather();
  await Promise.all([leaving, renewed].map(endRecognition));
  expect(await gather()).toMatchObject({ takenOff: 1 });
  expect((await list()).map(({ standing }) => standing)).toEqual(['counter']);
});

test('who was not served by the end of the year is off its list too, when the recognition ends afterwards', async () => {
  const leaving = await recognised({ expiresOn: '2026-12-31' });
  await recognised({ expiresOn: '2026-12-30' });
  await gather();
  await t.advance({ days: 305 });
  await endRecognition(leaving);
  expect(today()).toBe('2027-01-02');
  await gather();
  expect((await list({ year: 2026 })).map(({ expiresOn }) => expiresOn)).toEqual(['2026-12-30']);
});

test('a register that gives no list is asked for one person at a time, and who is recognised no longer goes at the end of the next look', async () => {
  const citizen = await recognised();
  await aCitizen(t, { expiresOn: '2026-05-01' });
  const refusal = failures('disability-register', { 'not-listed': { status: 422, retry: 'never', title: 'no list' } });
  const unlisted = () => runJob(t, 'outreach', 'gather', (ctx) => ({ ...ctx, ports: { ...ctx.ports, disabilityRegister: { ...ctx.ports['disabilityRegister'], recognised: async () => { throw refusal['not-listed'](); } } } }));
  await unlisted();
  expect(await list()).toHaveLength(1);
  await endRecognition(citizen);
  await t.advance({ days: 1 });
  await unlisted();
  expect(await list()).toEqual([]);
});

test('a night that breaks off half-way goes on the next night from where it was, and nobody is taken off meanwhile', async () => {
  for (const expiresOn of ['2026-01-10', '2026-06-10', '2026-10-10']) await recognised({ expiresOn });
  let units = 0;
  // It has looked at cards up to the middle of June, which is the twelfth fortnight.
  const breaking = runJob(t, 'outreach', 'gather', (ctx) => ({
    ...ctx, work: async (body) => {
      units += 1;
      if (units > 15) throw new Error('the machine stopped');
      return ctx.work(body);
    },
  }));
  await expect(breaking).rejects.toThrow('the machine stopped');
  expect(await list()).toHaveLength(2);
  expect(await counts()).toMatchObject({ asOf: null, underWay: '2026-06-17' });
  expect(await gather()).toMatchObject({ seen: 1, listed: 1, takenOff: 0, finished: true });
  expect(await list()).toHaveLength(3);
  expect(await counts()).toMatchObject({ asOf: expect.any(Number), underWay: null });
});

test('a large municipality takes several nights, each to the end of a fortnight', async () => {
  await t.stop();
  t = await openTestHouse({ start, settings: [{ contract: outreach, settings: { cardsPerNight: 10, everyDays: 7 } }] });
  for (let card = 0; card < 12; card += 1) await recognised({ expiresOn: `2026-0${card < 11 ? 4 : 8}-01` });
  expect(await gather()).toEqual({ seen: 11, listed: 11, takenOff: 0, finished: false });
  expect(await gather()).toEqual({ seen: 1, listed: 1, takenOff: 0, finished: true });
  expect(await gather()).toMatchObject({ seen: 0, finished: true });
});

test('when a year ends the list begins anew, and that of the old year can still be asked for', async () => {
  await t.stop();
  t = await openTestHouse({ start: '2026-12-30T09:00:00+01:00', settings: [{ contract: outreach, settings: { everyDays: 30 } }] });
  await recognised({ expiresOn: '2026-12-31' });
  await recognised({ expiresOn: '2027-01-01' });
  await gather();
  expect((await list()).map(({ expiresOn }) => expiresOn)).toEqual(['2026-12-31']);
  await t.advance({ days: 3 });
  expect((await list()).map(({ expiresOn }) => expiresOn)).toEqual(['2027-01-01']);
  expect((await list({ year: '2026' })).map(({ expiresOn }) => expiresOn)).toEqual(['2026-12-31']);
});

test('whose number was replaced stays one citizen, under whichever number the tool and the register know him or her, and counts once with two cards: the one that expires last', async () => {
  const citizen = await recognised();
  const insz = makeInsz('1958-03-14', 997, { testPerson: true });
  await gather();
  await invite();
  await t.pull('disability-register', 'replace-number', { from: citizen.insz, to: insz });
  const { citizens: known } = await t.pull<{ citizens: { insz: string }[] }>('crm', 'citizens');
  await t.pull('crm', 'put-citizen', { citizen: { ...known.find((each) => each.insz === citizen.insz), insz } });
  await t.pull('eid-tool', 'put-card', { card: { cardNumber: makeCardNumber('5900000001'), insz, kind: 'eid', expiresOn: '2026-05-05', renewal: 'card' } });
  await inGent(t, (work) => replaceNumber(work, citizen.insz, insz));
  expect(await gather()).toMatchObject({ takenOff: 0 });
  await t.advance({ days: 1 });
  expect(await only()).toMatchObject({ expiresOn: '2026-05-05', standing: 'reached' });
});

test('whose next card expires next year stands in the list of that year too, where all begins anew', async () => {
  await t.stop();
  t = await openTestHouse({ start: '2026-12-20T09:00:00+01:00', settings: [{ contract: outreach, settings: { everyDays: 1 } }] });
  const { insz } = await recognised({ expiresOn: '2026-12-31' });
  await gather();
  await invite();
  await t.pull('eid-tool', 'put-card', { card: { cardNumber: makeCardNumber('5919999999'), insz, kind: 'eid', expiresOn: '2027-12-01', renewal: 'card' } });
  await t.advance({ days: 13 });
  expect(await list()).toEqual([expect.objectContaining({ expiresOn: '2027-12-01', standing: 'not-yet', dossier: null, toldAt: null })]);
  expect(await list({ year: '2026' })).toEqual([expect.objectContaining({ expiresOn: '2026-12-31', standing: 'reached', toldBy: 'email' })]);
});

test('who was listed under two numbers before it was heard that one took the place of the other is one citizen again', async () => {
  const citizen = await recognised();
  await gather();
  await invite();
  const insz = makeInsz('1958-03-14', 997, { testPerson: true });
  await t.pull('disability-register', 'put-recognition', { insz, from: '2020-01-01', until: null });
  await t.pull('eid-tool', 'put-card', { card: { cardNumber: makeCardNumber('5919999999'), insz, kind: 'eid', expiresOn: '2026-05-20', renewal: 'card' } });
  await t.pull('house', 'clock', { advanceMinutes: 60 * 20 });
  await gather();
  expect(await list()).toHaveLength(2);
  await inGent(t, (work) => replaceNumber(work, citizen.insz, insz));
  await t.advance({ days: 1 });
  expect(await only()).toMatchObject({ standing: 'reached' });
});

test('a dossier that ended and is opened again is the same citizen, who was told already', async () => {
  const { insz } = await recognised();
  await gather();
  await invite();
  const before = await only();
  await inGent(t, (work) => moveDossier(work, before.dossier ?? '', 'withdraw'));
  await t.idle();
  expect(await only()).toMatchObject({ standing: 'stopped', step: 'none' });
  await t.call('request.openFor', { insz, why: 'citizen-called' }, clerk);
  await t.idle();
  const again = await only();
  expect([again.dossier === before.dossier, again.toldAt === before.toldAt]).toEqual([false, true]);
  await gather();
  expect((await only()).toldAt).toBe(before.toldAt);
});

test('whom the CRM does not know within the window is asked of it, and a card that nobody can read is counted', async () => {
  const [stranger, unread] = [makeInsz('1958-03-14', 996, { testPerson: true }), await recognised()];
  await t.pull('eid-tool', 'put-card', { card: { cardNumber: makeCardNumber('5918888888'), insz: stranger, kind: 'eid', expiresOn: '2026-05-20', renewal: 'card' } });
  await t.pull('disability-register', 'put-recognition', { insz: stranger, from: '2020-01-01', until: null });
  await t.pull('eid-tool', 'spoil-card', { cardNumber: unread.cardNumber });
  await gather();
  expect(await only()).toMatchObject({ standing: 'due', step: 'ask-crm' });
  expect(await counts()).toMatchObject({ total: 1, unreadable: 1 });
  const { reference } = await only();
  expect(await t.call('outreach.show', { reference }, clerk)).toMatchObject({ citizen: null, representative: null });
});

test('whoever is opened gets the better suggestion: a representative who is known is told first', async () => {
  await recognised({ email: null, mobile: null, phone: null, preferredMedium: 'letter' });
  await gather();
  await invite();
  const { reference, dossier } = await only();
  await inGent(t, (work) => moveDossier(work, dossier ?? '', 'fail-to-reach'));
  await t.idle();
  expect(await only()).toMatchObject({ standing: 'not-reached', step: 'call' });
  expect(await t.call('outreach.show', { reference }, clerk)).toMatchObject({ step: 'write' });
  const { citizens: [known] } = await t.pull<{ citizens: object[] }>('crm', 'citizens');
  await t.pull('crm', 'put-citizen', { citizen: { ...known, representative: { relation: 'guardian', firstName: 'Jan', lastName: 'Maes', email: 'jan@example.org', mobile: null } } });
  expect(await t.call('outreach.show', { reference }, clerk)).toMatchObject({ step: 'tell-representative', representative: { lastName: 'Maes' } });
});

test('who asks what is held gets it, also without a dossier; who is forgotten is off the list', async () => {
  const { insz } = await recognised({ expiresOn: '2026-11-01' });
  const nobody = makeInsz('1990-01-01', 997, { testPerson: true });
  await gather();
  const exported = await t.call<{ person: string | null; classes: { class: string }[] }>('retention.exportPerson', { insz, why: 'asked-by-citizen' }, officer);
  expect([exported.person, exported.classes.map((each) => each.class)]).toEqual([null, expect.arrayContaining(['outreach'])]);
  await expect(t.call('retention.exportPerson', { insz: nobody, why: 'asked-by-citizen' }, officer)).rejects.toMatchObject({ type: 'person.unknown' });
  await t.call('retention.erasePerson', { insz, why: 'asked-by-citizen', confirm: 'for-good' }, officer);
  expect(await list()).toEqual([]);
});
