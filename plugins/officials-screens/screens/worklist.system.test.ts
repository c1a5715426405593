import type { Page } from 'playwright-core';
import { dayOf } from '#services/belgium/brussels-time.ts';
import { addDays } from '#services/belgium/day.ts';
import { makeInsz } from '#services/belgium/insz.ts';
import { fillDossiers } from '#tools/test-house/fill-dossiers.ts';
import { aCitizen } from '#tools/test-house/make-citizen.ts';
import { openDeskHouse, withoutScripts, type Desk, type DeskHouse } from '#tools/test-house/open-desk.ts';
import { as, type TestHouseOptions } from '#tools/test-house/open-test-house.ts';
import { inspect, tabTo } from '#tools/test-house/page-inspector.ts';
import { aScheduledVisit, type ScheduledVisit } from '#tools/test-house/schedule-visit.ts';

/** What officials see and do, in a real browser at a real house: worklist, dossier, what waits for a person, and where they come in. */

const [els, administrator] = [as('official', 'els.peeters'), as('administrator', 'ad.min')];
const start: TestHouseOptions['start'] = '2026-11-24T07:00:00+01:00';
let t: DeskHouse;
let page: Page;
let desk: string;
let visited: ScheduledVisit;

beforeAll(async () => {
  t = await openDeskHouse({ start });
  desk = t.desk.url;
  visited = await aScheduledVisit(t, { firstName: 'Noor', lastName: 'De <b>Smet</b> & "Co"', mobile: '+32470123456', representative: { relation: 'carer', firstName: 'Jan', lastName: '<i>Maes</i>', email: null, mobile: null } });
  await t.idle();
});
afterAll(() => t.stop());
afterEach(() => t.desk.leave());

const comeIn = async (...args: Parameters<Desk['comeIn']>) => { page = await t.desk.comeIn(...args); };
const inspected: Desk['inspected'] = (...args) => t.desk.inspected(...args);
/** A number that nobody here has. */
const nobody = makeInsz('1990-01-01', 997, { testPerson: true });
/** Of nobody, and without telling anybody. */
const aDossier = async (expiresOn: string): Promise<string> => (await fillDossiers(t, 1, expiresOn))[0] ?? '';
const go = (name: string) => page.getByRole('button', { name, exact: true }).click();
const heading = (name: string | RegExp, level = 1) => page.getByRole('heading', { name, level }).waitFor();
const stateOf = async (dossier: string) => (await t.call<{ state: string }>('journey.show', { dossier }, els)).state;
/** Something that was refused and something of which nobody knows whether it happened. */
async function twoThatWait(): Promise<void> {
  await t.pull('eid-tool', 'fault', { operation: 'mirrorDossier', kind: 'refuses', times: 1 });
  await t.pull('messaging', 'fault', { operation: 'sendEmail', kind: 'answers-late', times: 1 });
  await aCitizen(t, { expiresOn: addDays(dayOf(t.house.engine.clock.now('gent')), 70), recognised: true });
  await t.call('invitation.checkExpiry', {}, administrator);
  await t.idle();
}

describe('the worklist', () => {
  test('shows what is due first with what to do and by when, says in words what is overdue, and names nobody', async () => {
    const expired = await aDossier('2026-11-20');
    await comeIn(els, withoutScripts);
    await page.goto(`${desk}/nl/worklist`);
    const rows = page.locator('.eid-work > li');
    expect(await rows.first().getAttribute('id')).toBe(`d-${expired}`);
    expect(await rows.first().innerText()).toContain('Te laat');
    const row = await page.locator(`#d-${visited.dossier}`).innerText();
    expect(row).toMatch(/\p{L}+dag \d+ \p{L}+ \d\d:\d\d[\s\S]*Eerste bezoek gepland[\s\S]*Ga langs en neem de vingerafdrukken\.[\s\S]*Minder mobiel/u);
    expect(row).not.toContain('Te laat');
    expect(await page.locator('main').innerText()).not.toContain('Noor');
  });

  test('is narrowed by step, state, ground, deliverer, number and what is overdue, without scripts', async () => {
    await comeIn(els, withoutScripts);
    await page.goto(`${desk}/nl/worklist`);
    await page.getByLabel('Stap').selectOption({ label: 'Eerste bezoek' });
    await page.getByLabel('Reden').selectOption({ label: 'Minder mobiel' });
    await go('Toon');
    expect(await page.locator('.eid-work > li').count()).toBe(1);
    expect(await page.getByLabel('Stap').inputValue()).toBe('biometrics');
    await page.getByLabel('Alleen wat te laat is').check();
    await go('Toon');
    await page.getByText('Geen dossiers die hieraan voldoen.').waitFor();
    await page.getByRole('link', { name: 'Toon alles' }).click();
    await page.getByLabel('Nummer begint met').fill('De Smet');
    await go('Toon');
    expect(await page.getByLabel('Nummer begint met').getAttribute('aria-invalid')).toBe('true');
    await page.getByLabel('Nummer begint met').fill(visited.dossier);
    await go('Toon');
    expect(await page.locator('.eid-work > li').count()).toBe(1);
  });

  test('a citizen is found by national number, which stands in no address; who has no dossier can be given one', async () => {
    await comeIn(els, withoutScripts);
    await page.goto(`${desk}/nl/worklist`);
    await page.getByLabel('Rijksregisternummer').fill('85.07.30-033.29');
    await go('Zoek');
    expect(await page.locator('#insz-wrong').innerText()).toContain('Kijk de 11 cijfers na');
    await page.getByLabel('Rijksregisternummer').fill(visited.citizen.insz.replace(/(\d{6})(\d{3})(\d\d)/, '$1-$2.$3'));
    await go('Zoek');
    await heading('Dossier van Noor De <b>Smet</b> & "Co"');
    expect(page.url()).toBe(`${desk}/nl/dossiers/${visited.dossier}`);

    const { insz } = await aCitizen(t, { expiresOn: '2027-01-20', firstName: 'Lien' });
    await page.goto(`${desk}/nl/worklist`);
    await page.getByLabel('Rijksregisternummer').fill(insz);
    await go('Zoek');
    await page.getByText('Deze burger heeft hier geen dossier.').waitFor();
    expect(page.url()).toBe(`${desk}/nl/worklist`);
    await page.getByLabel('De burger is aan het loket').check();
    await go('Open een dossier voor deze burger');
    await heading('Dossier van Lien Persoon');
  });

  test('what is new appears by itself; the list grows when its end is seen, and is as long after a reload', async () => {
    await comeIn(els);
    await page.goto(`${desk}/nl/worklist?rows=100`);
    await fillDossiers(t, 130, '2027-03-01');
    const fresh = await aDossier('2026-10-01');
    await page.locator(`#d-${fresh}`).waitFor({ timeout: 30_000 });
    const shown = () => page.locator('.eid-work > li').count();
    expect(await shown()).toBe(100);
    const second = page.waitForURL(/rows=200/);
    await page.locator('[data-grows]').scrollIntoViewIfNeeded();
    await second;
    await page.locator('.eid-work > li').nth(120).waitFor();
    const all = await shown();
    await page.reload();
    expect(await shown()).toBe(all);
  });

  test('without scripts the rest is behind a link', async () => {
    await comeIn(els, withoutScripts);
    await page.goto(`${desk}/nl/worklist`);
    await page.getByRole('link', { name: /^Toon er nog \d+$/ }).click();
    expect(await page.locator('.eid-work > li').count()).toBeGreaterThan(100);
  });

  test('today\'s visits of who looks stand on top', async () => {
    const { appointments: [visit] } = await t.call<{ appointments: { start: number; official: string }[] }>('appointments.ofDossier', { dossier: visited.dossier }, els);
    await t.advance({ minutes: Math.max(0, Math.floor(((visit?.start ?? 0) - t.house.engine.clock.now('gent')) / 60_000) - 30) });
    await comeIn(as('official', visit?.official), withoutScripts);
    await page.goto(`${desk}/nl/worklist`);
    expect(await page.locator('.eid-day').innerText()).toMatch(/^\d\d:\d\d - \d\d:\d\d Eerste bezoek: vingerafdrukken/);
    await page.goto(`${desk}/nl`);
    expect(await page.locator('.eid-figure').first().innerText()).toMatch(/Mijn bezoeken vandaag\s+1 Het eerste om \d\d:\d\d/);
  });

  test('a visit that nobody recorded is asked about, with the two ways on; who does no visits is told whom to ask', async () => {
    const { appointments: [visit] } = await t.call<{ appointments: { end: number; official: string }[] }>('appointments.ofDossier', { dossier: visited.dossier }, els);
    await t.advance({ minutes: Math.ceil(((visit?.end ?? 0) - t.house.engine.clock.now('gent')) / 60_000) + 61 });
    await comeIn(as('clerk', 'an.claes'), withoutScripts);
    await page.goto(`${desk}/nl/worklist`);
    await page.locator('#was-it-held').getByText(`Vraag het aan ${visit?.official}.`).waitFor();
    await comeIn(els, withoutScripts);
    await page.goto(`${desk}/nl`);
    await page.getByRole('link', { name: 'Zijn ze doorgegaan?' }).click();
    const asked = page.locator('#was-it-held li').filter({ hasText: visited.dossier.slice(0, 18) });
    expect(await asked.getByRole('link', { name: /^Ja, werk het bezoek af/ }).getAttribute('href')).toContain(`/visits/${visited.dossier}/capture`);
    await asked.getByRole('link', { name: /^Nee, zeg waarom/ }).click();
    await heading('Waarom kan het bezoek niet doorgaan?');
  });

  test('is whole, fits and can be read by everybody in each language', async () => {
    await comeIn(els);
    await page.goto(`${desk}/nl/worklist`);
    await page.getByLabel('Rijksregisternummer').fill(nobody);
    await go('Zoek');
    await heading('Dossiers van deze burger');
    expect(await inspect(page, 'desk-worklist-found')).toEqual([]);
    expect([...await inspected('', 'start'), ...await inspected('/worklist?rows=100&phase=biometrics', 'worklist'), ...await inspected('/worklist?late=yes', 'worklist-late'), ...await inspected('/worklist?reference=zz', 'worklist-nothing')]).toEqual([]);
  });
});

describe('a dossier', () => {
  test('says who, where it stands, and offers only what may be done now, to whom may do it', async () => {
    await comeIn(els, withoutScripts);
    await page.goto(`${desk}/nl/dossiers/${visited.dossier}`);
    const said = await page.locator('main').innerText();
    for (const part of ['Nu: Eerste bezoek gepland', 'Wat nu: Ga langs en neem de vingerafdrukken.', 'Teststraat', '+32470123456', 'Jan <i>Maes</i> (mantelzorger)', 'Eerste bezoek: vingerafdrukken: gepland', visited.dossier]) expect(said).toContain(part);
    const deeds = async () => page.locator('.eid-deeds').getByRole('link').allInnerTexts();
    expect(await deeds()).toEqual(['Begin het eerste bezoek', 'Verplaats het eerste bezoek', 'Annuleer het eerste bezoek', 'Noteer een klacht van de burger', 'Verwijs door naar het loket', 'Zet stop op vraag van de burger']);
    await comeIn(administrator, withoutScripts);
    await page.goto(`${desk}/nl/dossiers/${visited.dossier}`);
    expect(await page.locator('.eid-deeds').count()).toBe(0);
    expect(await page.locator('main').innerText()).not.toContain('Noor');
  });

  test('a CRM that does not answer keeps nobody from the rest', async () => {
    await comeIn(els, withoutScripts);
    await t.pull('crm', 'fault', { operation: 'citizen', kind: 'down' });
    await page.goto(`${desk}/nl/dossiers/${visited.dossier}`);
    const said = await page.locator('main').innerText();
    await t.pull('crm', 'fault', { operation: 'citizen', kind: null });
    expect(said).toContain('Het CRM antwoordt niet.');
    expect(said).toContain('Nu: Eerste bezoek gepland');
  });

  test('what ends it is asked once more, with what it brings about, and can be done by keyboard alone', async () => {
    const { dossier } = await aScheduledVisit(t, { firstName: 'Piet' });
    await t.idle();
    await comeIn(els);
    await page.goto(`${desk}/nl/worklist?reference=${dossier}`);
    await tabTo(page, /^Eerste bezoek gepland/);
    await page.keyboard.press('Enter');
    await heading('Dossier van Piet Persoon');
    await tabTo(page, /^Verwijs door naar het loket$/);
    await page.keyboard.press('Enter');
    await heading('Verwijs door naar het loket');
    await tabTo(page, /^Verwijs door naar het loket$/);
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('Kies een antwoord.').waitFor();
    expect(await stateOf(dossier)).toBe('scheduled');
    await tabTo(page, /^Het bezoek kan niet veilig gebeuren$/);
    await page.keyboard.press('Space');
    await tabTo(page, /^Verwijs door naar het loket$/);
    await page.keyboard.press('Enter');
    await page.getByText('Nu: Doorverwezen naar het loket').waitFor();
    expect(await stateOf(dossier)).toBe('referred-to-counter');
  });

  test('a visit is moved and cancelled, an invitation sent again, without scripts', async () => {
    const { dossier } = await aScheduledVisit(t);
    const startOf = async () => (await t.call<{ appointments: { start: number; state: string }[] }>('appointments.ofDossier', { dossier }, els)).appointments.at(-1);
    const before = await startOf();
    await comeIn(els, withoutScripts);
    await page.goto(`${desk}/nl/dossiers/${dossier}`);
    await page.getByRole('link', { name: 'Verplaats het eerste bezoek' }).click();
    await go('Leg dit moment vast');
    await page.getByRole('alert').getByText('Kies een moment.').waitFor();
    await page.getByRole('radio').nth(4).check();
    await go('Leg dit moment vast');
    expect((await startOf())?.start).not.toBe(before?.start);
    await page.getByRole('link', { name: 'Annuleer het eerste bezoek' }).click();
    await page.getByLabel('De ambtenaar kan niet').check();
    await go('Annuleer het eerste bezoek');
    await page.getByText('Nu: Geen moment meer').waitFor();
    expect((await startOf())?.state).toBe('cancelled');
    await aCitizen(t, { expiresOn: addDays(dayOf(t.house.engine.clock.now('gent')), 60), recognised: true });
    const { opened: [invited] } = await t.call<{ opened: { dossier: string }[] }>('invitation.checkExpiry', {}, administrator);
    await t.idle();
    await page.goto(`${desk}/nl/dossiers/${invited?.dossier}`);
    await page.getByRole('link', { name: 'Stuur de uitnodiging opnieuw' }).click();
    await page.getByLabel('Brief').check();
    await go('Stuur de uitnodiging opnieuw');
    await t.idle();
    const { messages } = await t.call<{ messages: { medium: string }[] }>('communication.messages', { dossier: invited?.dossier }, els);
    expect(messages.map(({ medium }) => medium)).toContain('letter');
    await page.goto(`${desk}/nl/dossiers/${dossier}/do/hand-to-bpost`);
    // What is not offered has no page either.
    expect(page.url()).toBe(`${desk}/nl/dossiers/${dossier}`);
  });

  test('is whole, fits and can be read by everybody in each language, with each of its questions', async () => {
    await comeIn(els);
    const at = `/dossiers/${visited.dossier}`;
    expect([
      ...await inspected(at, 'dossier'), ...await inspected(`${at}/do/refer`, 'dossier-refer'), ...await inspected(`${at}/moment/capture`, 'dossier-moment'),
    ]).toEqual([]);
  });
});

describe('what waits for a person', () => {
  beforeAll(twoThatWait);

  test('is said in words: which system, what was asked, for whom, what happened; an official is told who can do something', async () => {
    await comeIn(els, withoutScripts);
    await page.goto(`${desk}/nl/exceptions`);
    const said = await page.locator('main').innerText();
    for (const part of ['De stand van het dossier tonen', 'eID-toepassing', 'Geweigerd of mislukt', 'Een e-mail sturen', 'Onzeker of het gebeurd is', 'Kijk eerst in het andere systeem of het gebeurd is.', 'Uw beheerder kan dit opnieuw versturen of afsluiten.']) expect(said).toContain(part);
    // What is a dossier's own and harmless twice; of the mail nobody knows.
    expect(await page.locator('.eid-waits .eid-deed').allInnerTexts()).toEqual([expect.stringMatching(/^Probeer opnieuw/), expect.stringMatching(/^Sla over/)]);
    await page.locator('.eid-waits').getByRole('link', { name: /^[0-9a-f-]{18}$/ }).first().click();
    await page.getByText('vragen aan andere systemen staan stil').waitFor();
  });

  test('is whole, fits and can be read by everybody in each language', async () => {
    await comeIn(administrator);
    expect(await inspected('/exceptions', 'exceptions')).toEqual([]);
    await page.goto(`${desk}/nl/exceptions`);
    const skip = await page.getByRole('link', { name: /^Sla over/ }).first().getAttribute('href') ?? '';
    expect(await inspected(skip.replace(/^.*\/nl/, ''), 'exceptions-skip')).toEqual([]);
  });

  test('an official has one tried again that is a dossier\'s own, after being told what it brings about', async () => {
    await comeIn(els, withoutScripts);
    await page.goto(`${desk}/nl/exceptions`);
    await page.getByRole('link', { name: /^Probeer opnieuw/ }).click();
    await page.getByText('dubbel gebeurt het niet.').waitFor();
    await t.pull('eid-tool', 'fault', { operation: 'mirrorDossier', kind: 'refuses', times: 1 });
    await page.getByLabel('De oorzaak is hersteld').check();
    await go('Probeer opnieuw');
    await heading('Wat op een mens wacht');
    await t.idle();
    expect(await t.call('exceptions.list', { name: 'eid-tool.mirrorDossier' }, els)).toMatchObject({ exceptions: [{ replays: 1 }] });
  });

  test('an administrator has one tried again, and says of another that it did happen; each asks why', async () => {
    await comeIn(administrator);
    await page.goto(`${desk}/nl/exceptions`);
    await page.getByRole('link', { name: /^Probeer opnieuw\s*: De stand van het dossier tonen/ }).click();
    await go('Probeer opnieuw');
    await page.getByRole('alert').getByText('Kies waarom.').waitFor();
    await page.getByLabel('De oorzaak is hersteld').check();
    await go('Probeer opnieuw');
    await heading('Wat op een mens wacht');
    await t.idle();
    await page.goto(`${desk}/nl/exceptions`);
    expect(await page.locator('main').innerText()).not.toContain('De stand van het dossier tonen');
    await page.getByRole('link', { name: /^Sla over\s*: Een e-mail sturen/ }).click();
    await page.getByLabel('Met de hand gedaan').check();
    await go('Sla over');
    await page.getByText('Er wacht niets op een mens.').waitFor();
    expect((await t.call<{ total: number }>('exceptions.list', {}, administrator)).total).toBe(0);
  });
});
