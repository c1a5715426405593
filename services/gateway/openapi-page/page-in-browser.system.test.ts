import { startChromium, type Browser } from '#tools/system-packages/start-chromium.ts';
import { as } from '#tools/test-house/open-test-house.ts';
import { openServedHouse, type ServedHouse } from '#tools/test-house/open-served-house.ts';

let t: ServedHouse;
let browser: Browser;

beforeAll(async () => {
  t = await openServedHouse();
  browser = await startChromium();
});
afterAll(async () => {
  await browser.stop();
  await t.stop();
});

/** An expression for what stands in an operation's part of the page. */
const inPart = (operation: string, selector: string) => `document.getElementById(${JSON.stringify(operation)}).querySelector(${JSON.stringify(selector)})`;
const status = (operation: string) => `${inPart(operation, '[role=status]')}.textContent`;

test('who follows a link to an operation, types a credential and sends by keyboard gets the answer; the credential is kept nowhere, and the browser has nothing to complain of', async () => {
  const { token } = await t.house.issuer.issue(as('clerk', 'els.peeters'), 5);
  await browser.open(`${t.url}/openapi#journey.list`);
  await browser.until(`document.getElementById('journey.list').open`);
  await browser.evaluate(`document.getElementById('token').value = ${JSON.stringify(token)}; ${inPart('journey.list', 'button')}.focus()`);
  await browser.press('Enter');
  await browser.until(`${status('journey.list')}.startsWith('HTTP')`);
  expect(await browser.evaluate(status('journey.list'))).toMatch(/^HTTP 200, trace [0-9a-f-]{36}$/);
  expect(await browser.evaluate(`JSON.parse(${inPart('journey.list', 'pre')}.textContent)`)).toEqual({ dossiers: [], total: 0 });
  expect(await browser.evaluate(`({ kept: localStorage.length + sessionStorage.length + document.cookie.length, address: location.href.includes(${JSON.stringify(token)}), forms: [...document.forms].some((form) => form.contains(document.getElementById('token'))) })`)).toEqual({ kept: 0, address: false, forms: false });
  expect(browser.complaints).toEqual([]);
});

test('a body is sent as it stands, and a refusal is shown as the house gave it', async () => {
  await browser.open(`${t.url}/openapi?again#request.openFor`);
  await browser.until(`document.getElementById('request.openFor').open`);
  await browser.evaluate(`${inPart('request.openFor', 'form')}.requestSubmit()`);
  await browser.until(`${status('request.openFor')}.startsWith('HTTP')`);
  expect(await browser.evaluate(`JSON.parse(${inPart('request.openFor', 'pre')}.textContent)`)).toMatchObject({ status: 401, failure: 'gateway.token-missing' });
});

test('an address that lacks a field is not asked: the field is named and has the focus', async () => {
  await browser.open(`${t.url}/openapi?more#journey.show`);
  await browser.until(`document.getElementById('journey.show').open`);
  await browser.evaluate(`${inPart('journey.show', 'input[data-place=path]')}.value = ''; ${inPart('journey.show', 'form')}.noValidate = true; ${inPart('journey.show', 'form')}.requestSubmit()`);
  expect(await browser.evaluate(status('journey.show'))).toBe('The field dossier is part of the address: it cannot be left empty.');
  expect(await browser.evaluate('document.activeElement.name')).toBe('dossier');
});

test('a script that somebody smuggles into the page does not run', async () => {
  await browser.open(`${t.url}/openapi?smuggled`);
  await browser.evaluate(`(() => { const script = document.createElement('script'); script.textContent = 'window.smuggled = true'; document.body.append(script); document.body.setAttribute('style', 'color: red'); })()`);
  expect(await browser.evaluate('({ ran: window.smuggled ?? false, red: getComputedStyle(document.body).color === "rgb(255, 0, 0)" })')).toEqual({ ran: false, red: false });
  expect(browser.complaints.join('\n')).toContain('Content Security Policy');
});
