import type { Browser, BrowserContext, Page } from 'playwright-core';
import { authoriseEverybody } from '#tools/test-house/make-citizen.ts';
import { openServedHouse, type ServedHouse } from '#tools/test-house/open-served-house.ts';
import { as } from '#tools/test-house/open-test-house.ts';
import { inspect, openBrowser } from '#tools/test-house/page-inspector.ts';
import { aReceivedCard } from '#tools/test-house/second-visit.ts';

/** Cards with bpost, as officials see them in a browser. */
const languages = ['nl', 'fr', 'de', 'en'] as const;
let [t, browser]: [ServedHouse?, Browser?] = [];
let context: BrowserContext;
let page: Page;
let url = '';

const house = () => { if (!t) throw new Error('the house did not open'); return t; };
beforeAll(async () => {
  [t, browser] = await Promise.all([openServedHouse({ start: new Date().toISOString(), house: { publicUrl: () => url } }), openBrowser()]);
  url = t.url;
  await authoriseEverybody(t);
});
afterAll(async () => {
  await browser?.close();
  await t?.stop();
});
afterEach(() => context.close());

async function lookAs(role: 'official' | 'clerk'): Promise<void> {
  if (!browser) throw new Error('there is no browser');
  context = await browser.newContext({ locale: 'nl-BE', viewport: { width: 768, height: 1024 } });
  const { token } = await house().house.issuer.issue(as(role), 600);
  await context.addCookies([{ name: 'eid', value: token, url: `${url}/desk/44021` }]);
  page = await context.newPage();
}
const heading = (name: string | RegExp) => page.getByRole('heading', { name }).waitFor();

test('a card is given to bpost on a page of its own, and what bpost tells is seen; the pages keep to WCAG 2.2 in four languages', async () => {
  const { dossier } = await aReceivedCard(house(), 'bpost');
  const found: string[] = [];
  const lookAt = async (path: string, name: string) => {
    for (const language of languages) {
      await page.goto(`${url}/desk/44021/${language}${path}`);
      found.push(...await inspect(page, `desk-hand-overs-${name}-${language}`, { picture: language === 'nl' || language === 'de' }));
    }
  };
  await lookAs('official');
  await page.goto(`${url}/desk/44021/nl`);
  await page.getByRole('link', { name: 'bpost', exact: true }).click();
  await heading('Mee te geven 1');
  await lookAt('/hand-overs', 'list');
  await lookAt(`/hand-overs/${dossier}`, 'one');
  await page.goto(`${url}/desk/44021/nl/hand-overs`);
  await page.getByRole('link', { name: 'Bekijk' }).click();
  await page.getByRole('button', { name: 'Ik heb de kaart aan bpost gegeven' }).click();
  await page.getByText('bij de koerier van bpost').waitFor();
  await house().idle();
  const { reference } = await house().call<{ reference: string }>('bpost-delivery.show', { dossier }, as('official'));
  for (const employee of ['bp-1001', 'bp-unknown']) await house().pull('bpost', 'send', { reference, event: 'card-received', employee });
  await house().idle();
  await page.getByRole('button', { name: 'Vraag bpost waar het pakje is' }).click();
  await page.getByRole('status').filter({ hasText: /bpost/ }).waitFor();
  await page.getByText('wacht op een mens', { exact: true }).waitFor();
  expect(await page.locator('main').getByRole('link', { name: 'Medewerkers van bpost' }).getAttribute('href')).toMatch(/\/partnership\/employees$/);
  await lookAt(`/hand-overs/${dossier}`, 'told');
  await lookAt('/hand-overs', 'with-bpost');
  await heading(/^With bpost 1/);
  // Received today by number, too: it has gone on since.
  await page.goto(`${url}/desk/44021/nl/receive-cards`);
  await page.getByText('Nu: Kaart is bij bpost').waitFor();
  // Whoever comes in at the desk reads that a message waits, and so does who looks at what waits.
  await page.goto(`${url}/desk/44021/nl/exceptions`);
  await page.getByText('Berichten van bpost die iemand moet nakijken: 1.').waitFor();
  await page.goto(`${url}/desk/44021/nl`);
  await page.getByRole('link', { name: 'Berichten van bpost' }).click();
  await heading('Kaarten met bpost');
  expect(found).toEqual([]);
});

test('a clerk sees where the cards are, and gives none away', async () => {
  const { dossier } = await aReceivedCard(house(), 'bpost');
  await lookAs('clerk');
  await page.goto(`${url}/desk/44021/nl/hand-overs/${dossier}`);
  await page.getByText('op het gemeentehuis').waitFor();
  expect(await page.getByRole('button', { name: /bpost gegeven/ }).count()).toBe(0);
});
