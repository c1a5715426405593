import { randomUUID } from 'node:crypto';
import { sandboxBench } from '#connectors/sandbox-kit/sandbox-bench.ts';
import { makeStructuredCommunication } from '#services/belgium/structured-communication.ts';
import { paymentConfig } from '../payment.config.ts';
import { openPayment } from './open-payment.ts';

const start = Date.UTC(2026, 10, 24, 9);
const bench = sandboxBench(paymentConfig.parse({ onlineMinutes: 15 }), start);
const sandbox = openPayment(bench.env);
const port = sandbox.implementation;
const pull = (lever: string, input: unknown) => bench.pull(sandbox, lever, input);
afterAll(() => { sandbox.close(); bench.remove(); });

const asked = (reference: string) => ({
  reference, amount: 2_500, method: 'online-banking', description: 'eID', returnUrl: 'https://gemeente.example/terug', language: 'fr', expiresAt: start + 3_600_000,
} as const);

test('a payment stays open no longer than the payment system allows, whatever was asked', async () => {
  expect(await port.start.perform(asked('short'), bench.call())).toMatchObject({
    expiresAt: start + 15 * 60_000, checkoutUrl: expect.stringMatching(/^https:\/\/pay\.sandbox\.invalid\/checkout\/[0-9a-f]{24}\?lang=fr$/),
  });
});

test('who asks twice without looking has two payments; the look finds the one that was paid', async () => {
  const [first, second] = [await port.start.perform(asked('twice'), bench.call('same-key')), await port.start.perform(asked('twice'), bench.call('same-key'))];
  expect(first.paymentId).not.toBe(second.paymentId);
  expect(await port.start.lookUp(asked('twice'), bench.call())).toEqual(first);
  await pull('pay', { paymentId: second.paymentId });
  expect(await port.start.lookUp(asked('twice'), bench.call())).toEqual(second);
});

test('a payment that went through without an answer is found by looking', async () => {
  await pull('fault', { operation: 'start', kind: 'answers-late', times: 1 });
  await expect(port.start.perform(asked('late'), bench.call())).rejects.toMatchObject({ type: 'payment.no-answer' });
  expect(await port.start.lookUp(asked('late'), bench.call())).toMatchObject({ paymentId: expect.any(String) });
});

test('payments, transfers and refunds are on their lists', async () => {
  const communication = makeStructuredCommunication(42);
  await port.expectTransfer({ reference: 'listed', amount: 500, communication, expiresAt: start + 1 }, bench.call());
  await pull('credit', { communication, amount: 500, bankReference: 'KBC-1' });
  const { refundId } = await port.refund({ paymentId: null, reference: 'listed', amount: 200 }, bench.call());
  expect(await pull('transfers', {})).toEqual({ transfers: [{ reference: 'listed', communication, amount: 500, expiresAt: start + 1, credited: 500, refunded: 200 }] });
  expect(await pull('refunds', {})).toEqual({ refunds: [{ refundId, paymentId: null, reference: 'listed', amount: 200, at: start }] });
  expect(await pull('payments', {})).toMatchObject({ payments: expect.arrayContaining([expect.objectContaining({ reference: 'short', status: 'open' })]) });
});

test('what the payment system did not come to tell, it did not do either', async () => {
  const communication = makeStructuredCommunication(44);
  const { paymentId } = await port.start.perform(asked('untold'), bench.call());
  await port.expectTransfer({ reference: 'untold-transfer', amount: 500, communication, expiresAt: start + 1 }, bench.call());
  const before = bench.delivered.length;
  const line = { communication, amount: 500, bankReference: 'KBC-3', valueDate: '2026-11-20' };
  const found = bench.loseMessages('payment');
  await expect(pull('pay', { paymentId })).rejects.toThrow('the process ended');
  await expect(pull('credit', line)).rejects.toThrow('the process ended');
  found();
  expect(await port.status({ paymentId }, bench.call(''))).toMatchObject({ status: 'open' });
  for (const [lever, input] of [['pay', { paymentId }], ['credit', line]] as const) await pull(lever, input);
  expect(bench.delivered.slice(before).map(({ message }) => message)).toEqual(['statusChanged', 'credited']);
  expect(await pull('transfers', {})).toMatchObject({ transfers: expect.arrayContaining([expect.objectContaining({ reference: 'untold-transfer', credited: 500 })]) });
});

test('the ledger counts a payment under the dossier for which it was asked', async () => {
  const dossier = randomUUID();
  const { paymentId } = await port.start.perform(asked('counted'), bench.call('start', dossier));
  await port.cancel({ paymentId }, bench.call('cancel', dossier));
  expect(await pull('ledger', { dossier })).toMatchObject({ entries: [{ operation: 'start', dossier, times: 1 }, { operation: 'cancel', key: 'cancel', dossier, times: 1 }] });
});

test('a line that the bank tells twice is told twice and counted once', async () => {
  const communication = makeStructuredCommunication(43);
  await port.expectTransfer({ reference: 'repeated', amount: 500, communication, expiresAt: start + 1 }, bench.call());
  const before = bench.delivered.length;
  for (const _ of ['once', 'again']) await pull('credit', { communication, amount: 500, bankReference: 'KBC-2', valueDate: '2026-11-20' });
  const line = { bankReference: 'KBC-2', amount: 500, communication, valueDate: '2026-11-20' };
  expect(bench.delivered.slice(before).map(({ payload }) => payload)).toEqual([line, line]);
  await expect(port.refund({ paymentId: null, reference: 'repeated', amount: 501 }, bench.call())).rejects.toMatchObject({ type: 'payment.refused' });
});
