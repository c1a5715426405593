import { gent } from '#config/municipalities/gent.ts';
import { dayOf } from '#services/belgium/brussels-time.ts';
import { addDays } from '#services/belgium/day.ts';
import { aCitizen } from '#tools/test-house/make-citizen.ts';
import { as, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';
import { communication } from './communication.contract.ts';

/** A municipality that has a contact centre telephone, and sends no letters. */
let t: TestHouse;
beforeAll(async () => {
  const settings = { callsBy: 'contact-centre', media: ['email', 'telephone'], sender: { name: 'Stad Gent', telephone: '09 210 10 10', counter: 'AC Zuid' } };
  t = await openTestHouse({ house: { municipalities: [{ ...gent, plugins: gent.plugins.map((plugin) => (plugin.contract.id === communication.id ? { contract: communication, settings } : plugin)) }] } });
});
afterAll(() => t.stop());

test('a citizen who asks the contact centre for a letter that is not sent here is telephoned by the clerks', async () => {
  const { insz } = await aCitizen(t, { expiresOn: addDays(dayOf(t.house.engine.clock.now('gent')), 60), recognised: true, preferredMedium: 'telephone', phone: '+3291234567', email: null });
  await t.call('invitation.checkExpiry', {}, as('administrator'));
  await t.idle();
  const { dossiers: [found] } = await t.call<{ dossiers: { dossier: string }[] }>('journey.find', { insz }, as('clerk'));
  const { calls: [offered] } = await t.pull<{ calls: { call: string }[] }>('messaging', 'calls', { dossier: found?.dossier });
  const listed = async () => (await t.call<{ calls: { call: string }[] }>('communication.callList', {}, as('clerk'))).calls.map(({ call }) => call);
  expect(await listed()).toEqual([]);
  await t.pull('messaging', 'outcome', { call: offered?.call, outcome: 'wants-letter' });
  await t.idle();
  expect(await listed()).toEqual([offered?.call]);
});
