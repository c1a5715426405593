import type { Browser, Page } from 'playwright-core';
import { openServedHouse, type ServedHouse } from '#tools/test-house/open-served-house.ts';
import { as } from '#tools/test-house/open-test-house.ts';
import { openBrowser } from '#tools/test-house/page-inspector.ts';

let t: ServedHouse;
let browser: Browser;
let page: Page;
/** What the browser finds wrong with pages: refused by a policy, broken scripts, addresses that do not answer well. */
let complaints: string[];

beforeAll(async () => { [t, browser] = await Promise.all([openServedHouse(), openBrowser()]); });
beforeEach(async () => {
  complaints = [];
  page = await browser.newPage();
  page.on('console', (message) => { if (message.type() === 'error') complaints.push(message.text()); });
  page.on('pageerror', ({ message }) => complaints.push(message));
});
afterEach(() => page.close());
afterAll(async () => {
  await browser.close();
  await t.stop();
});

const part = (operation: string) => page.locator(`[id="${operation}"]`);
/** Follows a link to an operation: its part is open. */
async function open(operation: string): Promise<void> {
  await page.goto(`${t.url}/openapi#${operation}`);
  await part(operation).and(page.locator('[open]')).waitFor();
}
const send = (operation: string) => part(operation).locator('form button').first().click();
const answered = async (operation: string) => {
  await part(operation).getByRole('status').filter({ hasText: /^HTTP/ }).waitFor();
  return part(operation).getByRole('status').innerText();
};
const body = async (operation: string): Promise<unknown> => JSON.parse(await part(operation).locator('pre').innerText());

test('who follows a link to an operation, types a credential and sends by keyboard gets the answer; the credential is kept nowhere, and the browser has nothing to complain of', async () => {
  const { token } = await t.house.issuer.issue(as('clerk', 'els.peeters'), 5);
  await open('journey.list');
  await page.locator('#token').fill(token);
  await part('journey.list').getByRole('button').first().focus();
  await page.keyboard.press('Enter');
  expect(await answered('journey.list')).toMatch(/^HTTP 200, trace [0-9a-f-]{36}$/);
  expect(await body('journey.list')).toEqual({ dossiers: [], total: 0 });
  expect(await page.evaluate(`({ kept: localStorage.length + sessionStorage.length + document.cookie.length, address: location.href.includes(${JSON.stringify(token)}), forms: [...document.forms].some((form) => form.contains(document.getElementById('token'))) })`)).toEqual({ kept: 0, address: false, forms: false });
  expect(complaints).toEqual([]);
});

test('a body is sent as it stands, and a refusal is shown as the house gave it', async () => {
  await open('request.openFor');
  await send('request.openFor');
  await answered('request.openFor');
  expect(await body('request.openFor')).toMatchObject({ status: 401, failure: 'gateway.token-missing' });
});

test('an address that lacks a field is not asked: the field is named and has the focus', async () => {
  await open('journey.show');
  await part('journey.show').locator('input[data-place=path]').fill('');
  // Also in a browser that does not look at fields by itself.
  await page.evaluate("document.getElementById('journey.show').querySelector('form').noValidate = true");
  await send('journey.show');
  expect(await part('journey.show').getByRole('status').innerText()).toBe('The field dossier is part of the address: it cannot be left empty.');
  expect(await page.evaluate('document.activeElement.name')).toBe('dossier');
});

test('a script that somebody smuggles into the page does not run', async () => {
  await page.goto(`${t.url}/openapi`);
  await page.evaluate(`(() => { const script = document.createElement('script'); script.textContent = 'window.smuggled = true'; document.body.append(script); document.body.setAttribute('style', 'color: red'); })()`);
  expect(await page.evaluate('({ ran: window.smuggled ?? false, red: getComputedStyle(document.body).color === "rgb(255, 0, 0)" })')).toEqual({ ran: false, red: false });
  expect(complaints.join('\n')).toContain('Content Security Policy');
});
