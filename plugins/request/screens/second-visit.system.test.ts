import type { Browser, Page } from 'playwright-core';
import { formatTime, formatWeekday } from '#services/belgium/formats.ts';
import { authoriseEverybody } from '#tools/test-house/make-citizen.ts';
import { openServedHouse, type ServedHouse } from '#tools/test-house/open-served-house.ts';
import { as, citizenOf } from '#tools/test-house/open-test-house.ts';
import { anOrderedCard, goTo } from '#tools/test-house/order-card.ts';
import { inspect, openBrowser } from '#tools/test-house/page-inspector.ts';
import { planFirst } from '#tools/test-house/second-visit.ts';

/** The citizen's pages in a real browser, once the card is ordered: of the first visit tells citizen.system.test.ts. */

const hour = 3_600_000;
let t: ServedHouse;
let browser: Browser;

beforeAll(async () => {
  [t, browser] = await Promise.all([openServedHouse({ house: { publicUrl: () => t?.url ?? 'http://127.0.0.1' } }), openBrowser()]);
  await authoriseEverybody(t);
});
afterAll(async () => {
  await browser.close();
  await t.stop();
});

/** Whoever came in before: with a code or a login. `javaScriptEnabled` is for what looks at the pages; they bring none. */
async function comeIn(dossier: string, javaScriptEnabled = false): Promise<Page> {
  const { token } = await t.house.issuer.issue({ ...citizenOf(dossier), municipality: 'gent' }, 60);
  const context = await browser.newContext({ javaScriptEnabled, locale: 'nl-BE', viewport: { width: 390, height: 844 } });
  await context.addCookies([{ name: 'eid', value: token, url: `${t.url}/pages/44021` }]);
  return context.newPage();
}
const said = (start: number) => `${formatWeekday(start, 'nl')}, van ${formatTime(start, 'nl')}`;

test('a citizen moves the second visit of the official: the moment that stood is said, no moment comes before the card can be there, and the new one stands', async () => {
  const { dossier } = await anOrderedCard(t);
  const start = await planFirst(t, dossier);
  const page = await comeIn(dossier);
  const heard = () => page.locator('main').ariaSnapshot();
  await page.goto(`${t.url}/pages/44021/nl/status`);
  expect(await heard()).toContain(said(start));
  await page.getByRole('link', { name: 'Moment voor het tweede bezoek kiezen' }).click();
  expect(await heard()).toContain(`Nu staat vast: ${said(start)}`);

  await page.getByRole('button', { name: 'Bevestig dit moment' }).click();
  expect(await heard()).toMatch(/alert:[\s\S]*link "Kies een moment\."/);
  const { moments, notBefore } = await t.call<{ moments: { start: number }[]; notBefore: string }>('delivery.moments', { dossier, by: 'official' }, as('clerk', 'an.claes'));
  const offered = await page.getByRole('radio').evaluateAll((radios) => radios.map((radio) => Number(radio.getAttribute('value'))));
  expect(offered).toEqual(moments.slice(0, offered.length).map((moment) => moment.start));
  expect(new Date(offered[0] ?? 0).toISOString() >= notBefore).toBe(true);
  const chosen = offered.findLast((moment) => moment !== start) ?? 0;
  await page.locator(`input[value="${chosen}"]`).check();
  await page.getByRole('button', { name: 'Bevestig dit moment' }).click();
  expect(page.url()).toBe(`${t.url}/pages/44021/nl/status`);
  expect(await heard()).toContain(said(chosen));
  expect(await heard()).not.toContain(said(start));
  await t.idle();
  const { appointments } = await t.call<{ appointments: { purpose: string; state: string; start: number }[] }>('appointments.ofDossier', { dossier }, citizenOf(dossier));
  expect(appointments.filter(({ purpose, state }) => purpose === 'delivery' && state === 'confirmed')).toMatchObject([{ start: chosen }]);

  // Nearer to it than the municipality allows, the page leads back to the dossier, which offers it no more.
  await goTo(t, chosen - 11 * hour);
  const late = await comeIn(dossier);
  await late.goto(`${t.url}/pages/44021/nl/change/delivery`);
  expect(late.url()).toBe(`${t.url}/pages/44021/nl/status`);
  expect(await late.getByRole('link', { name: 'Moment voor het tweede bezoek kiezen' }).count()).toBe(0);
});

test('the pages of the second visit keep to WCAG 2.2 A and AA in all four languages, and fit 320 px', async () => {
  const { dossier } = await anOrderedCard(t);
  await planFirst(t, dossier);
  const page = await comeIn(dossier, true);
  const found: string[] = [];
  for (const language of ['nl', 'fr', 'de', 'en']) {
    for (const path of ['status', 'change/delivery']) {
      await page.goto(`${t.url}/pages/44021/${language}/${path}`);
      expect(page.url()).toContain(path);
      found.push(...await inspect(page, `citizen-8-${path.replace('/', '-')}-${language}`, { picture: language === 'de' }));
    }
  }
  expect(found).toEqual([]);
});
