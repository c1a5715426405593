import { dayOf } from '#services/belgium/brussels-time.ts';
import { addDays } from '#services/belgium/day.ts';
import { aCitizen } from '#tools/test-house/make-citizen.ts';
import { as, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';

let t: TestHouse;
beforeAll(async () => { t = await openTestHouse(); });
afterAll(() => t.stop());

test.each([[true, []], [false, ['letter']]])('an invitation that bounces after days goes on by letter only to who has not renewed meanwhile (renewed: %s)', async (renewed, others) => {
  const { insz, cardNumber } = await aCitizen(t, { expiresOn: addDays(dayOf(t.house.engine.clock.now('gent')), 60), recognised: true, mobile: null, phone: null });
  await t.call('invitation.checkExpiry', {}, as('administrator'));
  await t.idle();
  const { dossiers: [found] } = await t.call<{ dossiers: { dossier: string }[] }>('journey.find', { insz }, as('clerk'));
  if (renewed) await t.pull('eid-tool', 'renew-at-counter', { cardNumber });
  await t.call('invitation.checkExpiry', {}, as('administrator'));
  await t.idle();
  const { messages: [mail] } = await t.pull<{ messages: { messageId: string }[] }>('messaging', 'messages', { dossier: found?.dossier });
  await t.pull('messaging', 'report', { messageId: mail?.messageId, status: 'failed', reason: '5.1.1' });
  await t.idle();
  const { messages } = await t.call<{ messages: { medium: string; state: string }[] }>('communication.messages', { dossier: found?.dossier }, as('clerk'));
  expect(messages.filter(({ medium }) => medium !== 'email').map(({ medium }) => medium)).toEqual(others);
  expect(messages.find(({ medium }) => medium === 'email')?.state).toBe('failed');
});
