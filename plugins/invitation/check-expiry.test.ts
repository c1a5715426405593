import { dayOf } from '#services/belgium/brussels-time.ts';
import { addDays } from '#services/belgium/day.ts';
import { makeCardNumber } from '#services/belgium/card-number.ts';
import { makeInsz } from '#services/belgium/insz.ts';
import { history } from '#services/journey/dossier.store.ts';
import { aCitizen, type TestCitizen } from '#tools/test-house/make-citizen.ts';
import { as, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';
import { runJob } from '#tools/test-house/run-job.ts';

interface Checked { opened: { dossier: string; ground: string | null }[]; notOpened: { reason: string; count: number }[]; seen: number; renewedAtCounter: number; lapsed: number }
interface Message { medium: string; language: string; subject: string; body: string; messageId: string }
interface Dossier { dossier: string; state: string; ground: string | null }

let t: TestHouse;
beforeAll(async () => { t = await openTestHouse(); });
afterAll(() => t.stop());

const administrator = as('administrator');
const clerk = as('clerk');
const today = () => dayOf(t.house.engine.clock.now('gent'));
const aCitizenOfToday = (overrides: Parameters<typeof aCitizen>[1] = {}) => aCitizen(t, { expiresOn: addDays(today(), 21), ...overrides });
const check = async (input: object = {}) => {
  const checked = await t.call<Checked>('invitation.checkExpiry', input, administrator);
  await t.idle();
  return checked;
};
const dossiersOf = async ({ insz }: Pick<TestCitizen, 'insz'>) => (await t.call<{ dossiers: Dossier[] }>('journey.find', { insz }, clerk)).dossiers;
const dossierOf = async (citizen: Pick<TestCitizen, 'insz'>) => {
  const [only, ...others] = await dossiersOf(citizen);
  if (!only || others.length > 0) throw new Error(`expected one dossier, found ${only ? others.length + 1 : 0}`);
  return only;
};
const messagesOf = async (dossier: string) => (await t.pull<{ messages: Message[] }>('messaging', 'messages', { dossier })).messages;
const countOf = ({ notOpened }: Checked, reason: string) => notOpened.find((each) => each.reason === reason)?.count ?? 0;

test('an eID that expires within the window gets one dossier and its holder one invitation, however often the check runs', async () => {
  const citizen = await aCitizenOfToday({ recognised: true });
  await check();
  await check();
  const { dossier, state, ground } = await dossierOf(citizen);
  expect({ state, ground }).toEqual({ state: 'invited', ground: 'disability' });
  expect(await messagesOf(dossier)).toHaveLength(1);
});

test('checks at the same time open one dossier and send one invitation', async () => {
  const citizens = await Promise.all([1, 2, 3].map(() => aCitizenOfToday({ recognised: true })));
  const checks = await Promise.all([1, 2, 3].map(() => t.call<Checked>('invitation.checkExpiry', {}, administrator)));
  await t.idle();
  const opened = checks.flatMap((checked) => checked.opened.map(({ dossier }) => dossier));
  for (const citizen of citizens) {
    const { dossier } = await dossierOf(citizen);
    expect(opened.filter((each) => each === dossier)).toHaveLength(1);
    expect(await messagesOf(dossier)).toHaveLength(1);
  }
});

test('an eID that expires after the window waits', async () => {
  const citizen = await aCitizenOfToday({ expiresOn: addDays(today(), 91) });
  await check();
  expect(await dossiersOf(citizen)).toEqual([]);
  expect((await check({ date: addDays(today(), 1) })).opened).toHaveLength(1);
});

test('who is recognised is invited in the own language, with link, code and price', async () => {
  const citizen = await aCitizenOfToday({ recognised: true, language: 'fr' });
  await check();
  const [message] = await messagesOf((await dossierOf(citizen)).dossier);
  expect(message).toMatchObject({ medium: 'email', language: 'fr' });
  expect(message?.body).toMatch(/https:\/\/stad\.gent\.example\/eid-aan-huis\/[2-9A-Z]{10}\n/u);
  expect(message?.body).toMatch(/[2-9A-Z]{5}-[2-9A-Z]{5}/u);
  expect(message?.body).toContain('Cette visite est gratuite.');
});

test('who belongs to no group is told about the counter and the two ways into home service', async () => {
  const citizen = await aCitizenOfToday();
  await check();
  const { dossier, state, ground } = await dossierOf(citizen);
  expect({ state, ground }).toEqual({ state: 'invited', ground: null });
  const [message] = await messagesOf(dossier);
  expect(message?.body).toMatch(/Woodrow Wilsonplein.*1\..*2\./su);
});

test('a recognition that has ended does not count, and its flag is taken back', async () => {
  const citizen = await aCitizenOfToday();
  await t.pull('disability-register', 'put-recognition', { insz: citizen.insz, from: '2020-01-01', until: addDays(today(), -1) });
  await check();
  expect((await dossierOf(citizen)).ground).toBeNull();
  const { flags } = await t.pull<{ flags: { insz: string; homeService: boolean }[] }>('eid-tool', 'flags');
  expect(flags.filter(({ insz }) => insz === citizen.insz)).toEqual([{ insz: citizen.insz, homeService: false }]);
});

test('the eID tool opens a renewal, knows who gets home service, and shows how far the dossier is', async () => {
  const citizen = await aCitizenOfToday({ recognised: true });
  await check();
  const { dossier } = await dossierOf(citizen);
  const { dossiers } = await t.pull<{ dossiers: { dossier: string; state: string; sequence: number; cardNumber: string }[] }>('eid-tool', 'dossiers');
  expect(dossiers.find((each) => each.dossier === dossier)).toMatchObject({ state: 'invited', sequence: 2, cardNumber: citizen.cardNumber });
  const { flags } = await t.pull<{ flags: { insz: string; homeService: boolean }[] }>('eid-tool', 'flags');
  expect(flags).toContainEqual({ insz: citizen.insz, homeService: true });
  const { entries } = await t.pull<{ entries: { operation: string }[] }>('eid-tool', 'ledger', { dossier });
  expect(entries.filter(({ operation }) => operation === 'openRenewal')).toHaveLength(1);
});

test.each<[string, Parameters<typeof aCitizen>[1]]>([
  ['kids-id', { kind: 'kids-id' }], ['foreigners-card', { kind: 'foreigner' }], ['certificates-only', { renewal: 'certificates' }], ['under-age', { birthDay: '2019-05-05' }],
  ['deceased-or-gone', { reachable: false }],
])('%s: no dossier is opened, and the check says why', async (reason, overrides) => {
  const before = countOf(await check(), reason);
  const citizen = await aCitizenOfToday(overrides);
  expect(countOf(await check(), reason)).toBe(before + 1);
  expect(await dossiersOf(citizen)).toEqual([]);
});

test('a national number that was replaced is followed: the dossier belongs to the new one, and the old one finds it too', async () => {
  const citizen = await aCitizenOfToday({ recognised: true });
  const insz = makeInsz('1958-03-14', 997, { testPerson: true });
  await t.pull('disability-register', 'replace-number', { from: citizen.insz, to: insz });
  const { citizens } = await t.pull<{ citizens: { insz: string }[] }>('crm', 'citizens');
  await t.pull('crm', 'put-citizen', { citizen: { ...citizens.find((each) => each.insz === citizen.insz), insz } });
  await check();
  const { dossier, ground, state } = await dossierOf({ insz });
  expect({ ground, state }).toEqual({ ground: 'disability', state: 'invited' });
  expect((await dossierOf(citizen)).dossier).toBe(dossier);
});

test('whoever is renewing at the counter already gets no dossier', async () => {
  const citizen = await aCitizenOfToday({ recognised: true });
  await t.pull('eid-tool', 'renew-at-counter', { cardNumber: citizen.cardNumber });
  expect(countOf(await check(), 'renewing-at-counter')).toBeGreaterThan(0);
  expect(await dossiersOf(citizen)).toEqual([]);
});

test('whoever turns out to renew at the counter leaves home service, once', async () => {
  const citizen = await aCitizenOfToday({ recognised: true });
  await check();
  await t.pull('eid-tool', 'renew-at-counter', { cardNumber: citizen.cardNumber });
  expect((await check()).renewedAtCounter).toBe(1);
  expect((await check()).renewedAtCounter).toBe(0);
  expect((await dossierOf(citizen)).state).toBe('renewed-at-counter');
});

test('whoever asks for a visit after having been at the counter is not sent away by the old news', async () => {
  const citizen = await aCitizenOfToday();
  await t.pull('eid-tool', 'renew-at-counter', { cardNumber: citizen.cardNumber });
  await check();
  await t.call('request.openFor', { insz: citizen.insz, why: 'citizen-called' }, clerk);
  expect((await check()).renewedAtCounter).toBe(0);
  expect((await dossierOf(citizen)).state).toBe('opened');
});

test('a renewal that the tool dates in the future happened by now, and the next ones are heard of all the same', async () => {
  const citizen = await aCitizenOfToday({ recognised: true });
  await check();
  const asked: number[] = [];
  const far = t.house.engine.clock.now('gent') + 1_000 * 86_400_000;
  const told = { renewalsAtCounter: async ({ since }: { since: number }) => { asked.push(since); return { renewals: [{ cardNumber: citizen.cardNumber, at: far }] }; } };
  const once = () => runJob(t, 'invitation', 'check-expiry', (ctx) => ({ ...ctx, ports: { ...ctx.ports, eidTool: { ...ctx.ports['eidTool'], ...told } } }));
  await once();
  await once();
  expect((await dossierOf(citizen)).state).toBe('renewed-at-counter');
  expect(asked[1]).toBeLessThan(t.house.engine.clock.now('gent'));
  const lines = await t.house.engine.store.reader('gent').find(history, { move: 'renew-at-counter' });
  expect(lines.filter(({ occurredAt, recordedAt }) => occurredAt > recordedAt)).toEqual([]);
});

test('a register that refuses one look-up holds up nobody else, and the next check tries it again', async () => {
  const citizens = [await aCitizenOfToday(), await aCitizenOfToday()];
  await t.pull('disability-register', 'fault', { operation: 'recognition', kind: 'refuses', times: 1 });
  expect(countOf(await check(), 'look-up-failed')).toBe(1);
  expect(countOf(await check(), 'look-up-failed')).toBe(0);
  for (const citizen of citizens) expect((await dossierOf(citizen)).state).toBe('invited');
});

test('a card of which the tool shows something that nobody can read is counted, and its holder is invited once it can be read', async () => {
  const [unread, other] = [await aCitizenOfToday(), await aCitizenOfToday()];
  await t.pull('eid-tool', 'spoil-card', { cardNumber: unread.cardNumber });
  expect(countOf(await check(), 'unreadable-card')).toBe(1);
  expect((await dossierOf(other)).state).toBe('invited');
  await t.pull('eid-tool', 'put-card', { card: { cardNumber: unread.cardNumber, insz: unread.insz, kind: 'eid', expiresOn: unread.expiresOn, renewal: 'card' } });
  expect(countOf(await check(), 'unreadable-card')).toBe(0);
  expect((await dossierOf(unread)).state).toBe('invited');
});

test('when the register is away altogether the check says so and changes nothing, and the next one opens them all', async () => {
  const citizens = await Promise.all([1, 2, 3, 4, 5, 6].map(() => aCitizenOfToday({ recognised: true })));
  await t.pull('disability-register', 'fault', { operation: 'recognition', kind: 'down' });
  await expect(t.call('invitation.checkExpiry', {}, administrator)).rejects.toMatchObject({ type: 'disability-register.unavailable' });
  await t.pull('disability-register', 'fault', { operation: 'recognition', kind: null });
  for (const citizen of citizens) expect(await dossiersOf(citizen)).toEqual([]);
  expect((await check()).opened).toHaveLength(6);
});

test('cards are read page by page, to the last one', async () => {
  const nis = '24055';
  for (let card = 0; card < 110; card += 1) {
    const insz = makeInsz('2017-02-01', card + 1, { testPerson: true });
    await t.pull('eid-tool', 'put-card', { card: { cardNumber: makeCardNumber(String(5_000_000_000 + card)), insz, kind: 'kids-id', expiresOn: addDays(today(), 21), renewal: 'card' } }, nis);
  }
  const last = await aCitizenOfToday({ nis, postcode: '3070', recognised: true });
  const checked = await t.call<Checked>('invitation.checkExpiry', {}, as('administrator', 'an.claes', 'kortenberg'));
  expect(checked).toMatchObject({ seen: 111, notOpened: [{ reason: 'kids-id', count: 110 }], opened: [{ ground: 'disability' }] });
  expect((await t.call<{ dossiers: Dossier[] }>('journey.find', { insz: last.insz }, as('clerk', 'an.claes', 'kortenberg'))).dossiers).toHaveLength(1);
});

test('only who may runs the check', async () => {
  await expect(t.call('invitation.checkExpiry', {}, clerk)).rejects.toMatchObject({ type: 'caller.scope-missing' });
  await expect(t.call('invitation.checkExpiry', { date: '24/11/2026' }, administrator)).rejects.toMatchObject({ type: 'caller.bad-input' });
  await expect(t.call('invitation.checkExpiry', { date: '9999-12-31' }, administrator)).rejects.toMatchObject({ type: 'caller.bad-input' });
  await expect(t.call('invitation.checkExpiry', { date: '2126-01-01' }, administrator)).rejects.toMatchObject({ type: 'invitation.date-too-far', data: { issues: [expect.objectContaining({ name: 'date' })] } });
});
