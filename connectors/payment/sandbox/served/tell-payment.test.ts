import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { paymentConfig } from '../../payment.config.ts';
import { tellPayment } from './tell-payment.ts';
import { openWireBooks } from './wire-books.ts';

const house = 'http://127.0.0.1:3000/inbound/44021/payment';
const folder = mkdtempSync(join(tmpdir(), 'payment-telling-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Whom it called, and for which address it signed. */
async function toldWith(callbackUrl: string): Promise<{ called: string[]; signedFor: unknown }> {
  const books = openWireBooks(folder);
  books.callbackUrls.put('bancontact', callbackUrl);
  books.file.close();
  const called: string[] = [];
  let header = '';
  const fetch: typeof globalThis.fetch = (address, options) => {
    called.push(address instanceof Request ? address.url : address.toString());
    [header = ''] = (new Headers(options?.headers).get('signature') ?? '').split('.');
    return Promise.resolve(new Response(null, { status: 200 }));
  };
  await tellPayment({ folder, realNow: () => 0, fetch, config: paymentConfig.parse({}) }, house)('statusChanged', 'told-1', { paymentId: 'a'.repeat(24) });
  return { called, signedFor: z.record(z.string(), z.unknown()).parse(JSON.parse(Buffer.from(header, 'base64url').toString()))['https://payconiq.com/path'] };
}

test.each([
  'http://169.254.169.254/latest/meta-data/', 'http://10.0.0.1:5432/', 'http://127.0.0.1:3000@10.0.0.1/', 'http://metadata.internal/', 'https://house.example/inbound/44021/payment/bancontact',
])('whatever address a payment was started with, the served payment system calls its own houses only (%s)', async (callbackUrl) => {
  expect(await toldWith(callbackUrl)).toEqual({ called: [`${house}/bancontact`], signedFor: callbackUrl });
});
