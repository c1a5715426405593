import type { Page } from 'playwright-core';
import { aCitizen, authoriseEverybody } from '#tools/test-house/make-citizen.ts';
import { openDeskHouse, withoutScripts, type Desk, type DeskHouse } from '#tools/test-house/open-desk.ts';
import { as } from '#tools/test-house/open-test-house.ts';
import { tabTo } from '#tools/test-house/page-inspector.ts';

/** Who could be served at home, and what BiZa allows, in a real browser at a real house. It begins on Tuesday 2 June 2026. */

const [els, administrator] = [as('official', 'els.peeters'), as('administrator', 'ad.min')];
let t: DeskHouse;
let page: Page;
let desk: string;

beforeAll(async () => {
  t = await openDeskHouse({ start: '2026-06-02T07:00:00+02:00' });
  desk = t.desk.url;
  await authoriseEverybody(t);
  await t.pull('biza', 'withdraw-authorisation', { holder: 'official', reference: 'tom.maes', act: 'activate-card' });
  await t.pull('biza', 'put-authorisation', { holder: 'official', reference: 'tom.maes', act: 'activate-card', validFrom: '2026-01-02', validUntil: '2026-07-31' });
  await aCitizen(t, { recognised: true, expiresOn: '2026-07-01', firstName: 'Noor', lastName: 'De <b>Smet</b> & "Co"', mobile: '+32470123456', representative: { relation: 'carer', firstName: 'Jan', lastName: '<i>Maes</i>', email: null, mobile: null } });
  await aCitizen(t, { recognised: true, expiresOn: '2026-07-02', email: null, preferredMedium: 'letter' });
  await aCitizen(t, { recognised: true, expiresOn: '2026-12-01' });
  const atCounter = await aCitizen(t, { recognised: true, expiresOn: '2026-11-15' });
  await t.call('authorisations.refresh', {}, administrator);
  await t.call('invitation.checkExpiry', {}, administrator);
  await t.idle();
  await t.call('outreach.gather', {}, administrator);
  await t.pull('eid-tool', 'renew-at-counter', { cardNumber: atCounter.cardNumber });
  await t.advance({ days: 2 });
  // Four weeks after they were told: who was told by mail has got a letter as well.
  await t.advance({ days: 26 });
});
afterAll(() => t.stop());
afterEach(() => t.desk.leave());

const comeIn = async (...args: Parameters<Desk['comeIn']>) => { page = await t.desk.comeIn(...args); };
const inspected: Desk['inspected'] = (...args) => t.desk.inspected(...args);
const said = async () => (await page.locator('main').innerText()).replaceAll(/\p{Zs}/gu, ' ');
const rows = () => page.locator('table').last().locator('tbody tr');
const go = (name: string) => page.getByRole('button', { name, exact: true }).click();
const firstCitizen = async () => (await t.call<{ citizens: { reference: string }[] }>('outreach.list', {}, els)).citizens[0]?.reference ?? '';

test('the list says in figures and by citizen how far each is and what is next, and names nobody', async () => {
  await comeIn(els, withoutScripts);
  await page.goto(`${desk}/nl/outreach`);
  const text = await said();
  for (const part of ['Iedereen bereiken: 2026', 'Op de lijst', '2 van 4', 'Naar het loket gegaan', '0 % van wie vernieuwde', 'Volledig nagekeken op']) expect(text).toContain(part);
  for (const name of ['Noor', 'Smet', 'Persoon']) expect(text).not.toContain(name);
  expect((await rows().allInnerTexts()).map((row) => row.replace(/: Open \S+/, '').replaceAll(/\s+/g, ' '))).toEqual([
    '1 juli 2026 Bereikt, geen antwoord brief, 30 juni 2026 Bellen',
    '2 juli 2026 Bereikt, geen antwoord brief, 2 juni 2026 Bellen',
    '15 november 2026 Aan het loket nog niet Niets',
    '1 december 2026 Nog te vroeg nog niet Wachten: de uitnodiging vertrekt later vanzelf',
  ]);
});

test('it is narrowed by state, step, medium and year, without scripts', async () => {
  await comeIn(els, withoutScripts);
  await page.goto(`${desk}/nl/outreach`);
  await page.getByLabel('Volgende stap').selectOption({ label: 'Bellen' });
  await go('Toon');
  expect(await rows().count()).toBe(2);
  await page.getByRole('link', { name: 'Toon alles' }).click();
  await page.getByLabel('Stand').selectOption({ label: 'Aan het loket' });
  await go('Toon');
  expect(await rows().count()).toBe(1);
  await page.getByLabel('Laatst bereikt met').selectOption({ label: 'brief' });
  await go('Toon');
  await page.getByText('Niemand voldoet hieraan.').waitFor();
  await page.getByRole('link', { name: 'Toon alles' }).click();
  await page.getByLabel('eID vervalt in').selectOption('2025');
  await go('Toon');
  await page.getByText('De lijst van dit jaar wordt vannacht gemaakt.').waitFor();
});

test('one citizen is opened by keyboard alone: who it is, as the CRM has it, and a better suggestion; whoever may not open one has no link', async () => {
  await comeIn(els);
  await page.goto(`${desk}/nl/outreach`);
  await tabTo(page, /^1 juli 2026/);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Noor De <b>Smet</b> & "Co"', level: 1 }).waitFor();
  const text = await said();
  for (const part of ['De begeleider verwittigen', '+32470123456', 'Jan <i>Maes</i> (mantelzorger)', 'Bereikt, geen antwoord (Uitgenodigd)']) expect(text).toContain(part);
  await page.getByRole('link', { name: 'Naar het dossier' }).click();
  await page.getByRole('heading', { name: /^Dossier van Noor/, level: 1 }).waitFor();
  await comeIn(administrator, withoutScripts);
  await page.goto(`${desk}/nl/outreach`);
  expect(await rows().getByRole('link').count()).toBe(0);
});

test('while the CRM is away, and for who is not on the list, the page says so', async () => {
  await comeIn(els, withoutScripts);
  await t.pull('crm', 'fault', { operation: 'citizen', kind: 'down' });
  await page.goto(`${desk}/nl/outreach/${await firstCitizen()}`);
  await t.pull('crm', 'fault', { operation: 'citizen', kind: null });
  expect(await said()).toContain('Een ander systeem antwoordt niet.');
  expect((await page.goto(`${desk}/nl/outreach/0197f3c2-5b1e-7c44-9d3a-2f6b8e1c7a50`))?.status()).toBe(404);
  expect(await said()).toContain('Deze burger staat niet meer op de lijst.');
});

test('on paper the list stands without menu, filters and links to more', async () => {
  await comeIn(els);
  await page.goto(`${desk}/nl/outreach`);
  await page.emulateMedia({ media: 'print' });
  expect([await page.locator('form.eid-filter').isVisible(), await page.locator('.eid-menu').isVisible(), await rows().first().isVisible()]).toEqual([false, false, true]);
});

test('what BiZa allows, and on how many working days, is there for officials to read; what ends soon stands on the worklist and where they come in', async () => {
  await comeIn(els, withoutScripts);
  await page.goto(`${desk}/nl/authorisations`);
  const text = await said();
  for (const part of ['Kaart activeren', 'Gemeente 44021', 'Toestel tablet-1']) expect(text).toContain(part);
  // The house slept on most days of June: they are told apart, and the share is that of all.
  expect(text).toMatch(/Allebei\s+\d+(,\d)? % \d+ van \d+ werkdagen\s+onbekend: \d+/);
  expect(text).toMatch(/Ambtenaar tom\.maes\s+kaart activeren\s+2 januari 2026\s+31 juli 2026\s+Vervalt binnenkort/);
  expect(await page.getByRole('button').allInnerTexts()).not.toContain('Vraag alles opnieuw');
  for (const path of ['', '/worklist']) {
    await page.goto(`${desk}/nl${path}`);
    expect(await said()).toContain('Ambtenaar tom.maes, kaart activeren: tot en met 31 juli 2026');
  }
});

test('an administrator asks BiZa anew, and writes the agreement down once it is right', async () => {
  await comeIn(administrator, withoutScripts);
  await page.goto(`${desk}/nl/authorisations`);
  await go('Vraag alles opnieuw');
  await page.getByText(/^Er is naar \d+ gevraagd\.$/).waitFor();
  await go('Schrijf op');
  await page.getByRole('alert').getByText('Schrijf het kenmerk van de overeenkomst.').waitFor();
  await page.getByLabel('Kenmerk').fill('BiZa 2026/04');
  await page.getByLabel('Eerste dag').fill('2026-01-01');
  await page.getByLabel('Laatste dag').fill('2025-12-31');
  await go('Schrijf op');
  await page.getByRole('alert').getByText('De laatste dag komt niet voor de eerste.').waitFor();
  await page.getByLabel('Laatste dag').fill('2026-07-15');
  await go('Schrijf op');
  await page.getByRole('row', { name: /BiZa 2026\/04.*15 juli 2026.*Vervalt binnenkort/ }).waitFor();
  await page.goto(`${desk}/nl`);
  expect(await said()).toContain('Overeenkomst BiZa 2026/04: tot en met 15 juli 2026');
});

test('all of it is whole, fits and can be read by everybody in each language', async () => {
  await comeIn(els);
  expect([...await inspected('/outreach', 'outreach'), ...await inspected(`/outreach/${await firstCitizen()}`, 'outreach-citizen'), ...await inspected('', 'start-expiring')]).toEqual([]);
  await comeIn(administrator);
  expect(await inspected('/authorisations', 'authorisations')).toEqual([]);
});
