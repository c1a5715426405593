import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createSecretKey, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Browser, BrowserContext, Page as Tab } from 'playwright-core';
import type { Caller } from '#services/kernel/caller.ts';
import { failures } from '#services/kernel/failure.ts';
import { html } from '#services/kernel/html.ts';
import { defineForm, definePage, type Page, type PageCtx } from '#services/kernel/page.ts';
import { openBrowser } from '#tools/test-house/page-inspector.ts';
import { until } from '#tools/test-house/until.ts';
import { openCutWire, type CutWire } from '#tools/system-packages/cut-wire.ts';
import { openTestGateway, parcelsPlugin, type TestGateway } from '../open-test-gateway.ts';

/** What the scripts of the desk do in a real browser: news, lost connections, and elements on the page of another program. */

const els: Caller = { kind: 'official', actor: 'official:els', municipality: 'gent', scopes: ['parcels:*'] };
const away = failures('parcels', { unreachable: { status: 503, retry: 'safe', title: 'Far away.' } });
let parcels: string[];
let taken: string[];
const takeForm = ({ formFields }: PageCtx) => html`<form method="post">${formFields('take')}<label for="name">Name</label><input id="name" name="name" /><button>Take</button></form>`;
const take = defineForm(z.object({ name: z.string() }), async (ctx, { name }) => { taken.push(name); if (name === 'far') throw away.unreachable(); return { goTo: ctx.address(`/parcels/${name}`) }; });
const pages: readonly Page[] = [
  definePage({
    front: 'desk', path: '/sign-in', for: 'anyone', show: async ({ formFields }) => ({ title: 'Sign in', body: html`<h1>Sign in</h1><form method="post">${formFields('begin')}<button>Begin</button></form>` }),
    forms: { begin: defineForm(z.object({}), async ({ address }) => { valid = true; return { goTo: address('/parcels'), enter: { token: 'els', expiresAt: 3_600_000 } }; }) },
  }),
  definePage({
    front: 'desk', path: '/parcels', for: 'official', element: 'eid-parcels',
    show: async (ctx) => ({
      title: 'Parcels', live: 0.05,
      body: html`<h1>Parcels</h1><ul>${parcels.map((one) => html`<li>${one}</li>`)}</ul><p><a href="${ctx.address('/parcels/p-1')}">First</a> <a href="${ctx.address('/list')}">As a file</a></p>${takeForm(ctx)}`,
    }),
    forms: { take },
  }),
  definePage({ front: 'desk', path: '/list', for: 'official', show: async () => ({ mediaType: 'text/csv; charset=utf-8', fileName: 'parcels.csv', body: 'p-1\r\n' }) }),
  definePage({ front: 'desk', path: '/quiet', for: 'official', show: async (ctx) => ({ title: 'Quiet', body: html`<h1>Quiet</h1>${takeForm(ctx)}` }), forms: { take } }),
  definePage({ front: 'desk', path: '/parcels/{parcel}', for: 'official', element: 'eid-parcel', show: async ({ path, address }) => ({ title: `Parcel ${path['parcel'] ?? ''}`, body: html`<h1>Parcel ${path['parcel']}</h1><a href="${address('/parcels')}">Back</a>` }) }),
];

const municipality = { id: 'gent', nis: '44021', name: 'Gent', languages: ['nl', 'fr'] as const };
let gateway: TestGateway;
let wire: CutWire;
let url: string;
let host: Server;
let hostUrl: string;
let browser: Browser;
let context: BrowserContext;
let tab: Tab;
let valid: boolean;

function urlOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return `http://127.0.0.1:${address.port}`;
}

beforeAll(async () => {
  const key = createSecretKey(randomBytes(32));
  // The page of another program, with one element of ours, and its own design token.
  host = createServer((_request, response) => {
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.end(`<!doctype html><title>Tool</title><style>eid-parcels { --eid-accent: rgb(1, 2, 3); }</style><script type="module" src="${url}/desk/44021/scripts/elements.js"></script><eid-parcels language="fr"></eid-parcels>`);
  });
  await new Promise<void>((resolve) => { host.listen(0, '127.0.0.1', resolve); });
  hostUrl = urlOf(host);
  gateway = await openTestGateway({
    plugins: [{ ...parcelsPlugin, pages }], verify: async () => (valid ? els : { ...els, municipality: 'elsewhere' }),
    pages: {
      at: (nis, front) => (nis === '44021' ? { front, municipality, url: `${url}/${front}/44021`, embeddedBy: [], hosts: [hostUrl], theme: {}, help: null, offers: () => true, now: () => 0 } : undefined),
      all: () => [], vouch: async () => 'vouched', formKey: () => key, realNow: () => 0,
    },
  });
  wire = await openCutWire({ host: '127.0.0.1', port: Number(new URL(gateway.url).port) });
  url = `http://127.0.0.1:${wire.port}`;
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await wire.close();
  await gateway.close();
  await new Promise((resolve) => { host.close(resolve); });
});
beforeEach(async () => {
  [parcels, taken, valid] = [['p-1'], [], true];
  context = await browser.newContext();
  await context.addCookies([{ name: 'eid', value: 'els', url: `${url}/desk/44021` }]);
  tab = await context.newPage();
});
afterEach(() => context.close());

const listed = (name: string) => tab.getByRole('listitem').filter({ hasText: name }).waitFor();
const heading = (name: string) => tab.getByRole('heading', { name, exact: true }).waitFor();

test('news appears by itself, while somebody types and without taking the focus', async () => {
  await tab.goto(`${url}/desk/44021/nl/parcels`);
  await tab.getByLabel('Name').fill('half a wo');
  parcels.push('p-2');
  await listed('p-2');
  await tab.keyboard.type('rd');
  expect(await tab.getByLabel('Name').inputValue()).toBe('half a word');
});

test('a link leads on within the page, the browser goes back, and the title and the focus follow', async () => {
  await tab.goto(`${url}/desk/44021/nl/parcels`);
  await tab.evaluate('window.same = true');
  await tab.getByRole('link', { name: 'First' }).click();
  await heading('Parcel p-1');
  expect([await tab.title(), tab.url(), await tab.evaluate('document.activeElement.id')]).toEqual(['Parcel p-1 - eID aan huis - Gent', `${url}/desk/44021/nl/parcels/p-1`, 'content']);
  await tab.goBack();
  await heading('Parcels');
  expect(await tab.evaluate('window.same')).toBe(true);
});

test('what is sent while the connection is away waits, says so, outlives a reload, and is done once when it is back', async () => {
  await tab.goto(`${url}/desk/44021/nl/parcels`);
  // The worker that shows a page without connection governs this one from now on.
  await tab.evaluate('navigator.serviceWorker.ready');
  await tab.reload();
  await tab.getByLabel('Name').fill('p-7');
  wire.down();
  await tab.getByRole('button', { name: 'Take' }).click();
  await tab.getByRole('status').filter({ hasText: 'Wacht om te versturen: 1' }).waitFor();
  await tab.reload();
  await heading('Geen verbinding');
  await tab.getByRole('status').filter({ hasText: 'Wacht om te versturen: 1' }).waitFor();
  expect(taken).toEqual([]);
  wire.up();
  await heading('Parcel p-7');
  expect(taken).toEqual(['p-7']);
});

test('after a link that could not be followed the page goes on to show news, also when it was just asking for them', async () => {
  await tab.goto(`${url}/desk/44021/nl/parcels`);
  const [asks, answered] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  await tab.route('**/nl/parcels', async (route) => {
    asks.resolve();
    await answered.promise;
    await route.continue();
  });
  await asks.promise;
  await tab.route('**/nl/parcels/p-1', (route) => route.abort());
  await tab.getByRole('link', { name: 'First' }).click();
  await tab.locator('#eid-connection').getByText(/\S/).first().waitFor();
  expect(tab.url()).toBe(`${url}/desk/44021/nl/parcels`);
  parcels.push('p-2');
  answered.resolve();
  await listed('p-2');
});

test('what the house itself cannot do now is said, and not sent again and again as if the connection were lost', async () => {
  await tab.goto(`${url}/desk/44021/nl/parcels`);
  await tab.getByLabel('Name').fill('far');
  await tab.getByRole('button', { name: 'Take' }).click();
  await heading('Er ging iets mis');
  expect([taken, await tab.locator('#eid-connection').textContent()]).toEqual([['far'], '']);
});

test('news that was on its way when somebody went on does not take them back', async () => {
  // The head of an answer is there before what it says.
  await tab.addInitScript(`const ask = fetch; window.fetch = async (url, options) => {
    const response = await ask(url, options);
    if (options?.headers?.['If-None-Match'] === undefined || response.status !== 200) return response;
    return Object.assign(response, { text: () => new Promise((say) => { window.comes = async () => { say(await Response.prototype.text.call(response)); await new Promise((done) => setTimeout(done)); }; }) });
  };`);
  await tab.goto(`${url}/desk/44021/nl/parcels`);
  parcels.push('p-2');
  await until(() => tab.evaluate<boolean>('window.comes !== undefined'));
  await tab.getByRole('link', { name: 'First' }).click();
  await heading('Parcel p-1');
  await tab.evaluate('comes()');
  expect([await tab.getByRole('heading', { level: 1 }).allInnerTexts(), tab.url()]).toEqual([['Parcel p-1'], `${url}/desk/44021/nl/parcels/p-1`]);
});

test('whose session has ended is led to the sign-in', async () => {
  await tab.goto(`${url}/desk/44021/nl/parcels`);
  valid = false;
  await heading('Sign in');
  expect(tab.url()).toBe(`${url}/desk/44021/nl/sign-in?to=%2Fparcels`);
});

test('whose session ends in the middle of a form signs in, and what was filled in is done then', async () => {
  await tab.goto(`${url}/desk/44021/nl/quiet`);
  valid = false;
  await tab.getByLabel('Name').fill('p-6');
  await tab.getByRole('button', { name: 'Take' }).click();
  await heading('Sign in');
  await tab.getByRole('button', { name: 'Begin' }).click();
  await heading('Parcel p-6');
  expect(taken).toEqual(['p-6']);
});

describe('on the page of another program', () => {
  const told = async (name: string) => tab.evaluate(`new Promise((resolve) => addEventListener('${name}', ({ detail }) => resolve(detail), { once: true }))`);

  test('an element shows its screen for a token, in its language and with the design tokens of its host, leads on within itself, and tells the host', async () => {
    await tab.goto(hostUrl);
    const navigated = told('eid-navigated');
    await tab.evaluate("document.querySelector('eid-parcels').token = 'els'");
    await heading('Parcels');
    expect(await navigated).toEqual({ path: '/parcels', title: 'Parcels' });
    expect(await tab.evaluate("getComputedStyle(document.querySelector('eid-parcels').shadowRoot.querySelector('a')).getPropertyValue('--eid-accent').trim()")).toBe('rgb(1, 2, 3)');
    parcels.push('p-3');
    await listed('p-3');
    const done = told('eid-done');
    await tab.getByLabel('Name').fill('p-9');
    await tab.getByRole('button', { name: 'Take' }).click();
    await heading('Parcel p-9');
    expect(await done).toEqual({ form: 'take', path: '/parcels' });
    expect(tab.url()).toBe(`${hostUrl}/`);
  });

  test('a link in an element leads to a screen of the desk, within the element', async () => {
    await tab.goto(hostUrl);
    await tab.evaluate("document.querySelector('eid-parcels').token = 'els'");
    await tab.getByRole('link', { name: 'First' }).click();
    await heading('Parcel p-1');
    expect([tab.url(), context.pages().length]).toEqual([`${hostUrl}/`, 1]);
  });

  test('a file that an element leads to is asked for with its token, and the element stays with its news', async () => {
    await context.clearCookies();
    await tab.goto(hostUrl);
    await tab.evaluate("document.querySelector('eid-parcels').token = 'els'");
    const [file] = await Promise.all([tab.waitForEvent('download'), tab.getByRole('link', { name: 'As a file' }).click()]);
    expect([file.suggestedFilename(), readFileSync(await file.path(), 'utf8')]).toEqual(['parcels.csv', 'p-1\r\n']);
    parcels.push('p-4');
    await listed('p-4');
    expect([tab.url(), context.pages().length]).toEqual([`${hostUrl}/`, 1]);
  });

  test('two elements that send what waits at the same time take nothing for done that nobody has answered', async () => {
    await tab.goto(hostUrl);
    // The module as a browser gets it. The last sending is on its way when everything before it has been answered.
    expect(await tab.evaluate(`import('${url}/desk/44021/scripts/outgoing.js').then(async ({ openOutgoing }) => {
      let kept = ['one', 'two', 'last'].map((body) => ({ url: '/', body }));
      const asked = [];
      const keep = { get: () => kept, set: (sendings) => { kept = sendings; } };
      const fetch = ({ body }) => { asked.push(body); return body === 'last' ? new Promise(() => undefined) : Promise.resolve(new Response()); };
      for (const element of [1, 2].map(() => openOutgoing({ fetch, keep, later: () => undefined, told: () => undefined, answered: async () => undefined }))) element.again();
      while (!asked.includes('last')) await new Promise((then) => setTimeout(then));
      await new Promise((then) => setTimeout(then));
      return { asked: [...new Set(asked)], kept: kept.map(({ body }) => body) };
    })`)).toEqual({ asked: ['one', 'two', 'last'], kept: ['last'] });
  });

  test('whose token is not taken is asked for another one, and what was sent meanwhile is not lost', async () => {
    await tab.goto(hostUrl);
    await tab.evaluate("document.querySelector('eid-parcels').token = 'els'");
    await heading('Parcels');
    const needed = told('eid-sign-in-needed');
    valid = false;
    await tab.getByLabel('Name').fill('p-5');
    await tab.getByRole('button', { name: 'Take' }).click();
    await needed;
    expect(taken).toEqual([]);
    valid = true;
    await tab.evaluate("document.querySelector('eid-parcels').token = 'els'");
    await heading('Parcel p-5');
    expect(taken).toEqual(['p-5']);
  });
});
