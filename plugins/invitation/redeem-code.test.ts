import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { aCitizen } from '#tools/test-house/make-citizen.ts';
import { as, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';
import { wrongCodes } from './invitation.store.ts';
import { makeCode } from './personal-code.ts';

interface Message { medium: string; body: string }
let t: TestHouse;
beforeAll(async () => { t = await openTestHouse(); });
afterAll(() => t.stop());

const clerk = as('clerk');
const administrator = as('administrator');
const anInvited = async (overrides: Parameters<typeof aCitizen>[1] = {}): Promise<{ dossier: string }> => {
  const { insz } = await aCitizen(t, { recognised: true, ...overrides });
  await t.call('invitation.checkExpiry', {}, administrator);
  await t.idle();
  const { dossiers: [found] } = await t.call<{ dossiers: { dossier: string }[] }>('journey.find', { insz }, clerk);
  if (!found) throw new Error('no dossier');
  return found;
};
const messagesOf = async (dossier: string) => (await t.pull<{ messages: Message[] }>('messaging', 'messages', { dossier })).messages;
const codeOf = async (dossier: string) => /[2-9A-Z]{5}-[2-9A-Z]{5}/u.exec((await messagesOf(dossier)).at(-1)?.body ?? '')?.[0] ?? '';
const enter = (code: string) => t.call<{ dossier: string }>('request.enter', { code }, as('website'));
const refusalOf = (code: string) => enter(code).then(() => 'let in', (error: unknown) => JSON.stringify(error));
const again = (dossier: string, medium?: string) => t.call<{ medium: string | null }>('invitation.send', { dossier, ...(medium && { medium }) }, clerk);

test('the code of the message opens the dossier, however it is typed', async () => {
  const { dossier } = await anInvited();
  const code = await codeOf(dossier);
  expect((await enter(code)).dossier).toBe(dossier);
  expect((await enter(code.toLowerCase().replace('-', ' '))).dossier).toBe(dossier);
});

test('an invented code, an old one and that of an ended dossier answer exactly alike', async () => {
  const [renewed, ended] = [await anInvited(), await anInvited()];
  const [old, over] = [await codeOf(renewed.dossier), await codeOf(ended.dossier)];
  expect((await again(renewed.dossier)).medium).toBe('email');
  await t.call('request.withdraw', { dossier: ended.dossier }, clerk);
  await t.idle();
  const invented = await refusalOf(makeCode());
  expect(invented).toContain('invitation.code-unknown');
  expect(await refusalOf(old)).toBe(invented);
  expect(await refusalOf(over)).toBe(invented);
});

test('wrong codes are counted', async () => {
  const count = async () => (await t.house.engine.store.reader('gent').find(wrongCodes, {})).reduce((sum, { tries }) => sum + tries, 0);
  const before = await count();
  await Promise.all([1, 2, 3].map(() => refusalOf(makeCode())));
  expect(await count()).toBe(before + 3);
});

test('no code stands in clear anywhere in our database', async () => {
  const { dossier } = await anInvited();
  const printed = await codeOf(dossier);
  const files = readdirSync(t.dataDir).filter((name) => name.startsWith('eid.sqlite')).map((name) => readFileSync(join(t.dataDir, name)).toString('latin1'));
  expect(files.join('').length).toBeGreaterThan(0);
  for (const code of [printed, printed.replace('-', '')]) expect(files.filter((content) => content.includes(code))).toEqual([]);
});

test('sent again, the invitation holds a fresh code, and only that one is good', async () => {
  const { dossier } = await anInvited();
  const old = await codeOf(dossier);
  await again(dossier);
  await t.idle();
  const fresh = await codeOf(dossier);
  expect(fresh).not.toBe(old);
  expect((await enter(fresh)).dossier).toBe(dossier);
  expect(await refusalOf(old)).toContain('invitation.code-unknown');
});

test('a clerk can have it sent by letter', async () => {
  const { dossier } = await anInvited();
  expect(await again(dossier, 'letter')).toEqual({ medium: 'letter' });
  await t.idle();
  expect((await messagesOf(dossier)).map(({ medium }) => medium)).toEqual(['email', 'letter']);
});

test('when the wanted medium is not possible nothing is sent, and the old code stays good', async () => {
  const { dossier } = await anInvited();
  const code = await codeOf(dossier);
  expect(await again(dossier, 'whatsapp')).toEqual({ medium: null });
  expect((await enter(code)).dossier).toBe(dossier);
});

test('when the CRM is away nothing is sent, and the old code stays good', async () => {
  const { dossier } = await anInvited();
  const code = await codeOf(dossier);
  await t.pull('crm', 'fault', { operation: 'citizen', kind: 'down' });
  await expect(again(dossier)).rejects.toMatchObject({ type: 'crm.unavailable' });
  await t.pull('crm', 'fault', { operation: 'citizen', kind: null });
  expect((await enter(code)).dossier).toBe(dossier);
});

test('who has asked for a visit is not invited again', async () => {
  const { dossier } = await anInvited();
  const { slots: [slot] } = await t.call<{ slots: { start: number }[] }>('appointments.offer', { dossier, purpose: 'capture' }, clerk);
  await t.call('request.submit', { dossier, ground: 'disability', start: slot?.start, declaredBy: 'citizen' }, clerk);
  await expect(again(dossier)).rejects.toMatchObject({ type: 'invitation.not-waiting' });
});
