import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import type { Browser, BrowserContext, Page, Request } from 'playwright-core';
import { inspect, openBrowser } from '#tools/test-house/page-inspector.ts';
import { startNode, type RunningNode } from '#tools/test-house/start-node.ts';

/** What somebody meets who starts the program and clicks: a real process, as `npm start` has it, and a real browser without JavaScript. */

let dataDir: string;
let node: RunningNode;
let browser: Browser;
let context: BrowserContext;
let page: Page;
const found: string[] = [];

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'eid-consoles-'));
  [node, browser] = await Promise.all([startNode({ DATA_DIR: dataDir }), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await node.stop();
  rmSync(dataDir, { recursive: true, force: true });
});
beforeEach(async () => {
  context = await browser.newContext({ locale: 'nl-BE', viewport: { width: 1024, height: 900 } });
  page = await context.newPage();
});
afterEach(() => context.close());

/** The pages bring no script; what looks at them does. */
const look = async (name: string, picture = true) => { found.push(...await inspect(page, `console-${name}`, { picture })); };
const heard = () => page.locator('main').ariaSnapshot();

test('who starts the program finds the way to an invitation, follows its link, and is at the page of the citizen who got it', async () => {
  await page.goto(node.url);
  await page.getByRole('link', { name: /^Try everything/ }).click();
  // In the browser's language.
  expect(page.url()).toBe(`${node.url}/consoles/nl`);
  await look('start');
  expect(await heard()).toMatch(/row "Burger met een code /);
  await page.getByRole('link', { name: 'Kies een uitnodiging in het postvak' }).first().click();
  await look('mailbox');
  await page.getByLabel('Zoek in adres en tekst').fill('noor');
  await page.getByRole('button', { name: 'Zoek' }).click();
  await page.locator('td a').first().click();
  await look('message');
  await page.locator('.eid-message a').first().click();
  expect(page.url()).toBe(`${node.url}/pages/44021/nl/appointment`);
  expect(await heard()).toContain('heading "Dag Noor" [level=1]');
});

/** A mail at the mail server of Gent, as its own programs send one. */
async function aMail(html: string): Promise<void> {
  const [port = '', pass = ''] = ['mail-port', 'mail-password'].map((name) => readFileSync(join(dataDir, 'sandboxes/gent/messaging', name), 'utf8'));
  await createTransport({ host: '127.0.0.1', port: Number(port), requireTLS: true, tls: { rejectUnauthorized: false }, auth: { user: 'eid-aan-huis', pass } }).sendMail({
    from: 'eid@gent.example', to: 'mallory@example.org', subject: '<b onclick=alert(1)>Hallo', text: '<script>alert(1)</script>', html, messageId: `<${randomUUID()}@gent.example>`, headers: { 'Content-Language': 'nl' },
    attachments: [{ filename: 'page.html', contentType: 'text/html', content: '<script>alert(1)</script>' }],
  });
}

test('a hostile mail is shown as it came, and can do nothing', async () => {
  await aMail(`<h1>Geachte</h1><script>top.document.title = "taken"; alert(1)</script><img src="${node.url}/health" alt=""><img src="http://127.0.0.1:9/seen" onerror="parent.document.title = 'taken'">
<meta http-equiv="refresh" content="0;url=${node.url}/openapi"><form action="${node.url}/consoles/nl/clock" method="post"><button name="deed" value="week">Win</button></form><a target="_top" href="${node.url}/openapi">Klik</a> <a href="${node.url}/openapi">Lees</a>`);
  const asked: Request[] = [];
  const dialogs: string[] = [];
  page.on('request', (request) => asked.push(request));
  page.on('dialog', (dialog) => { dialogs.push(dialog.message()); void dialog.dismiss(); });
  await page.goto(`${node.url}/consoles/nl/mailbox?find=mallory`);
  await page.locator('td a').first().click();
  const frame = page.frameLocator('iframe.eid-mail');
  expect(await frame.locator('h1').innerText()).toBe('Geachte');
  await frame.getByText('Klik').click();
  await frame.getByText('Win').click();
  await look('hostile-mail');
  // Also the frame itself goes nowhere.
  await frame.getByText('Lees').click();
  expect(page.url()).toMatch(/\/consoles\/nl\/mailbox\/44021\/\d+$/);
  expect([await page.title(), dialogs]).toEqual(['<b onclick=alert(1)>Hallo - testomgeving', []]);
  // What the page's policy does not let out was never sent.
  expect(asked.filter((request) => request.failure()?.errorText !== 'csp').map((request) => request.url()).filter((url) => !url.startsWith(`${node.url}/consoles/`))).toEqual([]);
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'page.html' }).click()]);
  expect(file.suggestedFilename()).toBe('page.html');
});

test('a night worker of the list logs in with a number from it, and comes to the page where is paid', async () => {
  await page.goto(`${node.url}/consoles/nl`);
  const insz = await page.getByRole('row').filter({ hasText: 'Karel' }).first().locator('code').first().innerText();
  await page.getByRole('link', { name: 'Pagina’s voor burgers' }).first().click();
  await page.getByRole('button', { name: 'Aanmelden met eID' }).click();
  await page.getByLabel('Rijksregisternummer').fill(insz);
  await page.getByRole('button', { name: 'Aanmelden', exact: true }).click();
  await page.getByLabel('Ik kan niet komen tijdens de openingsuren').check();
  await page.getByLabel('Voor mijzelf').check();
  await page.getByRole('button', { name: 'Verder' }).click();
  await page.getByRole('radio').first().check();
  await page.getByRole('button', { name: 'Verder' }).click();
  await page.getByLabel('Bancontact').check();
  await page.getByRole('button', { name: /Bevestig en betaal/ }).click();
  expect(page.url()).toMatch(/\/gent\/payment\/pay\/[0-9a-f]{24}$/);
  await look('payment-page');
  await page.locator('button[value=pay]').click();
  await page.goto(`${node.url}/consoles/nl/systems/44021/payment`);
  await look('payment');
  expect(await heard()).toMatch(/row ".* 2500 bancontact paid /);
});

test('a fault is switched on, seen, and switched off again', async () => {
  await page.goto(`${node.url}/consoles/en/systems`);
  await look('systems');
  await page.getByRole('link', { name: /ministry|BiZa|Binnenlandse/i }).first().click();
  expect(await heard()).toContain('No fault is on.');
  await page.locator('#fault-operation').selectOption('person');
  await page.getByLabel('What goes wrong').selectOption({ label: 'the system is down' });
  await page.getByLabel('How many times').fill('3');
  await page.getByRole('button', { name: 'Switch the fault on' }).click();
  expect(await heard()).toMatch(/row "person the system is down 3 – Switch off/);
  await look('system');
  await page.getByRole('button', { name: /^Switch off/ }).click();
  expect(await heard()).toContain('No fault is on.');
  await page.getByLabel('How many times').fill('many');
  await page.getByRole('button', { name: 'Switch the fault on' }).click();
  expect(await heard()).toMatch(/alert:.*\n.*heading "This was not done"/);
  await look('system-refused', false);
});

test('an official logs in at the test login with what the page says, and gets a key with those roles', async () => {
  await page.goto(`${node.url}/consoles/en`);
  await page.getByRole('button', { name: 'Log in' }).first().click();
  await look('sign-in');
  await page.getByRole('link', { name: 'To the login page' }).click();
  await page.locator('#official').fill('els.peeters');
  await page.locator('#roles').fill('official:OVO-GENT');
  await page.locator('form button[type=submit]').first().click();
  expect(await heard()).toMatch(/heading "You are logged in"/);
  expect(await page.locator('pre').innerText()).toMatch(/^Authorization: Bearer [\w-]+\.[\w-]+\.[\w-]+$/);
  await look('signed-in');
});

test('the clock is moved thirty days on, and who did nothing by then has been reminded', async () => {
  const messages = async () => {
    await page.goto(`${node.url}/consoles/en/mailbox?town=44021`);
    return page.locator('tbody tr').count();
  };
  const told = await messages();
  await page.goto(`${node.url}/consoles/en/clock`);
  await look('clock');
  const before = await page.locator('main time').first().getAttribute('datetime');
  await page.getByRole('button', { name: '30 days on' }).first().click();
  expect(await heard()).toContain('The clock of Stad Gent was moved on.');
  const after = await page.locator('main time').first().getAttribute('datetime');
  expect(Date.parse(after ?? '') - Date.parse(before ?? '')).toBeGreaterThanOrEqual(30 * 86_400_000);
  await fetch(`${node.url}/sandbox/44021/house/idle`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"withinMs": 60000}' });
  expect(await messages()).toBeGreaterThan(told);
  // A letter is there as the print shop has it.
  await page.getByRole('row').filter({ hasText: 'Letter' }).first().getByRole('link').click();
  const pdf = await fetch(await page.getByRole('link', { name: 'The letter as PDF' }).getAttribute('href') ?? '');
  expect([pdf.status, pdf.headers.get('content-type'), Buffer.from(await pdf.arrayBuffer()).subarray(0, 5).toString()]).toEqual([200, 'application/pdf', '%PDF-']);
});

test('every console keeps to WCAG 2.2 A and AA, also with the longest words, and fits 320 px', async () => {
  for (const [path, name] of [['', 'start'], ['/mailbox', 'mailbox'], ['/mailbox/44021/0', 'message'], ['/systems', 'systems'], ['/systems/44021/biza', 'biza'], ['/systems/24055/messaging', 'messaging'], ['/systems/44021/house', 'house'], ['/clock', 'clock'], ['/mailbox/1/1', 'none']] as const) {
    await page.goto(`${node.url}/consoles/de${path}`);
    expect(await page.getAttribute('html', 'lang')).toBe('de');
    for (const summary of await page.locator('details > summary').all()) await summary.click();
    await look(`${name}-de`, name === 'messaging');
  }
  expect(found).toEqual([]);
});
