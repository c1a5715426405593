import type { Page } from 'playwright-core';
import { formatNumber } from '#services/belgium/formats.ts';
import type { Caller } from '#services/kernel/caller.ts';
import { fillTwoYears } from '#tools/test-house/fill-two-years.ts';
import { openDeskHouse, withoutScripts, type Desk, type DeskHouse } from '#tools/test-house/open-desk.ts';
import { as, type TestHouseOptions } from '#tools/test-house/open-test-house.ts';
import { tabTo } from '#tools/test-house/page-inspector.ts';
import { definitions } from '../definitions.ts';
import { indicatorIds, type Figure } from '../indicators.contract.ts';
import { nameTexts } from './indicator-texts.ts';

/** What the council is shown: the figures of two years of dossiers, in a real browser at a real house. What the pages say of any figures is tested without one (pages.test.ts). */

const els = as('official', 'els.peeters');
const head = as('head-of-service', 'lies.maes');
const start: TestHouseOptions['start'] = '2026-11-24T09:00:00+01:00';
let t: DeskHouse;
let page: Page;
let desk: string;
/** What a browser complains of: a style or a script that the rules of the page do not let through. */
let complaints: string[];

beforeAll(async () => {
  t = await openDeskHouse({ start });
  desk = t.desk.url;
  await fillTwoYears(t, '2026-11-24');
});
afterAll(() => t.stop());
afterEach(() => t.desk.leave());

/** A browser in which somebody has come in. */
async function comeIn(who: Caller, options: Parameters<Desk['comeIn']>[1] = {}): Promise<void> {
  page = await t.desk.comeIn(who, { viewport: { width: 1024, height: 768 }, ...options });
  complaints = [];
  page.on('console', (message) => { if (/content security policy/i.test(message.text())) complaints.push(message.text()); });
}
const heading = (name: string | RegExp) => page.getByRole('heading', { name, level: 1 }).waitFor();
const main = async () => (await page.locator('main').innerText()).replaceAll(/\s+/g, ' ');
const figuresOf = async (asked: object = {}, who = els) => (await t.call<{ indicators: Figure[] }>('indicators.list', asked, who)).indicators;
const said = (value: number | null) => (value === null ? 'Geen cijfer' : formatNumber(value, 'nl'));
const measures = async () => (await page.locator('.eid-measures .eid-measure').allInnerTexts()).map((text) => text.replace('%', ''));

test('the overview shows what the action answers, of everything and of the part and the month that are chosen, without a script', async () => {
  await comeIn(els, withoutScripts);
  await page.goto(`${desk}/nl`);
  await page.getByRole('link', { name: 'Indicatoren', exact: true }).click();
  await heading('Werkt de dienst aan huis?');
  const { figures } = await t.call<{ figures: { act: string; share: number | null }[] }>('authorisations.availability', {}, els);
  expect(await measures()).toEqual([...(await figuresOf()).map(({ value }) => said(value)), said(figures.find(({ act }) => act === 'both')?.share ?? null)]);
  expect((await figuresOf()).filter(({ value }) => value !== null).length).toBeGreaterThanOrEqual(7);
  await page.getByLabel('Reden').selectOption({ label: 'Erkende handicap' });
  await page.getByLabel('Tot einde van').selectOption({ label: 'maart 2026' });
  await page.getByRole('button', { name: 'Toon' }).click();
  await page.getByText('Alleen: Erkende handicap.').waitFor();
  expect(await measures()).toEqual((await figuresOf({ month: '2026-03', ground: 'disability' })).map(({ value }) => said(value)));
  expect(await main()).toContain('Stand tot en met 31 maart 2026.');
  expect(complaints).toEqual([]);
});

test('from the overview by keyboard to an indicator, to the dossiers behind it, to a dossier', async () => {
  await comeIn(els);
  await page.goto(`${desk}/nl/indicators`);
  await tabTo(page, /^Van vingerafdrukken tot kaart$/);
  await page.keyboard.press('Enter');
  await heading('Van vingerafdrukken tot kaart');
  const { value, trend } = (await figuresOf()).find(({ indicator }) => indicator === 'K3') ?? { value: null, trend: [] };
  expect(await page.locator('.eid-headline .eid-measure').innerText()).toBe(said(value));
  const points = trend.filter((month) => month.value !== null).length;
  expect([await page.locator('.eid-chart .eid-trend > circle').count(), points]).toEqual([points, 24]);
  await tabTo(page, /^De dossiers achter dit cijfer$/);
  await page.keyboard.press('Enter');
  await heading('Van vingerafdrukken tot kaart: de dossiers');
  const { dossiers: [longest] } = await t.call<{ dossiers: { dossier: string; value: number }[] }>('indicators.dossiers', { indicator: 'K3', limit: 1 }, els);
  expect(await page.locator('tbody tr').first().innerText()).toMatch(new RegExp(`^${longest?.dossier}\\s+${longest?.value} dagen`));
  await tabTo(page, new RegExp(`^${longest?.dossier}$`));
  await page.keyboard.press('Enter');
  await page.waitForURL(`${desk}/nl/dossiers/${longest?.dossier}`);
  expect(complaints).toEqual([]);
});

test('the table of an indicator says what the action answers, month by month, and each of its parts leads to that part alone', async () => {
  await comeIn(head, withoutScripts);
  await page.goto(`${desk}/nl/indicators/K2`);
  const { trend } = (await figuresOf()).find(({ indicator }) => indicator === 'K2') ?? { trend: [] };
  const rows = await page.getByRole('region', { name: 'Dezelfde cijfers in een tabel' }).locator('tbody tr td:nth-child(2)').allInnerTexts();
  expect(rows.map((row) => row.replace(/ dag(en)?$/, '').replace('geen', 'Geen cijfer'))).toEqual(trend.toReversed().map(({ value }) => said(value)));
  await page.getByRole('link', { name: 'an.claes', exact: true }).click();
  await page.getByText('Alleen: an.claes.').waitFor();
  const ofAn = (await figuresOf({ official: 'an.claes' }, head)).find(({ indicator }) => indicator === 'K2');
  expect(await page.locator('.eid-headline .eid-measure').innerText()).toBe(said(ofAn?.value ?? null));
  expect(await page.getByLabel('Ambtenaar').locator('option').allInnerTexts()).toEqual(['Alle', 'an.claes', 'els.peeters']);
});

test('the report of a month leads to the one before, is printed without the ways around it, and its figures are handed as a file', async () => {
  await comeIn(els);
  await page.goto(`${desk}/nl/indicators-report`);
  await heading('Maandverslag: eID aan huis, oktober 2026');
  await page.getByRole('link', { name: 'september 2026' }).click();
  await heading('Maandverslag: eID aan huis, september 2026');
  const rows = (await page.locator('tbody tr td:nth-child(2)').allInnerTexts()).map((row) => row.replace(/[ %].*$/, ''));
  expect(rows).toEqual((await figuresOf({ month: '2026-09' })).map(({ value }) => (value === null ? 'geen' : said(value))));
  await page.emulateMedia({ media: 'print' });
  expect([await page.getByRole('link', { name: 'augustus 2026' }).isVisible(), await page.locator('.eid-report-part').last().isVisible()]).toEqual([false, true]);
  await page.emulateMedia({ media: 'screen' });
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Cijfers downloaden (CSV)' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('indicatoren-gent-2026-09-30.csv');
  const { csv } = await t.call<{ csv: string }>('indicators.export', { month: '2026-09' }, els);
  const chunks: Buffer[] = [];
  for await (const chunk of await file.createReadStream()) chunks.push(Buffer.from(chunk));
  expect(Buffer.concat(chunks).toString('utf8')).toBe(csv);
});

test('the eID tool shows the overview and one indicator as elements of its own pages', async () => {
  await comeIn(els);
  expect(await (await page.request.get(`${desk}/scripts/desk-facts.js`)).text()).toMatch(/"eid-indicators":\s*"\/indicators"[\s\S]*"eid-indicator":\s*"\/indicators\/\{indicator\}"/);
  const part = await page.request.get(`${desk}/nl/indicators/K1`, { headers: { accept: 'text/vnd.eid.part+html' } });
  const written = await part.text();
  expect([decodeURIComponent(part.headers()['eid-title'] ?? ''), written.includes('<svg class="eid-trend"'), written.includes('<body')]).toEqual([nameTexts.K1.nl, true, false]);
});

test('who may not see figures is not offered them', async () => {
  await comeIn(as('clerk'), withoutScripts);
  await page.goto(`${desk}/nl/worklist`);
  expect(await page.getByRole('link', { name: 'Indicatoren' }).count()).toBe(0);
  expect((await page.goto(`${desk}/nl/indicators`))?.status()).toBe(403);
});

test('an official is offered the own figures only, and a councillor those of the municipality, with nothing that leads to a dossier', async () => {
  await comeIn(els, withoutScripts);
  await page.goto(`${desk}/nl/indicators/K2`);
  expect(await page.getByLabel('Ambtenaar').locator('option').allInnerTexts()).toEqual(['Alle', 'els.peeters']);
  expect([await main(), (await page.goto(`${desk}/nl/indicators?official=an.claes`))?.status()]).toEqual([expect.not.stringContaining('an.claes'), 403]);
  await comeIn(as('council', 'bo.burgemeester'));
  await page.goto(`${desk}/nl`);
  await page.getByRole('link', { name: 'Indicatoren', exact: true }).click();
  await heading('Werkt de dienst aan huis?');
  expect(await measures()).toEqual([...(await figuresOf()).map(({ value }) => said(value)), expect.any(String)]);
  expect([await main(), await page.getByLabel('Ambtenaar').count(), await page.getByRole('navigation', { name: 'Menu' }).getByRole('link').allInnerTexts()]).toEqual([expect.not.stringMatching(/peeters|claes|Zie ook/), 0, ['Indicatoren']]);
  await page.getByRole('link', { name: 'Van aanvraag tot vingerafdrukken' }).click();
  await heading('Van aanvraag tot vingerafdrukken');
  expect([await main(), await page.getByRole('link', { name: 'De dossiers achter dit cijfer' }).count()]).toEqual([expect.not.stringMatching(/peeters|claes/), 0]);
  expect((await page.goto(`${desk}/nl/indicators/K2/dossiers`))?.status()).toBe(403);
  expect(complaints).toEqual([]);
});

test('every page is whole, light, fits and can be read by everybody in each language', async () => {
  await comeIn(els);
  const found = [
    ...await t.desk.inspected('/indicators', 'indicators'), ...await t.desk.inspected('/indicators/K3', 'indicator'), ...await t.desk.inspected('/indicators/K4/dossiers', 'indicator-dossiers'), ...await t.desk.inspected('/indicators-report', 'indicators-report'),
    ...await t.desk.inspected('/indicators?month=2022-03', 'indicators-empty', ['de']), ...await t.desk.inspected('/indicators/K7?month=2022-03&ground=disability', 'indicator-empty', ['de']),
  ];
  expect(found).toEqual([]);
  for (const path of ['/indicators', '/indicators/K3', '/indicators-report']) expect(Buffer.byteLength(await (await page.request.get(`${desk}/fr${path}`)).body())).toBeLessThan(60_000);
});

test('each indicator has its page in the words of who looks, with the sentence of the founding document', async () => {
  await comeIn(els, withoutScripts);
  for (const id of indicatorIds) {
    await page.goto(`${desk}/fr/indicators/${id}`);
    await heading(nameTexts[id].fr);
    expect(await page.locator('blockquote[lang="nl"]').innerText()).toBe(definitions.find((definition) => definition.id === id)?.source);
  }
});
