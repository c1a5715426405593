import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { sandboxBench, type SandboxBench } from '#connectors/sandbox-kit/sandbox-bench.ts';
import { serveHandler, type ServedHandler } from '#connectors/sandbox-kit/serve-handler.ts';
import type { OpenSandbox, OpenServed } from '#services/kernel/connector.ts';
import { paymentConfig } from '../payment.config.ts';
import type { payment } from '../payment.port.ts';
import { openPayment } from '../sandbox/open-payment.ts';
import { servedPayment } from '../sandbox/served/serve-payment.ts';
import { paymentLive } from './payment-live.ts';
import { paymentSettings } from './payment-settings.ts';

/** A municipality that goes from one provider to another while payments are under way. */

const start = Date.UTC(2026, 10, 24, 9);
let bench: SandboxBench<z.output<typeof paymentConfig>>;
let sandbox: OpenSandbox<typeof payment>;
let served: OpenServed | undefined;
let outside: ServedHandler;
let settings: z.input<typeof paymentSettings>;
beforeEach(async () => {
  bench = sandboxBench(paymentConfig.parse({}), start);
  sandbox = openPayment(bench.env);
  const folder = join(bench.env.folder, 'payment');
  outside = await serveHandler(async (url) => {
    served = await servedPayment.open(sandbox, { ...bench.env, folder, realNow: Date.now, fetch, url });
    return served.handle;
  });
  settings = paymentSettings.parse(servedPayment.settings({ url: outside.url, folder }));
});
afterEach(async () => { await served?.close?.(); await outside.close(); sandbox.close(); bench.remove(); });

const at = (provider: 'bancontact' | 'mollie', changes: Partial<z.input<typeof paymentSettings>> = {}) => paymentLive.open({
  ...bench.env, config: paymentLive.config.parse({ ...settings, servedBy: { bancontact: provider }, ...changes }), realNow: Date.now, url: () => 'http://127.0.0.1:1/inbound',
  secret: (reference) => readFileSync(reference.slice('file:'.length), 'utf8'),
});
const asked = { reference: 'r1', amount: 2_500, method: 'bancontact', description: 'eID aan huis', returnUrl: 'https://gemeente.example/terug', language: 'nl', expiresAt: start + 1_200_000 } as const;
const payments = async () => z.object({ payments: z.array(z.unknown()) }).parse(await bench.pull(sandbox, 'payments', {})).payments.length;

test.each([['bancontact', 'mollie'], ['mollie', 'bancontact']] as const)('a start whose answer was lost at %s is found there after %s took over: no second payment is begun', async (former, present) => {
  await bench.pull(sandbox, 'fault', { operation: 'start', kind: 'answers-late', times: 1 });
  await expect(at(former).start.perform(asked, bench.call())).rejects.toMatchObject({ data: { retry: 'ambiguous' } });
  const found = await at(present).start.lookUp(asked, bench.call());
  expect(found?.paymentId.startsWith('tr_')).toBe(former === 'mollie');
  expect(await payments()).toBe(1);
});

test.each([['bancontact', 'mollie'], ['mollie', 'bancontact']] as const)('a payment that began at %s is followed, withdrawn and paid back there after %s took over', async (former, present) => {
  const [{ paymentId }, other] = [await at(former).start.perform(asked, bench.call()), await at(former).start.perform({ ...asked, reference: 'r2' }, bench.call())];
  const now = at(present);
  expect(await now.status({ paymentId }, bench.call())).toMatchObject({ status: 'open' });
  await bench.pull(sandbox, 'pay', { paymentId: paymentId.replace(/^tr_/, '') });
  expect(await now.status({ paymentId }, bench.call())).toMatchObject({ status: 'paid' });
  await expect(now.refund({ paymentId, reference: 'r1', amount: 2_500 }, bench.call())).resolves.toEqual({ refundId: expect.any(String) });
  await expect(now.cancel({ paymentId: other.paymentId }, bench.call())).resolves.toEqual({});
});

test('while the former provider cannot be asked nobody says that there is no payment: it is asked again later', async () => {
  const away = at('mollie', { bancontact: { url: 'http://127.0.0.1:1', apiKey: 'file:/dev/null', profileId: '5f00000000', keysUrl: 'http://127.0.0.1:1/keys' } });
  await expect(away.start.lookUp(asked, bench.call())).rejects.toMatchObject({ data: { retry: 'safe' } });
});

test('a payment of a provider whose settings were taken out is not taken for refused: the failure says what to give back', async () => {
  const { paymentId } = await at('bancontact').start.perform(asked, bench.call());
  const without = at('mollie', { bancontact: undefined });
  for (const asking of [without.status({ paymentId }, bench.call()), without.refund({ paymentId, reference: 'r1', amount: 1 }, bench.call())]) await expect(asking).rejects.toMatchObject({ type: 'payment.no-provider' });
});
