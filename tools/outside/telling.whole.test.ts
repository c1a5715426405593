import { gent } from '#config/municipalities/gent.ts';
import { communication } from '#plugins/communication/communication.contract.ts';
import { enable } from '#services/tenancy/municipality.ts';
import { aCitizen } from '#tools/test-house/make-citizen.ts';
import { openHouseAtOutside, type HouseAtOutside } from '#tools/test-house/open-house-at-outside.ts';
import { as } from '#tools/test-house/open-test-house.ts';

/** What is told in an e-Box, on paper and by a contact centre, over their wires and through the whole house. */

const clerk = as('clerk');
let the: HouseAtOutside;
beforeAll(async () => {
  const telling = enable(communication, { media: ['e-box', 'telephone', 'letter'], callsBy: 'contact-centre', sender: { name: 'Stad Gent', telephone: '09 210 10 10', counter: 'AC Zuid' } });
  the = await openHouseAtOutside({ towns: [{ ...gent, plugins: gent.plugins.map((plugin) => (plugin.contract.id === communication.id ? telling : plugin)) }] });
});
afterAll(() => the.stop());

const aTold = async (overrides: Parameters<typeof aCitizen>[1], opens: boolean) => {
  const { insz } = await aCitizen(the, { email: null, nis: '44021', ...overrides });
  await the.pull('messaging', 'e-box-user', { insz, opens });
  const { dossier } = await the.call<{ dossier: string }>('request.openFor', { insz, why: 'citizen-called' }, clerk);
  await the.call('communication.tell', { dossier, notice: 'counter-information', values: { link: 'https://example.org/x', code: 'AAAAA-BBBBB', expiresOn: '2026-12-15' }, once: 'x' }, clerk);
  await the.idle();
  return dossier;
};
const shownOf = async (dossier: string) => (await the.call<{ messages: { medium: string; state: string }[] }>('communication.messages', { dossier }, clerk)).messages.map(({ medium, state }) => `${medium} ${state}`);
const pageOf = async (path: string) => (await fetch(`${the.outside.url}/gent/messaging${path}`)).text();

test('a citizen finds the letter in the e-Box, and a person on the page of the mailbox', async () => {
  const dossier = await aTold({}, true);
  expect(await shownOf(dossier)).toEqual(['e-box sent']);
  const [, place = ''] = /messages\/(\d+)/.exec(await pageOf(`/to/0`)) ?? [];
  const [, document = ''] = /(\/documents\/[0-9a-f-]{36}\.pdf)/.exec(await pageOf(`/messages/${place}`)) ?? [];
  expect((await pageOf(document)).startsWith('%PDF-1.7')).toBe(true);
});

test('a citizen without a telephone who has never opened an e-Box gets paper', async () => {
  expect(await shownOf(await aTold({ phone: null, mobile: null }, false))).toEqual(['e-box failed', 'letter sent']);
});

test('a citizen with one is telephoned by the contact centre, which tells how it went', async () => {
  const dossier = await aTold({ phone: '+3291234567' }, false);
  expect(await shownOf(dossier)).toEqual(['e-box failed', 'telephone waiting']);
  expect(await pageOf('/calls')).toContain('+3291234567');
  const { calls: [call] } = await the.pull<{ calls: { call: string }[] }>('messaging', 'calls', { dossier });
  await the.pull('messaging', 'outcome', { call: call?.call, outcome: 'wrong-number' });
  await the.idle();
  expect(await shownOf(dossier)).toEqual(['e-box failed', 'telephone failed', 'letter sent']);
});
