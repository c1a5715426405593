import type { Page } from 'playwright-core';
import { authoriseEverybody } from '#tools/test-house/make-citizen.ts';
import { openDeskHouse, type DeskHouse } from '#tools/test-house/open-desk.ts';
import { as } from '#tools/test-house/open-test-house.ts';
import { aReceivedCard } from '#tools/test-house/second-visit.ts';

/** Cards with bpost, as officials see them in a browser. */
let t: DeskHouse | undefined;
let page: Page;

const house = () => { if (!t) throw new Error('the house did not open'); return t; };
beforeAll(async () => {
  t = await openDeskHouse({ start: new Date().toISOString() });
  await authoriseEverybody(t);
});
afterAll(() => t?.stop());
afterEach(() => house().desk.leave());

const lookAs = async (role: 'official' | 'clerk') => { page = await house().desk.comeIn(as(role)); };
const heading = (name: string | RegExp) => page.getByRole('heading', { name }).waitFor();

test('a card is given to bpost on a page of its own, and what bpost tells is seen; the pages keep to WCAG 2.2 in four languages', async () => {
  const { dossier } = await aReceivedCard(house(), 'bpost');
  const found: string[] = [];
  const lookAt = async (path: string, name: string) => { found.push(...await house().desk.inspected(path, `hand-overs-${name}`)); };
  await lookAs('official');
  await page.goto(`${house().desk.url}/nl`);
  await page.getByRole('link', { name: 'bpost', exact: true }).click();
  await heading('Mee te geven 1');
  await lookAt('/hand-overs', 'list');
  await lookAt(`/hand-overs/${dossier}`, 'one');
  await page.goto(`${house().desk.url}/nl/hand-overs`);
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
  await page.goto(`${house().desk.url}/nl/receive-cards`);
  await page.getByText('Nu: Kaart is bij bpost').waitFor();
  // Whoever comes in at the desk reads that a message waits, and so does who looks at what waits.
  await page.goto(`${house().desk.url}/nl/exceptions`);
  await page.getByText('Berichten van bpost die iemand moet nakijken: 1.').waitFor();
  await page.goto(`${house().desk.url}/nl`);
  await page.getByRole('link', { name: 'Berichten van bpost' }).click();
  await heading('Kaarten met bpost');
  expect(found).toEqual([]);
});

test('a clerk sees where the cards are, and gives none away', async () => {
  const { dossier } = await aReceivedCard(house(), 'bpost');
  await lookAs('clerk');
  await page.goto(`${house().desk.url}/nl/hand-overs/${dossier}`);
  await page.getByText('op het gemeentehuis').waitFor();
  expect(await page.getByRole('button', { name: /bpost gegeven/ }).count()).toBe(0);
});
