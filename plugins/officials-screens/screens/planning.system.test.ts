import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { dayOf, instantOf } from '#services/belgium/brussels-time.ts';
import { addDays, weekdayOf } from '#services/belgium/day.ts';
import { isPublicHoliday } from '#services/belgium/public-holidays.ts';
import { aCitizen } from '#tools/test-house/make-citizen.ts';
import { openHouseAtOutside, type HouseAtOutside } from '#tools/test-house/open-house-at-outside.ts';
import { as } from '#tools/test-house/open-test-house.ts';
import { inspect, openBrowser, screenshots, tabTo } from '#tools/test-house/page-inspector.ts';
import { aScheduledVisit } from '#tools/test-house/schedule-visit.ts';

/** What a clerk does before anybody goes anywhere: the calendar, the telephone, and booking for who calls. In a real browser, at a real house, with a real sign-in. */

const languages = ['nl', 'fr', 'de', 'en'] as const;
const clerk = as('clerk', 'els.peeters');
let t: HouseAtOutside;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let desk: string;

beforeAll(async () => {
  // Login services live by the clock of the machine.
  [t, browser] = await Promise.all([openHouseAtOutside({ start: new Date().toISOString() }), openBrowser()]);
  desk = `${t.url}/desk/44021`;
});
afterAll(async () => {
  await browser.close();
  await t.stop();
});
afterEach(() => context.close());

const today = () => dayOf(t.house.engine.clock.now('gent'));
async function open(options: Parameters<Browser['newContext']>[0] = {}): Promise<void> {
  context = await browser.newContext({ locale: 'nl-BE', viewport: { width: 768, height: 1024 }, ...options });
  page = await context.newPage();
}
/** Who has signed in already, in a browser that runs scripts unless it is said. */
async function signedIn(options: Parameters<Browser['newContext']>[0] = {}): Promise<void> {
  await open(options);
  const { token } = await t.house.issuer.issue(clerk, 600);
  await context.addCookies([{ name: 'eid', value: token, url: desk }]);
}
/** Every language: what axe finds, and what does not fit at 320 px. Pictures for people in one. */
async function inspected(name: string, path: string): Promise<string[]> {
  const found: string[] = [];
  for (const language of languages) {
    await page.goto(`${desk}/${language}${path}`);
    found.push(...await inspect(page, `desk-${name}-${language}`, { picture: language === 'nl' }));
  }
  return found;
}
const visitOf = async (dossier: string) => (await t.call<{ appointments: { start: number; end: number; official: string; state: string }[] }>('appointments.ofDossier', { dossier }, clerk)).appointments.find(({ state }) => state === 'confirmed');
const weekOf = ({ official, start }: { official: string; start: number }) => `/planning?official=${official}&week=${dayOf(start)}`;
const isFree = async (dossier: string, moment: number) => (await t.call<{ slots: { start: number }[] }>('appointments.offer', { dossier, purpose: 'capture' }, clerk)).slots.some(({ start }) => start === moment);
/** Somebody who is to be telephoned. */
async function somebodyToCall(lastName: string): Promise<string> {
  const { insz } = await aCitizen(t, { expiresOn: addDays(today(), 60), recognised: true, preferredMedium: 'telephone', phone: '+3291234567', email: null, firstName: 'Noor', lastName });
  await t.call('invitation.checkExpiry', {}, as('administrator'));
  await t.idle();
  const { dossiers: [found] } = await t.call<{ dossiers: { dossier: string }[] }>('journey.find', { insz }, clerk);
  return found?.dossier ?? '';
}

test('a clerk signs in at the municipality\'s login service, without a script, and comes to what was asked for first', async () => {
  await open({ javaScriptEnabled: false });
  await page.goto(`${desk}/nl/calls`);
  await page.getByRole('button', { name: 'Aanmelden' }).click();
  await page.getByLabel('Ambtenaar').fill('els.peeters');
  await page.getByLabel('Rollen').fill('clerk:OVO-GENT');
  await page.getByRole('button', { name: 'Aanmelden' }).click();
  await page.getByRole('heading', { name: 'Wie u belt' }).waitFor();
  expect(page.url()).toBe(`${desk}/nl/calls`);
  expect((await context.cookies()).map(({ name, path, httpOnly, sameSite }) => ({ name, path, httpOnly, sameSite }))).toContainEqual({ name: 'eid', path: '/desk/44021', httpOnly: true, sameSite: 'Lax' });
});

test('who holds no role in this municipality is told so', async () => {
  await open({ javaScriptEnabled: false });
  await page.goto(`${desk}/nl/sign-in`);
  await page.getByRole('button', { name: 'Aanmelden' }).click();
  await page.getByLabel('Ambtenaar').fill('an.other');
  await page.getByLabel('Rollen').fill('clerk:OVO-ELDERS');
  await page.getByRole('button', { name: 'Aanmelden' }).click();
  await page.getByRole('heading', { name: 'Aanmelden is niet gelukt' }).waitFor();
  expect(await page.locator('main').innerText()).toContain('U hebt hier geen rol.');
});

test('a visit is moved by keyboard alone, without a script; the old moment is free again', async () => {
  const { dossier } = await aScheduledVisit(t);
  const before = await visitOf(dossier);
  if (!before) throw new Error('no visit');
  await signedIn({ javaScriptEnabled: false });
  await page.goto(`${desk}/nl${weekOf(before)}`);
  await tabTo(page, /^Verzetten$/);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Verplaats het eerste bezoek' }).waitFor();
  await tabTo(page, /^\d\d:\d\d - \d\d:\d\d$/);
  await page.keyboard.press('ArrowDown');
  await tabTo(page, /^Leg dit moment vast$/);
  await page.keyboard.press('Enter');
  await page.waitForURL(new RegExp(`/dossiers/${dossier}$`));
  const after = await visitOf(dossier);
  expect(after?.start).not.toBe(before.start);
  expect(await isFree(dossier, before.start)).toBe(true);
});

test('a visit that is dragged to another day leads to the free moments of that day; one that was taken meanwhile is refused, and the visit stands', async () => {
  const { dossier } = await aScheduledVisit(t);
  const { slots } = await t.call<{ slots: { start: number }[] }>('appointments.offer', { dossier, purpose: 'capture' }, clerk);
  // Two days of one week on which somebody is free.
  const days = [...new Set(slots.map(({ start }) => dayOf(start)))];
  const [from, to] = days.flatMap((day, index) => (weekdayOf(day) === 'monday' || weekdayOf(day) === 'tuesday' ? [[day, days[index + 1]]] : []))[0] ?? [];
  await t.call('appointments.move', { dossier, purpose: 'capture', start: slots.find(({ start }) => dayOf(start) === from)?.start }, clerk);
  const before = await visitOf(dossier);
  if (!before) throw new Error('no visit');
  await signedIn({ viewport: { width: 1280, height: 1000 } });
  await page.goto(`${desk}/nl${weekOf(before)}`);
  await page.locator(`[data-drag$="/dossiers/${dossier}/moment/capture"]`).dragTo(page.locator(`[data-drop="${to}"]`));
  await page.getByRole('heading', { name: 'Verplaats het eerste bezoek' }).waitFor();
  expect(new URL(page.url()).searchParams.get('day')).toBe(to);

  const moment = page.getByRole('radio').first();
  const start = Number(await moment.inputValue());
  await moment.check();
  // Every official who could come then is taken by others.
  for (let others = 0; others < 3 && await isFree(dossier, start); others += 1) await t.call('appointments.move', { dossier: (await aScheduledVisit(t)).dossier, purpose: 'capture', start }, clerk);
  expect(await isFree(dossier, start)).toBe(false);
  await page.getByRole('button', { name: 'Leg dit moment vast' }).click();
  await page.getByRole('alert').filter({ hasText: 'Dit moment is net ingenomen.' }).waitFor();
  expect(await visitOf(dossier)).toMatchObject({ start: before.start });
});

test('the round of a day names who is visited where, as text, in driving order', async () => {
  const { dossier } = await aScheduledVisit(t, { lastName: 'De <b>Smet</b> & "Co"', street: 'Kerk<script>straat' });
  const visit = await visitOf(dossier);
  if (!visit) throw new Error('no visit');
  await signedIn();
  expect(await inspected('round', `/round?official=${visit.official}&day=${dayOf(visit.start)}`)).toEqual([]);
  expect(await page.locator('main').innerText()).toMatch(/De <b>Smet<\/b> & "Co"[\s\S]*Kerk<script>straat/);
});

test('a shorter round is proposed on the round; who is asked and agrees is moved on the page that moves a visit, to a moment that is marked', async () => {
  let day = addDays(today(), 28);
  while (weekdayOf(day) !== 'thursday' || isPublicHoliday(day)) day = addDays(day, 1);
  // From one end of Gent to the other and back. On Thursdays one official works.
  const dossiers: string[] = [];
  for (const [time, postcode, lastName] of [['09:00', '9052', 'Een'], ['10:30', '9042', 'Twee'], ['13:00', '9052', 'Drie']] as const) {
    const { dossier } = await aScheduledVisit(t, { postcode, lastName });
    await t.call('appointments.move', { dossier, purpose: 'capture', start: instantOf(day, time) }, clerk);
    dossiers.push(dossier);
  }
  await signedIn({ javaScriptEnabled: true });
  const round = `/round?official=els.peeters&day=${day}`;
  expect(await inspected('round-shorter', round)).toEqual([]);
  await page.goto(`${desk}/nl${round}`);
  expect(await page.locator('main').innerText()).toMatch(/Samen 74 minuten rijden[\s\S]*Deze ronde kan 27 minuten korter[\s\S]*Twee: 10:30 wordt 14:30/);
  // Whoever is to be asked has a number there.
  expect(await page.getByRole('link', { name: 'Nummer en taal' }).getAttribute('href')).toMatch(new RegExp(`/dossiers/${dossiers[1]}$`));
  await page.getByRole('link', { name: 'Wil niet: zoek zonder dit bezoek' }).click();
  await page.waitForURL(/stay=/);
  expect(await page.locator('main').innerText()).not.toContain('Twee: 10:30');

  await page.goto(`${desk}/nl${round}`);
  await page.getByRole('link', { name: 'Verzetten' }).click();
  await page.getByRole('heading', { name: 'Verplaats het eerste bezoek' }).waitFor();
  expect(await page.getByRole('radio', { checked: true }).inputValue()).toBe(String(instantOf(day, '14:30')));
  await page.getByRole('button', { name: 'Leg dit moment vast' }).click();
  await page.waitForURL(new RegExp(`/dossiers/${dossiers[1]}$`));
  expect(await visitOf(dossiers[1] ?? '')).toMatchObject({ start: instantOf(day, '14:30'), official: 'els.peeters' });
  await page.goto(`${desk}/nl${round}`);
  await page.getByText('Samen 47 minuten rijden').waitFor();
  expect(await page.getByRole('heading', { name: /korter/ }).count()).toBe(0);
  await page.goto(`${desk}/nl/dossiers/${dossiers[0]}/moment/capture?day=${day}`);
  await page.getByText('past goed in onze ronde', { exact: true }).first().waitFor();
});

test('an official gives a calendar program an address, which is shown once, and takes it back', async () => {
  await open({ javaScriptEnabled: true });
  const { token } = await t.house.issuer.issue(as('official', 'els.peeters'), 60);
  await context.addCookies([{ name: 'eid', value: token, domain: '127.0.0.1', path: '/desk/44021' }]);
  expect(await inspected('calendar-none', '/calendar')).toEqual([]);
  await page.goto(`${desk}/nl/planning`);
  await page.getByRole('link', { name: 'Mijn bezoeken in mijn eigen agenda' }).click();
  await page.getByRole('button', { name: 'Maak een adres' }).click();
  await page.getByRole('heading', { name: 'Uw adres' }).waitFor();
  const address = await page.locator('#calendar-address').innerText();
  expect(await inspect(page, 'desk-calendar-made-nl')).toEqual([]);
  expect(await page.getByRole('link', { name: 'Open in de agenda van dit toestel' }).getAttribute('href')).toBe(address.replace('http:', 'webcal:'));
  const read = async () => { const answer = await fetch(address); return [answer.status, (await answer.text()).startsWith('BEGIN:VCALENDAR\r\n')]; };
  expect(await read()).toEqual([200, true]);

  expect(await inspected('calendar-there', '/calendar')).toEqual([]);
  await page.goto(`${desk}/nl/calendar`);
  expect(await page.content()).not.toContain(address.split('/').at(-1));
  await page.getByRole('button', { name: 'Neem het adres terug' }).click();
  await page.getByText('Er is nu geen adres.').waitFor();
  expect(await read()).toEqual([404, false]);
});

test('the clerk who telephones reads what to say, notes what the citizen complains of without losing the call, and books at once', async () => {
  const dossier = await somebodyToCall('Maes & Zoon');
  await signedIn();
  await page.goto(`${desk}/nl/calls`);
  await page.getByRole('link', { name: 'Bel Noor Maes & Zoon' }).click();
  await page.getByRole('heading', { name: 'Bel Noor Maes & Zoon' }).waitFor();
  expect(await page.getByRole('link', { name: '+3291234567' }).getAttribute('href')).toBe('tel:+3291234567');
  await page.getByRole('button', { name: 'Bewaar' }).click();
  await page.getByRole('alert').filter({ hasText: 'Kies hoe het telefoontje afliep.' }).waitFor();
  await page.getByRole('link', { name: 'Noteer een klacht van de burger' }).click();
  expect(await page.getByLabel('Toen wij belden').isChecked()).toBe(true);
  await page.getByRole('button', { name: 'Noteer een klacht van de burger' }).click();
  await page.getByLabel('De uitnodiging').check();
  await page.getByLabel('Negatief').check();
  await page.getByLabel('Wat de burger zegt').fill('De brief is te moeilijk.');
  await page.getByRole('button', { name: 'Noteer een klacht van de burger' }).click();
  await page.getByRole('heading', { name: 'Bel Noor Maes & Zoon' }).waitFor();
  await page.getByRole('link', { name: 'De uitnodiging: Negatief' }).waitFor();
  await page.getByLabel('Wil een bezoek: ik plan het nu').check();
  await page.getByRole('button', { name: 'Bewaar' }).click();
  await page.getByRole('heading', { name: 'Een bezoek boeken' }).waitFor();
  expect(await page.getByLabel(/^Erkende handicap/).isChecked()).toBe(true);
  await page.getByRole('button', { name: 'Kies een moment' }).click();
  await page.getByRole('heading', { name: 'Wanneer komen wij?' }).waitFor();
  // Nobody reads in an address why somebody is visited.
  expect(page.url()).not.toContain('disability');
  await page.getByRole('radio').first().check();
  await page.getByLabel('De burger zelf').check();
  await page.getByRole('button', { name: 'Boek dit bezoek' }).click();
  await page.waitForURL(new RegExp(`/dossiers/${dossier}$`));
  expect(await visitOf(dossier)).toMatchObject({ state: 'confirmed' });
});

test('a citizen who calls is found by national number, which is in no address; a wrong one is said at its field', async () => {
  const { insz } = await aCitizen(t, { expiresOn: addDays(today(), 60) });
  await signedIn({ javaScriptEnabled: false });
  await page.goto(`${desk}/nl/book`);
  await page.getByLabel('Rijksregisternummer').fill('12345678901');
  await page.getByLabel('De burger belde zelf').check();
  await page.getByRole('button', { name: 'Zoek' }).click();
  expect(await page.getByRole('alert').innerText()).toContain('Dit is geen rijksregisternummer.');
  await page.getByLabel('Rijksregisternummer').fill(`${insz.slice(0, 6)}-${insz.slice(6, 9)}.${insz.slice(9)}`);
  await page.getByRole('button', { name: 'Zoek' }).click();
  await page.getByRole('heading', { name: 'Een bezoek boeken' }).waitFor();
  expect(page.url()).not.toContain(insz);
});

test('the page of another program holds the same screens, in its own colours, and hears what is done there', async () => {
  await open({ viewport: { width: 1280, height: 1000 } });
  await page.goto(`${t.outside.url}/gent/example-host`);
  await page.getByRole('heading', { name: 'Werklijst', exact: true }).waitFor();
  await page.getByRole('heading', { name: 'Planning van els.peeters' }).waitFor();
  await page.screenshot({ path: join(screenshots, 'desk-example-host.png') });
  await page.getByRole('link', { name: 'Week erna' }).click();
  await page.locator('#told li').filter({ hasText: /^eid-navigated .*\/planning\?official=els\.peeters&week=/ }).waitFor();
  expect(page.url()).toBe(`${t.outside.url}/gent/example-host`);
});

test('every screen of planning, calls and booking has no fault that axe finds in any language, and fits at 320 px', async () => {
  const { dossier } = await aScheduledVisit(t);
  const visit = await visitOf(dossier);
  if (!visit) throw new Error('no visit');
  const toCall = await somebodyToCall('Claes');
  const { calls } = await t.call<{ calls: { call: string; dossier: string }[] }>('communication.callList', {}, clerk);
  await signedIn({ javaScriptEnabled: true });
  const call = calls.find((one) => one.dossier === toCall)?.call ?? '';
  const found = [
    ...await inspected('start', ''), ...await inspected('planning', weekOf(visit)), ...await inspected('move', `/dossiers/${dossier}/moment/capture`), ...await inspected('calls', '/calls'),
    ...await inspected('call', `/calls/${call}`), ...await inspected('book-find', '/book'), ...await inspected('book', `/book/${toCall}`), ...await inspected('book-moment', `/book/${toCall}/moment?why=c`),
    ...await inspected('call-gone', '/calls/019b0000-0000-7000-8000-000000000001'), ...await inspected('book-not', `/book/${dossier}`),
  ];
  await context.clearCookies();
  found.push(...await inspected('sign-in', '/sign-in'), ...await inspected('sign-in-failed', '/sign-in-failed'));
  expect(found).toEqual([]);
});
