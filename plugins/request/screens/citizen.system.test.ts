import type { Browser, BrowserContext, Page } from 'playwright-core';
import { dayOf } from '#services/belgium/brussels-time.ts';
import { addDays } from '#services/belgium/day.ts';
import { as, citizenOf } from '#tools/test-house/open-test-house.ts';
import { aCitizen, type TestCitizen } from '#tools/test-house/make-citizen.ts';
import { openHouseAtOutside, type HouseAtOutside } from '#tools/test-house/open-house-at-outside.ts';
import { inspect, openBrowser, tabTo } from '#tools/test-house/page-inspector.ts';

/** The citizen's pages in a real browser, at a real house, with the sandboxes behind their real wires. */

const languages = ['nl', 'fr', 'de', 'en'] as const;
let t: HouseAtOutside;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let site: string;

beforeAll(async () => {
  [t, browser] = await Promise.all([
    // Login services live by the clock of the machine.
    openHouseAtOutside({ start: new Date().toISOString() }), openBrowser(),
  ]);
  site = `${t.url}/pages/44021`;
});
afterAll(async () => {
  await browser.close();
  await t.stop();
});
beforeEach(async () => { await freshBrowser(); });
afterEach(() => context.close());

async function freshBrowser(options: Parameters<Browser['newContext']>[0] = {}): Promise<void> {
  context = await browser.newContext({ javaScriptEnabled: false, locale: 'nl-BE', viewport: { width: 390, height: 844 }, ...options });
  page = await context.newPage();
}

const today = () => dayOf(t.house.engine.clock.now('gent'));
/** A citizen whose card expires, and who was told: with the code of the invitation. */
async function anInvitedCitizen(overrides: Parameters<typeof aCitizen>[1] = {}): Promise<{ citizen: TestCitizen; dossier: string; code: string }> {
  const citizen = await aCitizen(t, { expiresOn: addDays(today(), 60), recognised: true, ...overrides });
  const { opened } = await t.call<{ opened: { dossier: string }[] }>('invitation.checkExpiry', {}, as('administrator'));
  await t.idle();
  const dossier = opened[0]?.dossier ?? '';
  const { messages } = await t.pull<{ messages: { dossier: string; body: string }[] }>('messaging', 'messages', { dossier });
  const code = messages.flatMap(({ body }) => /[2-9A-Z]{5}-[2-9A-Z]{5}/.exec(body) ?? []).at(-1) ?? '';
  return { citizen, dossier, code };
}
const stateOf = async (dossier: string) => (await t.call<{ state: string }>('request.status', { dossier }, citizenOf(dossier))).state;
/** Pictures for people of the language that most read, and of the one with the longest words. */
const inspected = (name: string, language: string) => inspect(page, `citizen-${name}`, { picture: language === 'nl' || language === 'de' });
const heard = () => page.locator('main').ariaSnapshot();
const go = (name: string) => page.getByRole('button', { name, exact: true }).click();

test('who follows the link of the invitation gets a free visit in three steps, without JavaScript; a screen reader says each of them', async () => {
  const { dossier, code } = await anInvitedCitizen({ firstName: 'Noor', lastName: 'De <b>Smet</b> & "Co"', language: 'fr' });
  await page.goto(`${site}/${code}`);
  // In the citizen's own language, and without the code in the address.
  expect(page.url()).toBe(`${site}/fr/appointment`);
  await page.getByRole('link', { name: 'Nederlands' }).click();
  expect(await heard()).toMatch(/paragraph: Stap 1 van 3\n\s*- heading "Dag Noor" \[level=1\]/);
  expect(await heard()).toContain('group "Waarom komen wij bij u thuis?"');
  expect(await heard()).toMatch(/radio "Mijn handicap is erkend Gratis" \[checked\]/);
  expect(await page.locator('main').innerText()).toContain('Noor De <b>Smet</b> & "Co"');

  await go('Verder');
  expect(await page.title()).toBe('Fout: Uw afspraak - eID aan huis - Stad Gent');
  expect(await heard()).toMatch(/alert:\n.*heading "Er klopt iets niet" \[level=2\]\n.*list:\n.*listitem:\n.*link "Kies voor wie u dit vraagt\."/);
  const unchosen = await page.getByLabel('Voor mijzelf').screenshot();
  await page.getByLabel('Voor mijzelf').check();
  // What is chosen is seen too.
  expect((await page.getByLabel('Voor mijzelf').screenshot()).equals(unchosen)).toBe(false);
  await go('Verder');
  expect(await heard()).toMatch(/Stap 2 van 3\n\s*- heading "Kies een moment" \[level=1\]/);
  expect(await heard()).toMatch(/group "(maan|dins|woens|donder|vrij)dag \d+ \p{L}+":\n(.*\n)*?.*radio "\d\d:\d\d - \d\d:\d\d"/u);
  await page.getByRole('radio').nth(2).check();
  await go('Verder');
  expect(await heard()).toMatch(/Stap 3 van 3\n\s*- heading "Kijk alles na" \[level=1\]/);
  expect(await heard()).toMatch(/term: Wat het kost\n.*definition: Gratis/);

  await page.getByLabel('E-mailadres').fill('geen adres');
  await go('Bevestig mijn afspraak');
  expect(await heard()).toMatch(/link "Dit is geen volledig e-mailadres/);
  expect(await page.getByLabel('E-mailadres').getAttribute('aria-invalid')).toBe('true');
  await page.getByLabel('E-mailadres').fill('noor@example.org');
  await go('Bevestig mijn afspraak');
  expect(page.url()).toBe(`${site}/nl/done`);
  expect(await heard()).toMatch(/heading "Uw afspraak staat vast" \[level=1\]/);
  expect(await heard()).toContain('heading "Zo herkent u de echte ambtenaar"');
  expect(await stateOf(dossier)).toBe('scheduled');
  await t.idle();

  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Zet in mijn agenda' }).click()]);
  expect(file.suggestedFilename()).toBe('eid-capture.ics');
  await page.goto(`${site}/nl/status`);
  await page.getByRole('link', { name: 'Ander moment voor het eerste bezoek' }).click();
  await page.getByRole('radio').nth(6).check();
  await go('Bevestig dit moment');
  expect(page.url()).toBe(`${site}/nl/status`);
  await page.getByRole('link', { name: 'Een klacht doorgeven' }).click();
  await page.getByLabel('De uitnodiging').check();
  await page.getByLabel('Slecht', { exact: true }).check();
  await page.getByLabel('Wat gebeurde er?').fill('De brief kwam laat.');
  await go('Verstuur mijn klacht');
  expect(await heard()).toContain('heading "Wij hebben uw bericht"');
  expect(await page.locator('main').innerText()).toMatch(/U krijgt een antwoord ten laatste op \d+ \p{L}+ \d{4}\./u);
  await page.goto(`${site}/nl/status`);
  expect(await page.locator('main').innerText()).toMatch(/De uitnodiging: wij kregen uw bericht op \d+ \p{L}+ \d{4}\. U krijgt een antwoord ten laatste op/u);
  await page.getByRole('link', { name: 'Afmelden' }).click();
  expect(await page.title()).toContain('U bent afgemeld');
  await page.goto(`${site}/nl/status`);
  expect(await page.title()).toBe('Fout: U bent afgemeld - eID aan huis - Stad Gent');
});

test('whose session ends while a complaint is being written comes in again where it ended, and the complaint is sent; so does who logs in with the eID in another window', async () => {
  const { citizen, dossier, code } = await anInvitedCitizen();
  await page.goto(`${site}/${code}`);
  const sentLate = async (text: string) => {
    await page.goto(`${site}/nl/complaint`);
    await page.getByLabel('De uitnodiging').check();
    await page.getByLabel('Slecht', { exact: true }).check();
    await page.getByLabel('Wat gebeurde er?').fill(text);
    await context.clearCookies({ name: 'eid' });
    await go('Verstuur mijn klacht');
    expect(await page.title()).toBe('Fout: U bent afgemeld - eID aan huis - Stad Gent');
    expect(await page.content()).not.toContain(text);
  };
  await sentLate('De brief kwam laat.');
  await page.getByLabel('Uw persoonlijke code').fill('XXXXX-XXXXX');
  await go('Ga verder en verstuur');
  expect(await heard()).toContain('Deze code kennen wij niet');
  await page.getByLabel('Uw persoonlijke code').fill(code);
  await go('Ga verder en verstuur');
  expect(page.url()).toBe(`${site}/nl/complaint-sent`);

  await sentLate('En de tweede ook.');
  const [other] = await Promise.all([context.waitForEvent('page'), page.getByRole('link', { name: /^Geen code\?/ }).click()]);
  await other.getByRole('button', { name: 'Aanmelden met eID' }).click();
  await other.getByLabel('Rijksregisternummer').fill(citizen.insz);
  await other.locator('form button[type=submit]').first().click();
  expect(other.url()).toContain(`${site}/nl/`);
  await other.close();
  await go('Ga verder en verstuur');
  expect(page.url()).toBe(`${site}/nl/complaint-sent`);
  const { complaints } = await t.call<{ complaints: { text: string }[] }>('complaints.ofDossier', { dossier }, citizenOf(dossier));
  expect(complaints).toHaveLength(2);
});

test('a night worker logs in with the eID, takes an early moment, pays, stops in time and gets the money back', async () => {
  const citizen = await aCitizen(t, { expiresOn: addDays(today(), 80), firstName: 'Karim' });
  await page.goto(`${site}/nl`);
  await go('Aanmelden met eID');
  await page.getByLabel('Rijksregisternummer').fill(citizen.insz);
  await page.locator('form button[type=submit]').first().click();
  expect(page.url()).toBe(`${site}/nl/appointment`);
  await page.getByLabel('Ik kan niet komen tijdens de openingsuren').check();
  await page.getByLabel('Voor mijzelf').check();
  await go('Verder');
  await page.getByLabel('06:00').first().check();
  await go('Verder');
  await page.getByLabel('Bancontact').check();
  await page.getByRole('button', { name: /Bevestig en betaal/ }).click();
  await page.locator('button[value=pay]').click();
  await t.idle();
  await page.goto(`${site}/nl/pay`);
  expect(await heard()).toMatch(/status: Wij hebben .*25,00 ontvangen/);
  await page.goto(`${site}/nl/status`);
  expect(await heard()).toContain('Nu: Uw eerste bezoek staat vast');
  await page.getByRole('link', { name: 'Mijn aanvraag stoppen' }).click();
  expect(await heard()).toContain('Dit kunt u hier niet ongedaan maken');
  expect(await heard()).toMatch(/U krijgt uw geld terug als u ten laatste op \p{L}+ \d.* stopt\./u);
  await go('Ja, stop mijn aanvraag');
  expect(await heard()).toContain('Nu: U hebt uw aanvraag gestopt');
  await t.idle();
  await page.goto(`${site}/nl/pay`);
  expect(await heard()).toMatch(/status: Wij betalen .*25,00 aan u terug/);
});

test('who does not use a mouse gets there with the keyboard alone', async () => {
  const { dossier, code } = await anInvitedCitizen();
  await page.goto(`${site}/nl`);
  await page.keyboard.press('Tab');
  expect(await page.evaluate('document.activeElement.textContent')).toBe('Naar de inhoud');
  await tabTo(page, /^Uw persoonlijke code/);
  await page.keyboard.type(code.toLowerCase());
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/appointment/);
  await tabTo(page, /^Voor mijzelf/);
  await page.keyboard.press('Space');
  await tabTo(page, /^Verder/);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/moment/);
  await tabTo(page, /^\d\d:\d\d/);
  await page.keyboard.press('ArrowDown');
  await tabTo(page, /^Verder/);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/check/);
  await tabTo(page, /^Bevestig mijn afspraak/);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/done/);
  expect(await stateOf(dossier)).toBe('scheduled');
});

test('who lost the code asks for a fresh one with the card in hand: what is typed wrong is said, and the answer says nothing about anybody', async () => {
  const { citizen, dossier, code } = await anInvitedCitizen({ birthDay: '1961-04-05' });
  const askFor = async (cardNumber: string, day: string) => {
    await page.goto(`${site}/nl`);
    await page.getByRole('link', { name: 'Ik vind mijn code niet' }).click();
    await page.getByLabel('Nummer van uw identiteitskaart').fill(cardNumber);
    for (const [label, typed] of [['Dag', day], ['Maand', '4'], ['Jaar', '1961']] as const) await page.getByLabel(label, { exact: true }).fill(typed);
    await go('Stuur mij een nieuwe code');
  };
  await askFor('591-1917064-59', '31');
  expect(await heard()).toMatch(/link "Kijk het nummer van uw kaart na: 12 cijfers\."/);
  await askFor(citizen.cardNumber, '31');
  expect(await heard()).toMatch(/link "Vul de dag, de maand en het jaar in waarop u geboren bent\."/);
  await askFor(citizen.cardNumber, '6');
  const [saidOfNobody, address] = [await heard(), page.url()];
  await askFor(citizen.cardNumber.replace(/^(\d{3})(\d{7})(\d{2})$/, '$1-$2-$3'), '5');
  expect([await heard(), page.url()]).toEqual([saidOfNobody, address]);
  await t.idle();
  const { messages } = await t.pull<{ messages: { body: string }[] }>('messaging', 'messages', { dossier });
  const fresh = /[2-9A-Z]{5}-[2-9A-Z]{5}/.exec(messages.at(-1)?.body ?? '')?.[0] ?? '';
  expect(fresh).not.toBe(code);
  await page.goto(`${site}/${fresh}`);
  expect(page.url()).toBe(`${site}/nl/appointment`);
});

test('every page and state keeps to WCAG 2.2 A and AA in all four languages, and fits 320 px', async () => {
  // The pages bring no script; what looks at them does.
  await context.close();
  await freshBrowser({ javaScriptEnabled: true });
  const found: string[] = [];
  const lookAt = async (path: string, name: string) => {
    for (const language of languages) {
      await page.goto(`${site}/${language}${path}`);
      expect(await page.getAttribute('html', 'lang')).toBe(language);
      found.push(...await inspected(`${name}-${language}`, language));
    }
  };
  for (const path of ['', '?unknown', '/code', '/code/asked', '/easy', '/accessibility', '/login-failed', '/login-failed?why=request.counter-only', '/leave', '/status', '/nowhere']) await lookAt(path, `0${path.replaceAll(/\W/g, '-') || 'home'}`);

  // Who helps somebody, and pays by transfer.
  const { code } = await anInvitedCitizen({ recognised: false, birthDay: '2011-02-03', representative: { relation: 'parent', firstName: 'An', lastName: 'Claes', email: null, mobile: null } });
  await page.goto(`${site}/${code}`);
  await lookAt('/appointment', '1-appointment');
  await lookAt('/appointment?missing=1', '1-missing');
  await lookAt('/moment?why=c&who=other', '2-moment');
  await lookAt('/moment?why=c&who=other&missing=1', '2-missing');
  await lookAt('/moment?why=c&who=other&days=2', '2-later');
  await page.goto(`${site}/nl/moment?why=c&who=other`);
  const start = await page.getByRole('radio').first().getAttribute('value');
  await lookAt(`/check?why=c&who=other&start=${start}`, '3-check');
  await lookAt('/check?why=c&who=other&start=5', '3-taken');
  for (const language of languages) {
    await page.goto(`${site}/${language}/check?why=c&who=other&start=${start}`);
    for (const field of ['#email', '#mobile', '#firstName', '#helperEmail']) await page.locator(field).fill('');
    await page.locator('#mobile').fill('geen');
    await page.locator('#email').fill('geen');
    await page.locator('main button').click();
    found.push(...await inspected(`3-wrong-${language}`, language));
  }
  await page.locator('#firstName').fill('An');
  await page.locator('#email').fill('');
  await page.locator('#mobile').fill('');
  await page.getByLabel('Bank transfer').check();
  await page.locator('main button').click();
  await lookAt('/pay', '4-transfer');
  expect(Number(await page.evaluate('document.querySelector("img").naturalWidth'))).toBeGreaterThan(0);
  for (const path of ['/done', '/status', '/complaint', '/complaint-sent', '/cancel']) await lookAt(path, `5${path.replace('/', '-')}`);
  for (const language of languages) {
    await page.goto(`${site}/${language}/complaint`);
    await page.locator('main button').click();
    found.push(...await inspected(`6-complaint-wrong-${language}`, language));
  }
  await context.clearCookies({ name: 'eid' });
  for (const language of languages) {
    await page.goto(`${site}/${language}/complaint`);
    found.push(...await inspected(`6-ended-looked-${language}`, language));
    await page.locator('main button').click();
    found.push(...await inspected(`6-ended-wrong-${language}`, language));
  }

  const visit = await anInvitedCitizen();
  await page.goto(`${site}/${visit.code}`);
  const { slots } = await t.call<{ slots: { start: number }[] }>('appointments.offer', { dossier: visit.dossier, purpose: 'capture', ground: 'disability' }, citizenOf(visit.dossier));
  await t.call('request.submit', { dossier: visit.dossier, ground: 'disability', start: slots[0]?.start }, citizenOf(visit.dossier));
  for (const path of ['/done', '/status', '/pay', '/change/capture']) await lookAt(path, `7${path.replaceAll('/', '-')}`);
  for (const language of languages) {
    await page.goto(`${site}/${language}/change/capture`);
    await page.locator('main button').click();
    found.push(...await inspected(`7-change-wrong-${language}`, language));
  }
  expect(found).toEqual([]);
});

test('the largest page weighs less than 60 KB with all it loads', async () => {
  const { code } = await anInvitedCitizen();
  const sizes: Promise<number>[] = [];
  page.on('requestfinished', (request) => { sizes.push(request.sizes().then(({ responseBodySize, responseHeadersSize }) => responseBodySize + responseHeadersSize)); });
  await page.goto(`${site}/${code}`);
  sizes.length = 0;
  await freshCacheless();
  await page.goto(`${site}/de/moment?why=a&who=self`);
  const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  expect(total).toBeGreaterThan(5_000);
  expect(total).toBeLessThan(60_000);
});

/** The stylesheet counts too: a browser that keeps nothing. */
async function freshCacheless(): Promise<void> {
  const session = await context.newCDPSession(page);
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
}
