import type { Page } from 'playwright-core';
import type { ActionOutput } from '#services/kernel/registry.ts';
import { aCitizen } from '#tools/test-house/make-citizen.ts';
import { openDeskHouse, withoutScripts, type Desk, type DeskHouse } from '#tools/test-house/open-desk.ts';
import { as, citizenOf } from '#tools/test-house/open-test-house.ts';
import { tabTo } from '#tools/test-house/page-inspector.ts';

/** What officials read of complaints and do about them, in a real browser at a real house. */

const els = as('official', 'els.peeters');
const hostile = '<script>alert(1)</script> & "De <b>Smet</b>" \u202eomgekeerd';
let t: DeskHouse;
let page: Page;
let desk: string;

beforeAll(async () => {
  t = await openDeskHouse({ start: '2026-11-24T09:00:00+01:00' });
  desk = t.desk.url;
});
afterAll(() => t.stop());
afterEach(() => t.desk.leave());

/** A browser in which somebody has come in; without a script, for that is what everything must work with. */
const comeIn = async (options: Parameters<Desk['comeIn']>[1] = withoutScripts, who = els) => { page = await t.desk.comeIn(who, options); };
const inspected: Desk['inspected'] = (...args) => t.desk.inspected(...args);
async function aDossier(overrides: Parameters<typeof aCitizen>[1] = {}): Promise<string> {
  const { insz } = await aCitizen(t, overrides);
  return (await t.call<{ dossier: string }>('request.openFor', { insz, why: 'citizen-called' }, els)).dossier;
}
const file = async (dossier: string, input: object = {}, by = citizenOf(dossier)) => (await t.call<ActionOutput<'complaints.file'>>('complaints.file', { dossier, about: 'visit', text: 'Er kwam niemand.', ...input }, by)).complaint;
const show = (complaint: string) => t.call<ActionOutput<'complaints.show'>>('complaints.show', { complaint }, els);
const go = (name: string) => page.getByRole('button', { name, exact: true }).click();
const main = () => page.locator('main').innerText();

test('an official notes a complaint from a dossier: what it is about, how it was, the words, and the day of a letter', async () => {
  const dossier = await aDossier();
  await comeIn();
  await page.goto(`${desk}/nl/dossiers/${dossier}`);
  await page.getByRole('link', { name: 'Noteer een klacht van de burger' }).click();
  await go('Noteer een klacht van de burger');
  for (const wrong of ['Kies waarover het gaat.', 'Kies hoe het was.', 'Kies hoe het binnenkwam.', 'Schrijf wat de burger zegt, ten hoogste 4000 tekens.']) expect(await page.getByRole('alert').innerText()).toContain(wrong);
  await page.getByLabel('De afspraak').check();
  await page.getByLabel('Negatief').check();
  await page.getByLabel('Wat de burger zegt').fill(hostile);
  await page.getByLabel('Brief', { exact: true }).check();
  // A browser that knows no field for days.
  await page.getByLabel('Dag waarop een brief binnenkwam').evaluate((field) => { field.setAttribute('type', 'text'); });
  await page.getByLabel('Dag waarop een brief binnenkwam').fill('2026-11-31');
  await go('Noteer een klacht van de burger');
  expect(await page.locator('#receivedOn-wrong').innerText()).toContain('Schrijf een dag die er is');
  await page.getByLabel('Dag waarop een brief binnenkwam').fill('2026-11-25');
  await go('Noteer een klacht van de burger');
  expect(await page.getByRole('alert').innerText()).toContain('Deze dag is nog niet voorbij.');
  expect(await page.getByLabel('Wat de burger zegt').inputValue()).toBe(hostile);
  await page.getByLabel('Dag waarop een brief binnenkwam').fill('2026-11-20');
  await go('Noteer een klacht van de burger');
  await page.getByRole('heading', { name: 'Klacht: De afspraak' }).waitFor();
  expect(await page.locator('blockquote').first().innerText()).toBe(hostile);
  expect(await main()).toMatch(/Nu: Ontvangen\s+Opnemen ten laatste op 30 november 2026/);
  await page.getByRole('link', { name: dossier.slice(0, 18) }).click();
  await page.getByRole('link', { name: 'De afspraak: Negatief' }).waitFor();
});

test('a complaint is taken up, judged anew and answered by keyboard alone; who did what stands there, and the citizen was told in his or her language', async () => {
  const dossier = await aDossier({ language: 'fr', firstName: 'Noor', lastName: 'Maes & <i>Zoon</i>' });
  const complaint = await file(dossier, { tone: 'neutral' });
  await comeIn();
  await page.goto(`${desk}/nl/complaints`);
  await tabTo(page, /^Het bezoek: Neutraal$/);
  await page.keyboard.press('Enter');
  await page.getByText('Noor Maes & <i>Zoon</i>').first().waitFor();
  await tabTo(page, /^Neem deze klacht op$/);
  await page.keyboard.press('Enter');
  await page.getByText('Nu: In behandeling').waitFor();
  await tabTo(page, /^Neutraal$/);
  await page.keyboard.press('ArrowDown');
  await tabTo(page, /^Bewaar uw oordeel$/);
  await page.keyboard.press('Enter');
  await page.getByText('Anders beoordeeld: Negatief').waitFor();
  await tabTo(page, /^Beantwoord deze klacht$/);
  await page.keyboard.press('Enter');
  await page.getByText('Schrijf in het Frans.').waitFor();
  expect(await main()).toContain('U kunt het niet terugnemen.');
  await go('Verstuur dit antwoord');
  expect(await page.getByRole('alert').innerText()).toContain('Schrijf een antwoord.');
  await page.getByLabel('Uw antwoord').fill('Nous sommes désolés.\n\nEls');
  await tabTo(page, /^Verstuur dit antwoord$/);
  await page.keyboard.press('Enter');
  await page.getByText('Nu: Beantwoord').waitFor();
  await t.idle();
  expect(await show(complaint)).toMatchObject({ state: 'answered', tone: 'negative', told: 'email', steps: [{ by: 'citizen' }, { step: 'taken-up', by: 'official:els.peeters' }, { step: 'judged' }, { step: 'answered' }] });
  const { messages } = await t.pull<{ messages: { subject: string; body: string }[] }>('messaging', 'messages', { dossier });
  expect(messages).toMatchObject([{ subject: 'Notre réponse à votre plainte', body: expect.stringContaining('\n\nNous sommes désolés.\n\nEls\n\n') }]);
});

test('closing without an answer asks why and says what it means; what was decided meanwhile is not decided again', async () => {
  const complaint = await file(await aDossier());
  await comeIn();
  await page.goto(`${desk}/nl/complaints/${complaint}/close`);
  expect(await main()).toContain('De burger hoort hierna niets meer van ons over deze klacht.');
  await go('Sluit af zonder antwoord');
  expect(await page.getByRole('alert').innerText()).toContain('Kies een reden.');
  await page.getByLabel('De burger trok de klacht in').check();
  await t.call('complaints.answer', { complaint, text: 'Ik was eerst.' }, as('official', 'tom.maes'));
  await go('Sluit af zonder antwoord');
  expect(await page.getByRole('alert').innerText()).toContain('Deze klacht is al afgehandeld. Iemand anders was eerst.');
  await page.goto(`${desk}/nl/complaints/${complaint}/close`);
  expect(page.url()).toBe(`${desk}/nl/complaints/${complaint}`);
  expect(await show(complaint)).toMatchObject({ state: 'answered', answer: 'Ik was eerst.' });
});

test('the list is narrowed without a script, says in a word what is overdue, and names nobody', async () => {
  const dossier = await aDossier({ lastName: 'Zeldzaam' });
  const complaint = await file(dossier, { about: 'payment', text: 'Zeldzame woorden.' });
  await file(dossier, { tone: 'positive', about: 'delivery' });
  await t.advance({ days: 11 });
  await comeIn();
  await page.goto(`${desk}/nl/complaints`);
  expect(await page.locator(`#c-${complaint}`).innerText()).toMatch(/Te laat[\s\S]*Opnemen ten laatste op 4 december 2026[\s\S]*De betaling: Negatief[\s\S]*Website/);
  expect(await main()).not.toMatch(/Zeldza/);
  await page.getByLabel('Oordeel').selectOption({ label: 'Positief' });
  await page.getByLabel('Stand').selectOption({ label: 'Afgesloten' });
  await go('Toon');
  expect(await page.locator('.eid-work > li').count()).toBe(1);
  await page.getByLabel('Waarover').selectOption({ label: 'De betaling' });
  await go('Toon');
  await page.getByText('Geen klachten die hieraan voldoen.').waitFor();
  await page.goto(`${desk}/nl/complaints?state=__proto__&from=-1&tone=x`);
  expect(await page.locator(`#c-${complaint}`).count()).toBe(1);
  await page.goto(`${desk}/nl`);
  expect(await main()).toMatch(/Open klachten\s+\d+ waarvan [1-9]\d* te laat/);
});

test('who may not read complaints finds no way to them', async () => {
  await comeIn(undefined, as('administrator', 'ad.min'));
  await page.goto(`${desk}/nl`);
  expect(await page.getByRole('link', { name: 'Klachten' }).count()).toBe(0);
  const answer = await page.goto(`${desk}/nl/complaints`);
  expect(answer?.status()).toBe(403);
});

test('every screen of complaints has no fault that axe finds in any language, and fits at 320 px', async () => {
  const dossier = await aDossier({ firstName: 'Noor', lastName: 'De Smet', representative: { relation: 'carer', firstName: 'Jan', lastName: 'Maes', email: null, mobile: '+32470123456' } });
  const [open, ended] = [await file(dossier, { text: `Ik wachtte twee uur.\n\nNiemand belde. ${'Zeer'.repeat(40)}` }), await file(dossier, { tone: 'neutral' })];
  await t.call('complaints.answer', { complaint: ended, text: 'Onze excuses.' }, els);
  await t.pull('crm', 'complain', { about: 'other', tone: 'negative', text: 'Van iemand zonder dossier.' });
  await t.idle();
  await comeIn({});
  expect([
    ...await inspected('/complaints', 'complaints'), ...await inspected(`/complaints/${open}`, 'complaint'), ...await inspected(`/complaints/${ended}`, 'complaint-answered'),
    ...await inspected(`/complaints/${open}/answer`, 'complaint-answer'), ...await inspected(`/complaints/${open}/close`, 'complaint-close'), ...await inspected(`/dossiers/${dossier}/complain`, 'complain'), ...await inspected(`/dossiers/${dossier}`, 'dossier-with-complaints'),
  ]).toEqual([]);
});
