import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { sandboxBench } from '#connectors/sandbox-kit/sandbox-bench.ts';
import { serveHandler, type ServedHandler } from '#connectors/sandbox-kit/serve-handler.ts';
import { paymentConfig } from '../payment.config.ts';
import { openPayment } from '../sandbox/open-payment.ts';
import { servedPayment } from '../sandbox/served/serve-payment.ts';
import { paymentLive } from './payment-live.ts';

const bench = sandboxBench(paymentConfig.parse({}), Date.UTC(2026, 10, 24, 9));
const sandbox = openPayment({ ...bench.env, tellsLater: true });
const folder = mkdtempSync(join(tmpdir(), 'payment-check-'));
let outside: ServedHandler;
let closeServed: (() => Promise<void>) | undefined;
beforeAll(async () => {
  outside = await serveHandler(async (url) => {
    const served = await servedPayment.open(sandbox, { ...bench.env, folder, url, realNow: Date.now });
    closeServed = served.close;
    return served.handle;
  });
});
afterAll(async () => { await outside.close(); await closeServed?.(); sandbox.close(); bench.remove(); rmSync(folder, { recursive: true }); });

const check = (url = outside.url, key = (file: string) => readFileSync(file, 'utf8'), ours = 'https://house.example/inbound/44021/payment') => {
  const config: unknown = paymentLive.config.parse(servedPayment.settings({ url, folder }));
  return paymentLive.check({ ...bench.env, config, realNow: Date.now, url: () => ours, secret: (reference) => key(reference.slice('file:'.length)) });
};

test('a payment system that works is found right, and nothing is left behind there', async () => {
  const findings = await check();
  expect(findings.filter(({ ok }) => !ok)).toEqual([]);
  expect(findings.map(({ says }) => says).join('\n')).toMatch(/Bancontact Pay takes our key[^]*keys of who calls us[^]*Mollie takes our key[^]*accounts takes our key[^]*password/);
  expect(await bench.pull(sandbox, 'ledger', {})).toEqual({ entries: [] });
});
test('a key that is not taken is named, for each of them', async () => {
  const wrong = (await check(outside.url, () => 'a-key-of-somebody-else')).filter(({ ok }) => !ok);
  expect(wrong.map(({ what, says }) => [what, /does not let us in/.test(says)])).toEqual([['credentials', true], ['credentials', true], ['credentials', true]]);
});
test('providers that are not there, and a house that they cannot call, are said in a sentence', async () => {
  const findings = await check('http://127.0.0.1:9', undefined, 'http://house.example/inbound/44021/payment');
  expect(findings.filter(({ ok }) => !ok).map(({ what }) => what)).toEqual(['reachability', 'reachability', 'credentials', 'reachability', 'reachability']);
  expect(findings[0]?.says).toContain('PUBLIC_URL');
});
