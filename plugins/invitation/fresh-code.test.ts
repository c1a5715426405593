import { makeCardNumber } from '#services/belgium/card-number.ts';
import { birthDateOf } from '#services/belgium/insz.ts';
import { auditEntries } from '#services/audit/audit.store.ts';
import { aCitizen, type TestCitizen } from '#tools/test-house/make-citizen.ts';
import { outboxOf } from '#tools/test-house/look-inside.ts';
import { as, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';
import { askCode } from './ask-code.ts';
import { codeAsks, invitations, wrongCodes } from './invitation.store.ts';
import { printCode } from './personal-code.ts';

/** A citizen who lost the code asks for a fresh one on the website. */

let t: TestHouse;
const [website, administrator, official] = [as('website'), as('administrator'), as('official')];
beforeEach(async () => { t = await openTestHouse(); });
afterEach(() => t.stop());

const gent = () => t.house.engine.store.reader('gent');
const ask = (cardNumber: string, birthDate: string | undefined) => t.call<object>('invitation.askCode', { cardNumber, birthDate }, website);
const askOf = ({ cardNumber, insz }: TestCitizen) => ask(cardNumber, birthDateOf(insz));
const codeOf = async (dossier: string) => (await gent().first(invitations, { dossier }))?.personal.code ?? '';
const opens = (code: string) => t.call('request.enter', { code }, website);
const toldOf = async (dossier: string) => (await t.call<{ messages: { notice: string; medium: string }[] }>('communication.messages', { dossier }, official)).messages.filter(({ notice }) => notice === 'fresh-code');

async function anInvited(overrides: Parameters<typeof aCitizen>[1] = {}): Promise<{ readonly citizen: TestCitizen; readonly dossier: string }> {
  const citizen = await aCitizen(t, { recognised: true, ...overrides });
  const { opened } = await t.call<{ opened: { dossier: string }[] }>('invitation.checkExpiry', {}, administrator);
  await t.idle();
  return { citizen, dossier: opened[0]?.dossier ?? '' };
}

test('goes out by the preferred medium to what the CRM has, opens the dossier, and voids the code before it', async () => {
  const { citizen, dossier } = await anInvited({ mobile: '+32470123456', preferredMedium: 'sms' });
  const before = await codeOf(dossier);
  await askOf(citizen);
  await t.idle();
  const fresh = await codeOf(dossier);
  expect(fresh).not.toBe(before);
  expect(await toldOf(dossier)).toEqual([expect.objectContaining({ medium: 'sms' })]);
  const { messages } = await t.pull<{ messages: { to: string; body: string }[] }>('messaging', 'messages', { dossier });
  expect(messages.at(-1)).toMatchObject({ to: '+32470123456', body: expect.stringContaining(printCode(fresh)) });
  expect(await opens(fresh)).toMatchObject({ dossier });
  await expect(opens(before)).rejects.toMatchObject({ type: 'invitation.code-unknown' });
  expect(await gent().find(auditEntries, { what: 'invitation.askCode' })).toContainEqual(expect.objectContaining({ subject: `dossier:${dossier}`, result: 'done' }));
});

test('whoever asks, for whomever, gets the same answer by the same way, also while the CRM is down', async () => {
  const { citizen } = await anInvited();
  await t.pull('crm', 'fault', { operation: 'citizen', kind: 'down' });
  const answered = async (cardNumber: string, birthDate: string | undefined) => {
    const answer = await ask(cardNumber, birthDate);
    const asked = (await outboxOf(t, { name: 'invitation.codeAsked' })).at(-1);
    return { answer, asked: [asked?.plugin, asked?.kind, asked?.dossier, asked?.lane] };
  };
  const known = await answered(citizen.cardNumber, birthDateOf(citizen.insz));
  expect(known.answer).toEqual({});
  expect(await answered(citizen.cardNumber, '1950-01-01')).toEqual(known);
  expect(await answered(makeCardNumber('9999999990'), '1950-01-01')).toEqual(known);
});

test('before the answer nothing is read: all that happens is that the question is written down', async () => {
  const done: string[] = [];
  const note = (what: string, answer?: string) => () => { done.push(what); return answer; };
  // Whatever else it touched would not be there.
  const work = { at: 0, newId: note('newId', '0197f3c2-5b1e-7c44-9d3a-2f6b8e1c7a50'), insert: note('insert'), emit: note('emit') };
  const ctx = { answer: async (carryOut: (work: unknown) => Promise<unknown>) => carryOut(work) };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it is given nothing else, on purpose
  await askCode(ctx as never, { cardNumber: makeCardNumber('9999999990'), birthDate: '1950-01-01' });
  expect(done).toEqual(['newId', 'insert', 'emit']);
});

test('who does not know the day of birth, or has no dossier here, causes no message and leaves nothing but a count', async () => {
  const { citizen, dossier } = await anInvited();
  const before = await codeOf(dossier);
  await ask(citizen.cardNumber, '1950-01-01');
  await ask(makeCardNumber('9999999990'), '1950-01-01');
  await t.idle();
  expect([await codeOf(dossier), await toldOf(dossier), await gent().find(codeAsks, {})]).toEqual([before, [], []]);
  expect((await gent().find(wrongCodes, {})).map(({ tries }) => tries)).toEqual([2]);
});

test('a neighbour who asks again and again has the citizen told twice a day and no more, and locks nobody out', async () => {
  const { citizen, dossier } = await anInvited();
  for (let time = 0; time < 5; time += 1) {
    await askOf(citizen);
    await t.idle();
  }
  expect(await toldOf(dossier)).toHaveLength(2);
  expect(await opens(await codeOf(dossier))).toMatchObject({ dossier });
  await t.advance({ days: 1 });
  await askOf(citizen);
  await t.idle();
  expect(await toldOf(dossier)).toHaveLength(3);
});

test('the code before stays good as long as no fresh one could be sent', async () => {
  const { citizen, dossier } = await anInvited();
  const before = await codeOf(dossier);
  await t.pull('crm', 'fault', { operation: 'citizen', kind: 'refuses', times: 1 });
  await askOf(citizen);
  await t.idle();
  expect(await opens(before)).toMatchObject({ dossier });
});

test('the code before stays good where no medium reaches the citizen', async () => {
  const { citizen, dossier } = await anInvited();
  const before = await codeOf(dossier);
  const address = { street: 'Teststraat', houseNumber: '1', postcode: '9000', city: 'Gent' };
  const gone = { insz: citizen.insz, firstName: 'Test', lastName: 'Persoon', language: 'nl', address, email: null, mobile: null, phone: null, preferredMedium: null, whatsappOptIn: false, representative: null, reachable: false };
  await t.pull('crm', 'put-citizen', { citizen: gone });
  await askOf(citizen);
  await t.idle();
  expect([await codeOf(dossier), await toldOf(dossier)]).toEqual([before, []]);
});

test('what was typed is gone as soon as it was judged, and the code as soon as it was sent', async () => {
  const { citizen } = await anInvited();
  await askOf(citizen);
  await t.idle();
  expect((await gent().find(codeAsks, {})).map(({ personal }) => personal)).toEqual([{ typed: null, code: null }]);
});

test('who came in by eID and never had a code gets one too, also when the visit is planned, and is not invited afterwards', async () => {
  const citizen = await aCitizen(t, {});
  const { dossier } = await t.call<{ dossier: string }>('request.openFor', { insz: citizen.insz, why: 'citizen-called' }, official);
  await askOf(citizen);
  await t.idle();
  expect(await opens(await codeOf(dossier))).toMatchObject({ dossier });
  await t.advance({ days: 1 });
  const { messages } = await t.call<{ messages: { notice: string }[] }>('communication.messages', { dossier }, official);
  expect(messages.map(({ notice }) => notice)).toEqual(['fresh-code']);
});

test('a dossier that has ended gets no code', async () => {
  const { citizen, dossier } = await anInvited();
  await t.call('request.withdraw', { dossier, reason: 'other' }, official);
  await t.idle();
  await askOf(citizen);
  await t.idle();
  expect(await toldOf(dossier)).toEqual([]);
});
