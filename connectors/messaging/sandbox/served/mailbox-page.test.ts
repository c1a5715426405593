import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sandboxBench, type SandboxBench } from '#connectors/sandbox-kit/sandbox-bench.ts';
import type { OpenSandbox } from '#services/kernel/connector.ts';
import type { messaging } from '../../messaging.port.ts';
import { openMessaging } from '../open-messaging.ts';
import { mailboxPage } from './mailbox-page.ts';

/** The mailbox in which a person reads what citizens got. */

let bench: SandboxBench<unknown>;
let sandbox: OpenSandbox<typeof messaging>;
let shop: string;
beforeEach(() => {
  bench = sandboxBench({}, Date.UTC(2026, 10, 24, 9));
  sandbox = openMessaging(bench.env);
  shop = join(bench.env.folder, 'print-shop');
});
afterEach(() => { sandbox.close(); bench.remove(); });

const open = async (path: string, method = 'GET') => {
  const { status, headers = {}, body = '' } = await mailboxPage(sandbox, { at: '/gent/messaging', printShop: shop, documents: join(bench.env.folder, 'documents') })({ method, path, query: new URLSearchParams(), headers: {}, body: Buffer.alloc(0) });
  return { status, headers, text: Buffer.from(body).toString('utf8') };
};
const text = { language: 'fr', subject: 'Votre eID', body: 'Bonjour\nhttps://gent.example/c/ABC?x=1&y=2.', dossier: randomUUID() } as const;
const mail = (changes: object = {}) => sandbox.implementation.sendEmail({ ...text, to: 'noor@example.org', ...changes }, bench.call());

test('an empty mailbox says so', async () => {
  expect((await open('/')).text).toContain('Nothing was sent yet.');
});

test('each recipient has a list, and each message a page as the citizen reads it', async () => {
  await mail();
  await mail({ to: 'jan@example.org' });
  await sandbox.implementation.sendSms({ ...text, subject: '', body: 'Kort bericht', to: '+32470000000' }, bench.call());
  await mail({ subject: 'Encore' });
  const list = await open('/');
  expect(list.text).toContain('<a href="/gent/messaging/to/0">noor@example.org</a> (2)');
  expect(list.text).toContain('<a href="/gent/messaging/to/2">+32470000000</a> (1)');
  const noor = await open('/to/0');
  expect([noor.text.includes('/messages/0'), noor.text.includes('/messages/3'), noor.text.includes('jan@')]).toEqual([true, true, false]);
  const message = await open('/messages/0');
  expect(message.text).toContain('<div class="message" lang="fr">Bonjour\n<a href="https://gent.example/c/ABC?x=1&amp;y=2" rel="noreferrer">https://gent.example/c/ABC?x=1&amp;y=2</a>.</div>');
  expect(message.text).toContain('<h1 lang="fr">Votre eID</h1>');
});

test('a letter leads to the PDF that the print shop has, and to nothing else', async () => {
  const key = randomUUID();
  await sandbox.implementation.sendLetter({ ...text, to: { name: 'Noor', address: { street: 'Kerkstraat', houseNumber: '3', postcode: '3070', city: 'Kortenberg' } }, link: 'https://gent.example/c/1' }, bench.call(key));
  mkdirSync(join(shop, 'taken', key), { recursive: true });
  writeFileSync(join(shop, 'taken', key, 'letter.pdf'), '%PDF-1.7');
  writeFileSync(join(shop, 'secret.pdf'), 'no');
  expect((await open('/messages/0')).text).toContain(`href="/gent/messaging/letters/${key}.pdf"`);
  expect(await open(`/letters/${key}.pdf`)).toMatchObject({ status: 200, headers: { 'content-type': 'application/pdf' }, text: '%PDF-1.7' });
  for (const name of ['../secret.pdf', '..%2Fsecret.pdf', 'secret.pdf', `${randomUUID()}.pdf`, key]) expect((await open(`/letters/${name}`)).status).toBe(404);
});

test('what a message says is shown and never becomes part of the page', async () => {
  const attack = '"><script>alert(1)</script><img src=x onerror=alert(1)> javascript:alert(1) https://a.example/"onmouseover="alert(1) &lt;';
  await mail({ subject: attack, body: attack, to: 'a"<b>@example.org' });
  for (const path of ['/', '/to/0', '/messages/0']) {
    const { text: page, headers } = await open(path);
    expect(page.match(/<(script|img)|<[^>]*\son\w+=|href="javascript/g)).toBeNull();
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/);
  }
  expect((await open('/messages/0')).text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
});

test.each(['/messages/1', '/messages/-1', '/messages/0x0', '/messages/', '/to/9', '/other', '/messages/0/more', '/__proto__/0'])('at %s there is nothing', async (path) => {
  await mail();
  expect((await open(path)).status).toBe(404);
});

test('the mailbox is read only', async () => {
  expect((await open('/', 'POST')).status).toBe(405);
});
