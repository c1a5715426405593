import type { Page } from 'playwright-core';
import { formatCardNumber, makeCardNumber } from '#services/belgium/card-number.ts';
import { authoriseEverybody } from '#tools/test-house/make-citizen.ts';
import { openDeskHouse, type Desk, type DeskHouse } from '#tools/test-house/open-desk.ts';
import { as } from '#tools/test-house/open-test-house.ts';
import { anOrderedCard } from '#tools/test-house/order-card.ts';
import { inspect, tabTo } from '#tools/test-house/page-inspector.ts';
import { callDelivery, planFirst } from '#tools/test-house/second-visit.ts';

/** A clerk opens the envelopes of the morning, in a real browser. */
const clerk = as('clerk', 'an.claes');
let t: DeskHouse;
let page: Page;
let desk: string;

beforeAll(async () => {
  t = await openDeskHouse({ start: '2026-11-24T07:00:00+01:00' });
  desk = t.desk.url;
  await authoriseEverybody(t);
});
afterAll(() => t.stop());
afterEach(() => t.desk.leave());

const comeIn = async (...args: Parameters<Desk['comeIn']>) => { page = await t.desk.comeIn(...args); };
const outcome = () => page.locator('#outcome');
const isFocused = () => page.locator('#cardNumber').evaluate((field) => field === field.ownerDocument.activeElement);
/** As a scanner does: digits, and Enter. */
async function scan(number: string): Promise<void> {
  await page.keyboard.type(number);
  await page.keyboard.press('Enter');
}
const stateOf = async (dossier: string) => (await callDelivery(t, 'show', { dossier }, clerk)).state;

test('envelopes are opened one after the other without a hand on the mouse; each time it is said what follows', async () => {
  const [planned, free, byBpost] = [await anOrderedCard(t), await anOrderedCard(t), await anOrderedCard(t)];
  await planFirst(t, planned.dossier);
  await planFirst(t, byBpost.dossier, 'bpost');
  await comeIn(clerk);
  await page.goto(`${desk}/nl`);
  await tabTo(page, /^Kaarten ontvangen$/);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Nog te komen 3' }).waitFor();
  expect(await page.locator('main').innerText()).toMatch(/besteld op [^,]+, levering op /);
  expect(await isFocused()).toBe(true);

  await scan(planned.cardNumber);
  await outcome().getByText('De ambtenaar brengt ze op').waitFor();
  await scan('12345');
  await outcome().getByText('“12345” is geen kaartnummer').waitFor();
  expect([await isFocused(), await page.locator('#cardNumber').inputValue()]).toEqual([true, '']);
  const stranger = makeCardNumber('9999999990');
  await scan(stranger);
  await outcome().getByText(`${formatCardNumber(stranger)} wordt hier niet verwacht.`).waitFor();
  await scan(formatCardNumber(free.cardNumber));
  await outcome().getByText('Er is nog geen moment voor de levering.').waitFor();
  await scan(byBpost.cardNumber);
  await outcome().getByText('Geef ze mee met de koerier.').waitFor();
  await scan(byBpost.cardNumber);
  await outcome().getByText('is al ontvangen.').waitFor();
  expect(await Promise.all([planned, free, byBpost].map(({ dossier }) => stateOf(dossier)))).toEqual(['card-ready', 'card-waiting', 'card-ready']);
  await page.getByRole('heading', { name: 'Vandaag ontvangen 3' }).waitFor();
});

test('a receipt by mistake is taken back after it was asked once more; without scripts', async () => {
  const { dossier, cardNumber } = await anOrderedCard(t);
  await comeIn(clerk, { javaScriptEnabled: false });
  await page.goto(`${desk}/nl/receive-cards`);
  await page.getByLabel('Nummer van de kaart').fill(cardNumber);
  await page.getByRole('button', { name: 'De kaart is hier' }).click();
  await page.getByRole('listitem').filter({ hasText: dossier.slice(0, 18) }).getByRole('link', { name: /^Toch niet ontvangen/ }).click();
  await page.getByText('Doe dit alleen als de kaart per vergissing is ingeboekt.').waitFor();
  await page.getByRole('button', { name: 'De kaart is toch niet ontvangen' }).click();
  await page.getByText('Nu: Kaart besteld').waitFor();
  expect(await stateOf(dossier)).toBe('ordered');
});

test('at a dossier only its own card is received; who may receive none is not offered it', async () => {
  const [one, other] = [await anOrderedCard(t), await anOrderedCard(t)];
  await comeIn(clerk, { javaScriptEnabled: false });
  await page.goto(`${desk}/nl/dossiers/${one.dossier}`);
  await page.getByRole('link', { name: 'Ontvang de kaart op het gemeentehuis' }).click();
  await page.getByLabel('Nummer van de kaart').fill(other.cardNumber);
  await page.keyboard.press('Enter');
  await outcome().getByText('is niet de kaart van dit dossier.').waitFor();
  await page.getByLabel('Nummer van de kaart').fill(one.cardNumber);
  await page.keyboard.press('Enter');
  await outcome().getByText('Ontvangen:').waitFor();
  expect([await stateOf(one.dossier), await stateOf(other.dossier)]).toEqual(['card-waiting', 'ordered']);
  await comeIn(as('administrator', 'ad.min'), { javaScriptEnabled: false });
  await page.goto(`${desk}/nl`);
  expect(await page.getByRole('link', { name: 'Kaarten ontvangen' }).count()).toBe(0);
});

test('is whole, fits and can be read by everybody in each language', async () => {
  const { dossier } = await anOrderedCard(t);
  await comeIn(clerk);
  const found: string[] = [];
  for (const language of ['nl', 'fr', 'de', 'en'] as const) {
    const lookAt = async (name: string) => { found.push(...await inspect(page, `desk-receive-${name}-${language}`, { picture: language === 'nl' || language === 'de' })); };
    await page.goto(`${desk}/${language}/receive-cards?got=${dossier}`);
    await lookAt('cards');
    await scan('<b>1');
    await page.locator('#cardNumber[aria-invalid]').waitFor();
    await lookAt('wrong');
    await page.goto(`${desk}/${language}/receive-cards/${dossier}`);
    await lookAt('one');
  }
  expect(found).toEqual([]);
});
