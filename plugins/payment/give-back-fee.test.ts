import { citizenOf, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';
import { clerk, paySteps } from '#tools/test-house/pay-steps.ts';

let the: TestHouse;
beforeAll(async () => { the = await openTestHouse(); });
afterAll(() => the.stop());

const { aRequest, paymentsOf, standingOf, fault, onlineOf, pay, anHourBefore, withdraw } = paySteps(() => the);

const toldToCitizen = async (dossier: string) => (await the.call<{ refund: { owed: boolean; until: number | null } | null }>('request.status', { dossier }, citizenOf(dossier))).refund;

describe('a dossier that ends', () => {
  test('gives the fee back when the citizen withdraws in time, and says beforehand until when', async () => {
    const { dossier, visit, payment } = await aRequest('bancontact', { inDays: 5 });
    expect(await toldToCitizen(dossier)).toBeNull();
    await pay(payment);
    expect(await toldToCitizen(dossier)).toEqual({ owed: true, until: visit.start - 24 * 3_600_000 });
    await withdraw(dossier);
    expect(await standingOf(dossier)).toEqual(['withdrawn', ['refunded'], ['cancelled']]);
  });

  test('does not give it back when the citizen withdraws the day of the visit, and says so beforehand', async () => {
    const { dossier, visit, payment } = await aRequest('bancontact', { inDays: 2 });
    await pay(payment);
    await anHourBefore(visit);
    expect(await toldToCitizen(dossier)).toMatchObject({ owed: false });
    await withdraw(dossier);
    expect(await standingOf(dossier)).toEqual(['withdrawn', ['paid'], ['cancelled']]);
  });

  test('gives it back whenever the municipality refers the citizen to the counter', async () => {
    const { dossier, visit, payment } = await aRequest('bancontact', { inDays: 2 });
    await pay(payment);
    await anHourBefore(visit);
    await the.call('request.refer', { dossier, reason: 'needs-counter' }, clerk);
    await the.idle();
    expect(await standingOf(dossier)).toEqual(['referred-to-counter', ['refunded'], ['cancelled']]);
  });

  test('withdraws a payment that is still open', async () => {
    const { dossier, payment } = await aRequest();
    await withdraw(dossier);
    expect((await onlineOf(payment)).map(({ status }) => status)).toEqual(['cancelled']);
  });
});

test('money goes back once, however often it is asked and whatever the payment system answers', async () => {
  const { dossier, payment } = await aRequest('bancontact', { inDays: 4 });
  await pay(payment);
  await fault('refund', 'answers-late', 2);
  for (let times = 0; times < 2; times += 1) await the.call('payment.refund', { payment: payment.payment, reason: 'goodwill' }, clerk);
  await the.idle();
  const { refunds } = await the.pull<{ refunds: { reference: string }[] }>('payment', 'refunds');
  expect(refunds.filter(({ reference }) => reference === payment.payment.replaceAll('-', ''))).toHaveLength(1);
  expect((await paymentsOf(dossier)).map(({ state }) => state)).toEqual(['refunded']);
});
