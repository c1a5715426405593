import { payment as paymentSystem } from '#connectors/payment/payment.port.ts';
import { deliverMessage } from '#tools/test-house/deliver-message.ts';
import { citizenOf, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';
import { clerk, fee, ground, paySteps } from '#tools/test-house/pay-steps.ts';

let the: TestHouse;
beforeAll(async () => { the = await openTestHouse(); });
afterAll(() => the.stop());

const { today, aRequest, begin, stateOf, visitsOf, standingOf, quoteOf, unmatched, fault, onlineOf, paymentIdOf, pay, fail, credit, takeFromUnder, withdraw } = paySteps(() => the);

describe('an online payment', () => {
  test.each(['bancontact', 'online-banking'] as const)('by %s gives an address to pay at, and makes the visit certain when it is paid', async (method) => {
    const { dossier, payment } = await aRequest(method);
    expect(payment).toMatchObject({ method, state: 'open', amount: fee, checkoutUrl: expect.stringContaining('https://') });
    expect(await standingOf(dossier)).toEqual(['awaiting-payment', ['open'], ['held']]);
    await pay(payment);
    expect(await standingOf(dossier)).toEqual(['scheduled', ['paid'], ['confirmed']]);
    expect(await quoteOf(dossier)).toBe(0);
  });

  test('is the same payment when it is begun twice', async () => {
    const { dossier, payment } = await aRequest();
    expect((await begin(dossier, 'bancontact')).payment).toBe(payment.payment);
  });

  test('gives way to another way of paying; when both are paid in the end, one goes back', async () => {
    const { dossier, payment: first } = await aRequest('bancontact');
    // A system that is only away is asked again for ever: here it does not want to.
    await fault('cancel', 'refuses');
    const second = await begin(dossier, 'online-banking');
    await pay(first);
    await pay(second);
    await fault('cancel', null);
    expect(await standingOf(dossier)).toEqual(['scheduled', ['paid', 'refunded'], ['confirmed']]);
  });

  test('that expires gives the moment free', async () => {
    const { dossier, visit } = await aRequest();
    await the.advance({ minutes: 26 });
    await the.advance({ minutes: 6 });
    expect(await standingOf(dossier)).toEqual(['payment-expired', ['expired'], ['lapsed']]);
    const { slots } = await the.call<{ slots: { start: number }[] }>('appointments.offer', { dossier, purpose: 'capture', ground }, clerk);
    expect(slots.map(({ start }) => start)).toContain(visit.start);
  });

  test('that was paid without our being told is found before it is called expired', async () => {
    const { dossier, payment } = await aRequest();
    await fault('statusChanged', 'down');
    await pay(payment);
    expect(await stateOf(dossier)).toBe('awaiting-payment');
    await the.advance({ minutes: 26 });
    await fault('statusChanged', null);
    expect(await standingOf(dossier)).toEqual(['scheduled', ['paid'], ['confirmed']]);
  });

  test('is not called expired while the payment system does not answer', async () => {
    const { dossier } = await aRequest();
    await fault('status', 'down');
    await the.advance({ minutes: 26 });
    expect(await standingOf(dossier)).toEqual(['awaiting-payment', ['open'], ['held']]);
    await fault('status', null);
    await the.advance({ minutes: 5 });
    expect(await stateOf(dossier)).toBe('payment-expired');
  });

  test('that fails leaves time for a second try, and its moment stays held', async () => {
    const { dossier, payment } = await aRequest();
    await fail(payment);
    expect(await standingOf(dossier)).toEqual(['awaiting-payment', ['failed'], ['held']]);
    await the.advance({ minutes: 15 });
    const second = await begin(dossier, 'bancontact');
    await the.advance({ minutes: 15 });
    await pay(second);
    expect(await standingOf(dossier)).toEqual(['scheduled', ['failed', 'paid'], ['confirmed']]);
  });

  test('that fails without a second try expires when its time is over', async () => {
    const { dossier, payment } = await aRequest();
    await fail(payment);
    await the.advance({ minutes: 26 });
    expect(await standingOf(dossier)).toEqual(['payment-expired', ['failed'], ['lapsed']]);
  });

  test('stays paid whatever callbacks come after, repeated and out of order', async () => {
    const { dossier, payment } = await aRequest();
    await fault('statusChanged', 'answers-twice');
    await pay(payment);
    await fault('statusChanged', null);
    const paymentId = await paymentIdOf(payment);
    await Promise.all(Array.from({ length: 6 }, (_, again) => deliverMessage(the, paymentSystem, 'statusChanged', `again-${dossier}-${again % 4}`, { paymentId })));
    await the.advance({ hours: 2 });
    expect(await standingOf(dossier)).toEqual(['scheduled', ['paid'], ['confirmed']]);
  });

  test('is started once when the payment system\'s answer is lost', async () => {
    await fault('start', 'answers-late', 1);
    const { payment } = await aRequest();
    expect(await onlineOf(payment)).toHaveLength(1);
    expect(payment.state).toBe('open');
  });

  test('that the payment system refuses has failed; the citizen may choose another way', async () => {
    await fault('start', 'refuses', 1);
    const { dossier, payment } = await aRequest();
    expect(payment.state).toBe('failed');
    await credit(await begin(dossier, 'transfer'));
    expect(await standingOf(dossier)).toEqual(['scheduled', ['failed', 'paid'], ['confirmed']]);
  });
});

describe('money that comes too late', () => {
  test('takes the same moment again when it is still free', async () => {
    const { dossier, visit, payment } = await aRequest('transfer', { inDays: 20 });
    await the.advance({ days: 7 });
    expect(await standingOf(dossier)).toEqual(['payment-expired', ['expired'], ['lapsed']]);
    await credit(payment);
    expect(await standingOf(dossier)).toEqual(['scheduled', ['paid'], ['confirmed']]);
    expect((await visitsOf(dossier))[0]?.start).toBe(visit.start);
  });

  test('counts when the moment was taken meanwhile: another one is chosen without paying again', async () => {
    const { dossier, visit, payment } = await aRequest('transfer', { inDays: 22 });
    await the.advance({ days: 7 });
    await takeFromUnder(visit);
    await credit(payment);
    expect(await standingOf(dossier)).toEqual(['moment-lost', ['paid'], ['lapsed']]);
    const { slots } = await the.call<{ slots: { start: number }[] }>('appointments.offer', { dossier, purpose: 'capture' }, citizenOf(dossier));
    await the.call('request.changeMoment', { dossier, purpose: 'capture', start: slots[0]?.start }, citizenOf(dossier));
    expect(await standingOf(dossier)).toEqual(['scheduled', ['paid'], ['lapsed', 'confirmed']]);
  });

  test('when the hold lapsed and someone else took the moment: the moment is lost, the money is not', async () => {
    const { dossier, visit, payment } = await aRequest('bancontact', { inDays: 3 });
    await fault('status', 'down');
    await fault('statusChanged', 'down');
    await pay(payment);
    await the.advance({ minutes: 45 });
    expect(await standingOf(dossier)).toEqual(['awaiting-payment', ['open'], ['lapsed']]);
    await takeFromUnder(visit);
    await fault('status', null);
    await fault('statusChanged', null);
    await the.advance({ minutes: 5 });
    expect(await standingOf(dossier)).toEqual(['moment-lost', ['paid'], ['lapsed']]);
    expect(await quoteOf(dossier)).toBe(0);
  });

  test('does not bring back a moment that a clerk gave free', async () => {
    const { dossier, payment } = await aRequest('bancontact', { inDays: 3 });
    await the.call('appointments.cancel', { dossier, purpose: 'capture', reason: 'official-ill' }, clerk);
    await pay(payment);
    expect(await standingOf(dossier)).toEqual(['moment-lost', ['paid'], ['lapsed']]);
  });

  test('goes straight back when the dossier has ended', async () => {
    const { dossier, payment } = await aRequest('transfer');
    await withdraw(dossier);
    expect(await standingOf(dossier)).toEqual(['withdrawn', ['cancelled'], ['lapsed']]);
    await credit(payment);
    expect(await standingOf(dossier)).toEqual(['withdrawn', ['refunded'], ['lapsed']]);
  });
});

describe('a transfer', () => {
  test('gets a structured communication of its own and the municipality\'s account', async () => {
    const { dossier, payment } = await aRequest('transfer');
    expect(payment).toMatchObject({ state: 'open', checkoutUrl: null, transfer: { communication: expect.stringMatching(/^\+{3}\d{3}\/\d{4}\/\d{5}\+{3}$/), iban: expect.stringMatching(/^BE/) } });
    expect((await aRequest('transfer')).payment.transfer?.communication).not.toBe(payment.transfer?.communication);
    await credit(payment);
    expect(await standingOf(dossier)).toEqual(['scheduled', ['paid'], ['confirmed']]);
  });

  test('counts a line of a statement once, and puts all other money on the list with the reason', async () => {
    const { dossier, payment } = await aRequest('transfer');
    const communication = payment.transfer?.communication;
    const book = async (line: object) => { await the.pull('payment', 'credit', line); await the.idle(); };
    await book({ communication, amount: fee - 1, bankReference: 'L-short' });
    expect(await stateOf(dossier)).toBe('awaiting-payment');
    await book({ communication, amount: fee, bankReference: 'L-right' });
    await book({ communication, amount: fee, bankReference: 'L-right' });
    await book({ communication, amount: fee, bankReference: 'L-again' });
    await book({ communication: 'voor de kaart', amount: fee, bankReference: 'L-free' });
    expect(await standingOf(dossier)).toEqual(['scheduled', ['paid'], ['confirmed']]);
    expect((await unmatched()).filter(({ bankReference }) => bankReference.startsWith('L-')).map(({ bankReference, problem }) => [bankReference, problem])).toEqual([
      ['L-short', 'wrong-amount'], ['L-again', 'already-paid'], ['L-free', 'unknown-communication'],
    ]);
  });

  test('is found in a statement beforehand, and nothing is taken in by looking', async () => {
    const { dossier, payment } = await aRequest('transfer');
    const communication = payment.transfer?.communication ?? '';
    await the.pull('payment', 'credit', { communication: 'een ander', amount: 7, bankReference: 'S-known' });
    await the.idle();
    const line = (bankReference: string, amount: number, said: string | null) => ({ bankReference, amount, valueDate: today(), communication: said });
    const { verdicts } = await the.call<{ verdicts: { problem: string | null; takenInBefore: boolean }[] }>('payment.reconcile', {
      lines: [line('S-1', fee, communication), line('S-2', fee, communication.replaceAll(/\D/g, '')), line('S-3', fee - 1, communication), line('S-4', fee, null), line('S-known', 7, 'een ander')],
    }, clerk);
    expect(verdicts.map(({ problem, takenInBefore }) => [problem, takenInBefore])).toEqual([[null, false], ['already-paid', false], ['already-paid', false], ['unknown-communication', false], ['unknown-communication', true]]);
    expect(await standingOf(dossier)).toEqual(['awaiting-payment', ['open'], ['held']]);
  });
});
