import { gent } from '#config/municipalities/gent.ts';
import { aCitizen } from '#tools/test-house/make-citizen.ts';
import { as, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';
import { communication } from './communication.contract.ts';

/** A municipality that publishes in the e-Box of its citizens, before it prints. */

let t: TestHouse;
beforeAll(async () => {
  const chosen = gent.plugins.find(({ contract }) => contract.id === communication.id);
  const digital = { contract: communication, settings: { media: ['email', 'e-box', 'letter'], sender: { name: 'Stad Gent', telephone: '09 210 10 10', counter: 'AC Zuid' } } };
  t = await openTestHouse({ house: { municipalities: [{ ...gent, plugins: gent.plugins.map((plugin) => (plugin === chosen ? digital : plugin)) }] } });
});
afterAll(() => t.stop());

const clerk = as('clerk');
const aTold = async (overrides: Parameters<typeof aCitizen>[1], opens = true) => {
  const { insz } = await aCitizen(t, { email: null, nis: '44021', ...overrides });
  await t.pull('messaging', 'e-box-user', { insz, opens });
  const { dossier } = await t.call<{ dossier: string }>('request.openFor', { insz, why: 'citizen-called' }, clerk);
  await t.call('communication.tell', { dossier, notice: 'counter-information', values: { link: 'https://example.org/x', code: 'AAAAA-BBBBB', expiresOn: '2026-12-15' }, once: 'x' }, clerk);
  await t.idle();
  return { insz, dossier };
};
const shownOf = async (dossier: string) => (await t.call<{ messages: { medium: string; state: string }[] }>('communication.messages', { dossier }, clerk)).messages;
const sentTo = async (dossier: string) => (await t.pull<{ messages: object[] }>('messaging', 'messages', { dossier })).messages;
const exceptionsOf = async (dossier: string) => (await t.call<{ exceptions: object[] }>('exceptions.list', { dossier }, as('administrator'))).exceptions;

test('who has no e-mail address is told in the e-Box, by national number and in the words of the letter', async () => {
  const { insz, dossier } = await aTold({});
  expect(await shownOf(dossier)).toMatchObject([{ medium: 'e-box', state: 'sent' }]);
  expect(await sentTo(dossier)).toMatchObject([{ medium: 'e-box', to: insz, link: 'https://example.org/x', body: expect.stringContaining('AAAAA-BBBBB') }]);
  const { contacts } = await t.pull<{ contacts: { dossier: string; medium: string }[] }>('crm', 'contacts');
  expect(contacts.filter((contact) => contact.dossier === dossier)).toMatchObject([{ medium: 'e-box' }]);
});

test('who has never opened an e-Box gets paper, at once and without a person having to see to it', async () => {
  const { dossier } = await aTold({}, false);
  expect(await shownOf(dossier)).toMatchObject([{ medium: 'e-box', state: 'failed' }, { medium: 'letter', state: 'sent' }]);
  expect(await sentTo(dossier)).toMatchObject([{ medium: 'e-box' }, { medium: 'letter' }]);
  expect(await exceptionsOf(dossier)).toEqual([]);
  const { contacts } = await t.pull<{ contacts: { dossier: string; medium: string }[] }>('crm', 'contacts');
  expect(contacts.filter((contact) => contact.dossier === dossier)).toMatchObject([{ medium: 'letter' }]);
});

test('who prefers the e-Box is told there, also with an e-mail address; who reads English is not', async () => {
  const preferring = { email: 'jan@example.org', preferredMedium: 'e-box' } as const;
  expect(await shownOf((await aTold(preferring)).dossier)).toMatchObject([{ medium: 'e-box', state: 'sent' }]);
  expect(await shownOf((await aTold({ ...preferring, language: 'en' })).dossier)).toMatchObject([{ medium: 'email', state: 'sent' }]);
});

test('an e-Box of which the answer is lost is parked: nobody knows whether it was published', async () => {
  await t.pull('messaging', 'fault', { operation: 'sendEBox', kind: 'answers-late', times: 1 });
  const { dossier } = await aTold({});
  expect(await shownOf(dossier)).toMatchObject([{ medium: 'e-box', state: 'parked' }]);
  expect(await exceptionsOf(dossier)).toMatchObject([{ name: 'messaging.sendEBox', state: 'parked' }]);
});
