import type { z } from 'zod';
import { payment as paymentSystem } from '#connectors/payment/payment.port.ts';
import { dayOf } from '#services/belgium/brussels-time.ts';
import { addDays } from '#services/belgium/day.ts';
import { takeInMessage } from '#services/host/take-in-message.ts';
import { makeInsz } from '#services/belgium/insz.ts';
import { makeCardNumber } from '#services/belgium/card-number.ts';
import { runWork } from '#services/host/run-work.ts';
import { dossiers } from '#services/journey/dossier.store.ts';
import type { Ground } from '#services/journey/ground.ts';
import type { Move, State } from '#services/journey/journey.states.ts';
import { moveDossier } from '#services/journey/move-dossier.ts';
import { openDossier } from '#services/journey/open-dossier.ts';
import type { appointmentView } from '#plugins/appointments/appointments.contract.ts';
import { as, openTestHouse } from './scratch-house.ts';
import type { paymentView } from './payment.contract.ts';
import { paymentPlugin } from './payment.plugin.ts';

type TestHouse = any;
type PaymentView = z.output<typeof paymentView>;
type Visit = z.output<typeof appointmentView>;
type Method = PaymentView['method'];

const clerk = as('clerk');
const fee = 2500;
let the: TestHouse;
let citizens = 0;

beforeAll(async () => { the = await openTestHouse(); });
afterAll(() => the.stop());

async function move(dossier: string, ...moves: Move[]): Promise<void> {
  const who = { municipality: 'gent', plugin: paymentPlugin, actor: 'citizen', traceId: 'test' };
  await runWork(the.house.engine, who, async (work) => {
    for (const each of moves) await moveDossier(work, dossier, each, { changes: each === 'request' ? { ground: 'limited-availability' } : {} });
  });
}

/** A citizen whose dossier has just been opened. */
async function aDossier({ ground = null, postcode = '9000' }: { ground?: Ground | null; postcode?: string } = {}): Promise<string> {
  citizens += 1;
  const insz = makeInsz('1970-01-01', citizens, { testPerson: true });
  await the.pull('crm', 'put-citizen', { citizen: {
    insz, firstName: 'An', lastName: 'Peeters', language: 'nl', address: { street: 'Veldstraat', houseNumber: '1', postcode, city: 'Gent' },
    email: 'an@example.be', mobile: null, phone: null, preferredMedium: null, whatsappOptIn: false, representative: null, reachable: true,
  } });
  const who = { municipality: 'gent', plugin: paymentPlugin, actor: 'citizen', traceId: 'test' };
  const cardNumber = makeCardNumber(`592${String(citizens).padStart(7, '0')}`);
  const id = await runWork(the.house.engine, who, (work) => openDossier(work, { insz, cardNumber, expiresOn: '2027-02-01', ground, reason: 'expires-soon' }));
  if (!id) throw new Error('the dossier was there already');
  return id;
}

/** A citizen who has chosen the first free moment, in so many days at the soonest, and is about to pay. */
async function aRequest({ inDays = 0 }: { inDays?: number } = {}): Promise<{ dossier: string; visit: Visit }> {
  const dossier = await aDossier();
  const from = addDays(dayOf(the.house.engine.clock.now('gent')), inDays);
  const { slots } = await the.call('appointments.offer', { dossier, purpose: 'capture', ground: 'limited-availability', from }, clerk);
  const visit = await the.call('appointments.hold', { dossier, purpose: 'capture', start: slots[0].start, ground: 'limited-availability' }, clerk);
  await move(dossier, 'request', 'ask-payment');
  return { dossier, visit };
}

const begin = (dossier: string, method: Method): Promise<PaymentView> => the.call('payment.begin', { dossier, method, returnUrl: 'https://gent.example/terug' }, clerk);
const stateOf = async (dossier: string): Promise<State | undefined> => (await the.house.engine.store.reader('gent').first(dossiers, { id: dossier }))?.state;
const paymentsOf = async (dossier: string): Promise<PaymentView[]> => (await the.call('payment.ofDossier', { dossier }, clerk)).payments;
const visitsOf = async (dossier: string): Promise<Visit[]> => (await the.call('appointments.ofDossier', { dossier }, clerk)).appointments;
const standingOf = async (dossier: string) => [await stateOf(dossier), (await paymentsOf(dossier)).map(({ state }) => state), (await visitsOf(dossier)).map(({ state }) => state)];
const quoteOf = async (dossier: string): Promise<number> => (await the.call('payment.quote', { dossier, ground: 'limited-availability' }, clerk)).amount;
const unmatched = async (): Promise<{ bankReference: string; problem: string }[]> => (await the.call('payment.unmatched', {}, clerk)).credits;
async function onlinePaymentOf(payment: PaymentView): Promise<string> {
  const { payments } = await the.pull('payment', 'payments');
  return payments.find((each: { reference: string }) => each.reference === payment.payment.replaceAll('-', '')).paymentId;
}
async function pay(payment: PaymentView): Promise<void> {
  await the.pull('payment', 'pay', { paymentId: await onlinePaymentOf(payment) });
  await the.idle();
}

async function credit(payment: PaymentView): Promise<void> {
  await the.pull('payment', 'credit', { communication: payment.transfer?.communication.replaceAll(/\D/g, ''), amount: fee });
  await the.idle();
}
async function takeFromUnder({ start }: Visit): Promise<void> {
  const other = await aDossier();
  await the.call('appointments.hold', { dossier: other, purpose: 'capture', start, ground: 'limited-availability', until: start }, clerk);
}

describe('an online payment', () => {
  test.each(['bancontact', 'online-banking'] as const)('by %s gives an address to pay at, and makes the visit certain when it is paid', async (method) => {
    const { dossier } = await aRequest();
    const payment = await begin(dossier, method);
    expect(payment).toMatchObject({ state: 'open', amount: fee, checkoutUrl: expect.stringContaining('https://') });
    await pay(payment);
    expect(await standingOf(dossier)).toEqual(['scheduled', ['paid'], ['confirmed']]);
    expect(await quoteOf(dossier)).toBe(0);
  });

  test('is the same payment when it is begun twice', async () => {
    const { dossier } = await aRequest();
    expect((await begin(dossier, 'bancontact')).payment).toBe((await begin(dossier, 'bancontact')).payment);
  });

  test('gives way to another way of paying; when both are paid in the end, one goes back', async () => {
    const { dossier } = await aRequest();
    const first = await begin(dossier, 'bancontact');
    await the.pull('payment', 'fault', { operation: 'cancel', kind: 'down' });
    const second = await begin(dossier, 'online-banking');
    await pay(first);
    await pay(second);
    await the.pull('payment', 'fault', { operation: 'cancel', kind: null });
    expect(await standingOf(dossier)).toEqual(['scheduled', ['paid', 'refunded'], ['confirmed']]);
  });

  test('that expires gives the moment free, and says so once', async () => {
    const { dossier, visit } = await aRequest();
    await begin(dossier, 'bancontact');
    await the.advance({ minutes: 26 });
    await the.advance({ minutes: 6 });
    expect(await standingOf(dossier)).toEqual(['payment-expired', ['expired'], ['lapsed']]);
    const { slots } = await the.call('appointments.offer', { dossier, purpose: 'capture' }, clerk);
    expect(slots.map(({ start }: Visit) => start)).toContain(visit.start);
  });

  test('that was paid without our being told is found before it is called expired', async () => {
    const { dossier } = await aRequest();
    const payment = await begin(dossier, 'bancontact');
    await the.pull('payment', 'fault', { operation: 'statusChanged', kind: 'down' });
    await the.pull('payment', 'pay', { paymentId: await onlinePaymentOf(payment) });
    expect(await stateOf(dossier)).toBe('awaiting-payment');
    await the.advance({ minutes: 26 });
    await the.pull('payment', 'fault', { operation: 'statusChanged', kind: null });
    expect(await standingOf(dossier)).toEqual(['scheduled', ['paid'], ['confirmed']]);
  });

  test('is not called expired while the payment system does not answer', async () => {
    const { dossier } = await aRequest();
    await begin(dossier, 'bancontact');
    await the.pull('payment', 'fault', { operation: 'status', kind: 'down' });
    await the.advance({ minutes: 26 });
    expect((await paymentsOf(dossier)).map(({ state }) => state)).toEqual(['open']);
    await the.pull('payment', 'fault', { operation: 'status', kind: null });
    await the.advance({ minutes: 5 });
    expect(await stateOf(dossier)).toBe('payment-expired');
  });

  test('that fails leaves time for a second try', async () => {
    const { dossier } = await aRequest();
    const first = await begin(dossier, 'bancontact');
    await the.pull('payment', 'fail', { paymentId: await onlinePaymentOf(first) });
    await the.idle();
    expect(await standingOf(dossier)).toEqual(['awaiting-payment', ['failed'], ['held']]);
    await the.advance({ minutes: 10 });
    await pay(await begin(dossier, 'bancontact'));
    expect(await standingOf(dossier)).toEqual(['scheduled', ['failed', 'paid'], ['confirmed']]);
  });

  test('that fails without a second try expires when its time is over', async () => {
    const { dossier } = await aRequest();
    const payment = await begin(dossier, 'bancontact');
    await the.pull('payment', 'fail', { paymentId: await onlinePaymentOf(payment) });
    await the.advance({ minutes: 26 });
    expect(await stateOf(dossier)).toBe('payment-expired');
  });

  test('callbacks repeated and out of order change nothing once it is paid', async () => {
    const { dossier } = await aRequest();
    const payment = await begin(dossier, 'bancontact');
    await the.pull('payment', 'fault', { operation: 'statusChanged', kind: 'answers-twice' });
    await pay(payment);
    const paymentId = await onlinePaymentOf(payment);
    await Promise.all(Array.from({ length: 5 }, (_, again) => takeInMessage(the.house.engine, {
      municipality: 'gent', port: paymentSystem, message: 'statusChanged', id: `again-${dossier}-${again % 3}`, payload: { paymentId },
    })));
    await the.advance({ hours: 2 });
    await the.pull('payment', 'fault', { operation: 'statusChanged', kind: null });
    expect(await standingOf(dossier)).toEqual(['scheduled', ['paid'], ['confirmed']]);
  });

  test('is started once when the payment system\'s answer is lost', async () => {
    const { dossier } = await aRequest();
    await the.pull('payment', 'fault', { operation: 'start', kind: 'answers-late', times: 1 });
    const payment = await begin(dossier, 'bancontact');
    const { payments } = await the.pull('payment', 'payments');
    expect(payments.filter(({ reference }: { reference: string }) => reference === payment.payment.replaceAll('-', ''))).toHaveLength(1);
    expect(payment.state).toBe('open');
  });
});

describe('money that comes too late', () => {
  test('takes the same moment again when it is still free', async () => {
    const { dossier, visit } = await aRequest({ inDays: 20 });
    const payment = await begin(dossier, 'transfer');
    await the.advance({ days: 7 });
    expect(await standingOf(dossier)).toEqual(['payment-expired', ['expired'], ['lapsed']]);
    await credit(payment);
    expect(await standingOf(dossier)).toEqual(['scheduled', ['paid'], ['confirmed']]);
    expect((await visitsOf(dossier))[0]?.start).toBe(visit.start);
  });

  test('counts when the moment was taken meanwhile: another one is chosen without paying again', async () => {
    const { dossier, visit } = await aRequest({ inDays: 22 });
    const payment = await begin(dossier, 'transfer');
    await the.advance({ days: 7 });
    await takeFromUnder(visit);
    await credit(payment);
    expect(await standingOf(dossier)).toEqual(['payment-expired', ['paid'], ['lapsed']]);
    expect(await quoteOf(dossier)).toBe(0);
  });

  test('while the hold lapsed and someone else took the moment, the dossier has lost its moment but not the money', async () => {
    const { dossier, visit } = await aRequest({ inDays: 3 });
    const payment = await begin(dossier, 'bancontact');
    await the.pull('payment', 'fault', { operation: 'status', kind: 'down' });
    await the.pull('payment', 'fault', { operation: 'statusChanged', kind: 'down' });
    await the.pull('payment', 'pay', { paymentId: await onlinePaymentOf(payment) });
    await the.advance({ minutes: 45 });
    expect(await standingOf(dossier)).toEqual(['awaiting-payment', ['open'], ['lapsed']]);
    await takeFromUnder(visit);
    await the.pull('payment', 'fault', { operation: 'status', kind: null });
    await the.pull('payment', 'fault', { operation: 'statusChanged', kind: null });
    await the.advance({ minutes: 5 });
    expect(await standingOf(dossier)).toEqual(['moment-lost', ['paid'], ['lapsed']]);
    expect(await quoteOf(dossier)).toBe(0);
  });

  test('does not bring back a moment that a clerk gave free', async () => {
    const { dossier } = await aRequest({ inDays: 3 });
    const payment = await begin(dossier, 'bancontact');
    await the.call('appointments.cancel', { dossier, purpose: 'capture', reason: 'official-ill' }, clerk);
    await pay(payment);
    expect(await standingOf(dossier)).toEqual(['moment-lost', ['paid'], ['lapsed']]);
  });

  test('goes straight back when the dossier has ended', async () => {
    const { dossier } = await aRequest();
    const payment = await begin(dossier, 'transfer');
    await move(dossier, 'withdraw');
    await the.idle();
    expect(await standingOf(dossier)).toEqual(['withdrawn', ['cancelled'], ['lapsed']]);
    await credit(payment);
    expect(await standingOf(dossier)).toEqual(['withdrawn', ['refunded'], ['lapsed']]);
  });
});

describe('a transfer', () => {
  test('gets a structured communication of its own and the municipality\'s account', async () => {
    const { dossier } = await aRequest();
    const payment = await begin(dossier, 'transfer');
    expect(payment).toMatchObject({ state: 'open', checkoutUrl: null, transfer: { communication: expect.stringMatching(/^\+{3}\d{3}\/\d{4}\/\d{5}\+{3}$/), iban: expect.stringMatching(/^BE/) } });
    await credit(payment);
    expect(await standingOf(dossier)).toEqual(['scheduled', ['paid'], ['confirmed']]);
  });

  test('counts a line of a statement once, and puts all other money on the list with the reason', async () => {
    const { dossier } = await aRequest();
    const payment = await begin(dossier, 'transfer');
    const communication = payment.transfer?.communication;
    const book = async (input: object) => { await the.pull('payment', 'credit', input); await the.idle(); };
    await book({ communication, amount: fee - 1, bankReference: 'L-short' });
    expect(await stateOf(dossier)).toBe('awaiting-payment');
    await book({ communication, amount: fee, bankReference: 'L-right' });
    await book({ communication, amount: fee, bankReference: 'L-right' });
    await book({ communication, amount: fee, bankReference: 'L-again' });
    await book({ communication: 'voor de pas van oma', amount: fee, bankReference: 'L-free' });
    expect(await stateOf(dossier)).toBe('scheduled');
    expect((await unmatched()).filter(({ bankReference }) => bankReference.startsWith('L-')).map(({ bankReference, problem }) => [bankReference, problem])).toEqual([
      ['L-short', 'wrong-amount'], ['L-again', 'already-paid'], ['L-free', 'unknown-communication'],
    ]);
  });
});

describe('a dossier that ends', () => {
  test('gives the fee back when the citizen withdraws in time', async () => {
    const { dossier } = await aRequest();
    await pay(await begin(dossier, 'bancontact'));
    await move(dossier, 'withdraw');
    await the.idle();
    expect((await standingOf(dossier)).slice(1)).toEqual([['refunded'], ['cancelled']]);
  });

  test('gives it back once, whatever the payment system answers', async () => {
    const { dossier } = await aRequest();
    const payment = await begin(dossier, 'bancontact');
    await pay(payment);
    await the.pull('payment', 'fault', { operation: 'refund', kind: 'answers-late', times: 2 });
    await the.call('payment.refund', { payment: payment.payment, reason: 'goodwill' }, clerk);
    await the.call('payment.refund', { payment: payment.payment, reason: 'goodwill' }, clerk);
    await the.idle();
    const { refunds } = await the.pull('payment', 'refunds');
    expect(refunds.filter(({ reference }: { reference: string }) => reference === payment.payment.replaceAll('-', ''))).toHaveLength(1);
    expect((await paymentsOf(dossier)).map(({ state }) => state)).toEqual(['refunded']);
  });

  test('withdraws a payment that is still open', async () => {
    const { dossier } = await aRequest();
    const payment = await begin(dossier, 'bancontact');
    await move(dossier, 'withdraw');
    await the.idle();
    const { payments } = await the.pull('payment', 'payments');
    expect(payments.find(({ reference }: { reference: string }) => reference === payment.payment.replaceAll('-', '')).status).toBe('cancelled');
  });
});
