import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sandboxBench } from '#connectors/sandbox-kit/sandbox-bench.ts';
import type { WireRequest } from '#services/kernel/wire.ts';
import { paymentConfig } from '../../payment.config.ts';
import { openPayment } from '../open-payment.ts';
import { pageLanguages, pageTexts } from './page-texts.ts';
import { paymentPage } from './payment-page.ts';
import { openWireBooks } from './wire-books.ts';

const start = Date.UTC(2026, 10, 24, 9);
const bench = sandboxBench(paymentConfig.parse({}), start);
const sandbox = openPayment(bench.env);
const folder = mkdtempSync(join(tmpdir(), 'payment-page-'));
const books = openWireBooks(folder);
const page = paymentPage({ sandbox, books, url: 'http://127.0.0.1:3100/gent/payment' });
afterAll(() => { sandbox.close(); books.file.close(); bench.remove(); rmSync(folder, { recursive: true }); });

const hostile = '"><script>alert(1)</script>';
async function aPayment(description = 'eID aan huis') {
  const { paymentId, expiresAt } = await sandbox.implementation.start.perform({
    reference: 'ref-1', amount: 123_450, method: 'bancontact', description, returnUrl: 'https://stad.example/terug?a=1&b=2', language: 'nl', expiresAt: start + 1_200_000,
  }, bench.call());
  books.payments.put(paymentId, { provider: 'bancontact', reference: 'ref-1', amount: 123_450, description, returnUrl: 'https://stad.example/terug?a=1&b=2', createdAt: start, expiresAt, language: null });
  return paymentId;
}
const ask = async (paymentId: string, { method = 'GET', body = '', query = '', headers = {} }: { method?: string; body?: string; query?: string; headers?: WireRequest['headers'] } = {}) => {
  const answer = await page({ method, path: `/${paymentId}`, query: new URLSearchParams(query), headers, body: Buffer.from(body) });
  return { ...answer, text: String(answer.body ?? '') };
};
const statusOf = async (paymentId: string) => (await sandbox.implementation.status({ paymentId }, bench.call(''))).status;

test('a citizen pays, has it refused or leaves at the page, and comes back to the municipality', async () => {
  for (const [deed, ended] of [['pay', 'paid'], ['refuse', 'failed'], ['cancel', 'cancelled']] as const) {
    const paymentId = await aPayment();
    expect((await ask(paymentId)).text).toContain(`value="${deed}"`);
    expect(await ask(paymentId, { method: 'POST', body: `deed=${deed}` })).toMatchObject({ status: 303, headers: { location: 'https://stad.example/terug?a=1&b=2' } });
    expect(await statusOf(paymentId)).toBe(ended);
    // Whoever clicks again changes nothing, and is sent back too.
    expect((await ask(paymentId, { method: 'POST', body: 'deed=pay' })).status).toBe(303);
    expect(await statusOf(paymentId)).toBe(ended);
    const { text } = await ask(paymentId);
    expect(text).not.toContain('<form');
    expect(text).toContain('href="https://stad.example/terug?a=1&amp;b=2"');
  }
});
test.each(pageLanguages)('it speaks %s, says the amount as people there write it, and leads to the other languages', async (language) => {
  const paymentId = await aPayment();
  for (const asked of [{ query: `lang=${language}` }, { headers: { 'accept-language': `xx,${language}-BE;q=0.9` } }]) {
    const { text, headers } = await ask(paymentId, asked);
    expect([headers?.['content-language'], text.includes(`<html lang="${language}">`), text.includes(pageTexts[language].refuse)]).toEqual([language, true, true]);
    expect(text).toMatch(/1[.,\u202f\u00a0 ]?234[.,]50/);
    for (const other of pageLanguages) expect(text).toContain(`?lang=${other}"`);
  }
});
test('it runs no script, whatever a description says, and may be shown in no other page', async () => {
  const { text, headers } = await ask(await aPayment(hostile));
  expect(text).not.toContain('<script');
  expect(headers?.['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; form-action http:\/\/127\.0\.0\.1:3100 https:\/\/stad\.example; frame-ancestors 'none'/);
});
test('a payment that nobody knows has no page, and another deed does nothing', async () => {
  for (const path of ['000000000000000000000000', '../levers', hostile]) expect((await ask(path)).status).toBe(404);
  const paymentId = await aPayment();
  for (const body of ['', 'deed=refund', 'deed=__proto__']) expect((await ask(paymentId, { method: 'POST', body })).status).toBe(400);
  expect((await ask(paymentId, { method: 'PUT' })).status).toBe(405);
  expect(await statusOf(paymentId)).toBe('open');
});
