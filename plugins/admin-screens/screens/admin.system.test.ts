import { z } from 'zod';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { bpost } from '#connectors/bpost/bpost.port.ts';
import { deliverMessage } from '#tools/test-house/deliver-message.ts';
import { aCitizen } from '#tools/test-house/make-citizen.ts';
import { openHouseAtOutside, type HouseAtOutside } from '#tools/test-house/open-house-at-outside.ts';
import { as } from '#tools/test-house/open-test-house.ts';
import { inspect, openBrowser, tabTo } from '#tools/test-house/page-inspector.ts';

/** The screens of administrators in a real browser, at a real house, with the sandboxes behind their real wires. */

const languages = ['nl', 'fr', 'de', 'en'] as const;
const admin = as('administrator');
let t: HouseAtOutside;
let browser: Browser;
let context: BrowserContext;
let page: Page;
/** A browser with scripts, for the instruments that look at what the one without was shown. */
let glass: Page;
let desk: string;

beforeAll(async () => {
  // Login services live by the clock of the machine.
  [t, browser] = await Promise.all([openHouseAtOutside({ start: new Date().toISOString() }), openBrowser()]);
  desk = `${t.url}/desk/44021`;
  glass = await browser.newPage({ viewport: { width: 768, height: 1024 } });
});
afterAll(async () => {
  await browser.close();
  await t.stop();
});
beforeEach(async () => { await come('administrator'); });
afterEach(() => context.close());

/** Somebody of this role comes in, with a session as the sign-in gives it. Without JavaScript unless it is said. */
async function come(role: Parameters<typeof as>[0], { scripts = false } = {}): Promise<void> {
  await context?.close();
  context = await browser.newContext({ javaScriptEnabled: scripts, locale: 'nl-BE', viewport: { width: 768, height: 1024 } });
  const { token } = await t.house.issuer.issue({ ...as(role), kind: 'official', actor: 'official:els.peeters' }, 60);
  await context.addCookies([{ name: 'eid', value: token, url: desk }]);
  page = await context.newPage();
}

/** What holds of every screen, of the one that is shown now. */
async function looked(name: string, options?: Parameters<typeof inspect>[2]): Promise<string[]> {
  await glass.setContent((await page.content()).replace(/<script .*?<\/script>/, ''));
  return inspect(glass, name, options);
}

const open = (path: string, language = 'nl') => page.goto(`${desk}/${language}${path}`);
const heard = () => page.locator('main').ariaSnapshot();
/** What a screen reader says of its own accord. */
const told = () => page.locator('main').getByRole('status').innerText();
const read = () => page.locator('main').innerText();
const go = (name: string | RegExp) => page.getByRole('button', { name, exact: true }).click();
const because = (reason = 'decision') => page.getByLabel('Waarom?').selectOption(reason);
const audited = async (what: string) => (await t.call<{ entries: { why: string; actor: string }[] }>('audit.search', { what }, admin)).entries;
const partOf = async (plugin: string) => (await t.call<{ plugins: { plugin: string; state: string; settings: Record<string, unknown> | null }[] }>('administration.show', {}, admin)).plugins.find((one) => one.plugin === plugin);

/** A mirror of a dossier that the eID tool refuses for good. */
async function aRefusedMirror(): Promise<void> {
  await t.pull('eid-tool', 'fault', { operation: 'mirrorDossier', kind: 'refuses' });
  await aCitizen(t, { firstName: 'Noor', lastName: '<b>Smet</b>', recognised: true, expiresOn: new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10) });
  await t.call('invitation.checkExpiry', {}, admin);
  await t.idle();
  await t.pull('eid-tool', 'fault', { operation: 'mirrorDossier', kind: null });
}
async function aLetter(id: string): Promise<void> {
  await deliverMessage(t, bpost, 'delivery', id, { citizen: '<script>Noor Smet</script>' }).catch(() => undefined);
}
const officialsOf = z.looseObject({ officials: z.array(z.looseObject({ official: z.string() })) });
const waiting = async () => (await t.call<{ total: number }>('exceptions.list', {}, admin)).total;
const lettersWaiting = async () => (await t.call<{ total: number }>('dead-letters.list', {}, admin)).total;

test('an administrator signs in, switches a plugin on after seeing what that does, and it works at once; the audit tells who and why', async () => {
  await context.clearCookies();
  await open('/admin/plugins/daily-digest');
  await go('Aanmelden');
  await page.getByLabel('Ambtenaar').fill('els.peeters');
  await page.getByLabel('Rollen').fill('administrator:OVO-GENT');
  await page.locator('form button[type=submit]').first().click();
  expect(page.url()).toBe(`${desk}/nl/admin/plugins/daily-digest`);

  await page.getByLabel('To (verplicht)').fill('no address');
  await go('Bekijk wat aanzetten doet');
  expect(await page.title()).toMatch(/^Fout: daily-digest/);
  expect(await heard()).toMatch(/alert:\n.*heading "Zo kan het niet" \[level=2\]\n.*list:\n.*listitem:\n.*link "to: /);
  expect(await page.getByLabel('To (verplicht)').getAttribute('aria-invalid')).toBe('true');
  expect(await page.getByLabel('To (verplicht)').inputValue()).toBe('no address');
  expect(await looked('desk-admin-plugin-refused')).toEqual([]);

  await page.getByLabel('To (verplicht)').fill('eid@gent.example');
  await page.getByLabel('Language').selectOption('fr');
  await go('Bekijk wat aanzetten doet');
  expect(await told()).toBe('Er is nog niets gewijzigd.');
  expect(await heard()).toMatch(/rowheader "plugin.daily-digest".*\n.*cell "niet ingesteld"/);
  expect(await looked('desk-admin-plan')).toEqual([]);
  expect(await partOf('daily-digest')).toMatchObject({ state: 'off' });
  // Without a reason nothing is done, and what would be done stays.
  await go('Voer dit uit');
  expect(await heard()).toContain('link "Kies waarom."');
  await because();
  await page.getByLabel('Nummer van de melding').fill('INT-4711');
  await go('Voer dit uit');
  expect(await told()).toBe('Gedaan. Dit is in werking, met versie 1.');
  expect(await partOf('daily-digest')).toMatchObject({ state: 'on', settings: { to: 'eid@gent.example', language: 'fr' } });
  expect(t.house.engine.municipalities.get('gent')?.settings.has('daily-digest')).toBe(true);
  expect(await audited('administration.enable')).toEqual([expect.objectContaining({ actor: 'official:els.peeters', why: 'plugin daily-digest, version 1: decision-int-4711' })]);
  await open('/admin/audit?what=administration.enable');
  expect(await heard()).toContain('plugin daily-digest, version 1: decision-int-4711');
});

test('a setting is changed in rows and groups without a script, and what was not touched stays as it was', async () => {
  const before = officialsOf.parse((await partOf('appointments'))?.settings);
  await open('/admin/plugins/appointments');
  expect(await looked('desk-admin-settings')).toEqual([]);
  await page.getByLabel('Official (verplicht)').nth(1).fill('an.claes');
  await go('Verwijder: Officials 1');
  await go('Bekijk wat er verandert');
  await because();
  await go('Voer dit uit');
  const [, tom] = before.officials;
  expect((await partOf('appointments'))?.settings).toEqual({ ...before, officials: [{ ...tom, official: 'an.claes' }] });
});

test('what is switched off refuses new work at once, and one step back lets it work again', async () => {
  await open('/admin/plugins/indicators');
  expect(await read()).toContain('Hier is niets in te stellen.');
  expect(await page.locator('main button').allInnerTexts()).toEqual(['Bekijk wat uitzetten doet']);
  await open('/admin/plugins/complaints');
  await go('Bekijk wat uitzetten doet');
  expect(await read()).toContain("'complaints' takes no new work");
  await because();
  await go('Voer dit uit');
  expect(await read()).toContain('uit, rondt af');
  await open('/admin/history');
  expect(await looked('desk-admin-history')).toEqual([]);
  await go('Terug naar wat ervoor gold');
  expect(await looked('desk-admin-rollback')).toEqual([]);
  await because('mistake');
  await go(/^Ga terug naar versie/);
  expect(await told()).toMatch(/^Gedaan\. Dit is in werking/);
  expect(await partOf('complaints')).toMatchObject({ state: 'on' });
});

test('an administrator lets another program hold the screens and takes a language away, is told who misses it, and one step back brings it back', async () => {
  const place = () => t.house.pages.at('44021', 'desk');
  const had = place()?.hosts ?? [];
  await open('/admin/municipality', 'de');
  expect(await read()).toContain('44021, seit');
  await page.getByLabel('Email').fill('nobody');
  await go('Ansehen, was sich ändert');
  expect(await heard()).toContain('link "website email: ');
  expect(await looked('desk-admin-municipality-refused')).toEqual([]);
  await page.getByLabel('Email').fill('eid@gent.example');
  await page.getByLabel('Languages 4').selectOption('');
  await page.getByLabel('Hosts').fill([...had, 'https://tool.gent.example'].join('\n'));
  await go('Ansehen, was sich ändert');
  expect(await read()).toMatch(/'de' is spoken no more[^]*'https:\/\/tool\.gent\.example' may hold the elements/);
  expect(await looked('desk-admin-municipality-plan')).toEqual([]);
  expect(place()).toMatchObject({ hosts: had, municipality: { languages: ['nl', 'fr', 'en', 'de'] } });
  await page.getByLabel('Warum?').selectOption('decision');
  await go('Das ausführen');
  // The page that says so is in a language that is still spoken.
  expect(page.url()).toMatch(/\/nl\/admin\/municipality\?done=\d+$/);
  expect(await told()).toMatch(/^Gedaan\. Dit is in werking/);
  expect(await page.getByRole('link', { name: 'Deutsch' }).count()).toBe(0);
  expect(place()).toMatchObject({ hosts: [...had, 'https://tool.gent.example'], municipality: { languages: ['nl', 'fr', 'en'] } });
  await open('/admin/history');
  expect(await heard()).toContain('cell "Gemeente ingesteld"');
  await go('Terug naar wat ervoor gold');
  await because('mistake');
  await go(/^Ga terug naar versie/);
  expect(place()).toMatchObject({ hosts: had, municipality: { languages: ['nl', 'fr', 'en', 'de'] } });
});

test('of two administrators the second one is told that something changed meanwhile', async () => {
  await open('/admin/plugins/complaints');
  await go('Bekijk wat uitzetten doet');
  const { version } = await t.call<{ version: number }>('administration.show', {}, admin);
  await t.call('administration.apply', { part: 'plugin', what: 'payment', deed: 'configure', settings: { transferDays: 9 }, version, why: 'meanwhile' }, admin);
  await because();
  await go('Voer dit uit');
  expect(await heard()).toContain('Er is intussen iets gewijzigd.');
  expect(await partOf('complaints')).toMatchObject({ state: 'on' });
});

test('a connector is checked, paused with a reason after its harm is said, seen at the overview, and runs again', async () => {
  await open('/admin/connectors/eid-tool');
  await go('Controleer de verbinding');
  expect(await told()).toBe('Deze koppeling zou werken.');
  expect(await looked('desk-admin-check')).toEqual([]);
  await page.getByRole('link', { name: 'Terug' }).click();
  await page.getByRole('link', { name: 'Pauzeer' }).click();
  expect(await read()).toContain('Wat naar buiten gaat, wacht in volgorde.');
  expect(await looked('desk-admin-pause')).toEqual([]);
  await go('Pauzeer');
  expect(await heard()).toContain('link "Kies waarom."');
  await because('planned-work');
  await go('Pauzeer');
  expect(page.url()).toBe(`${desk}/nl/admin/connectors/eid-tool`);
  expect(await heard()).toMatch(/term: Toestand\n.*definition: gepauzeerd/);
  expect(await audited('outbox.pause')).toEqual([expect.objectContaining({ why: 'eid-tool: planned-work' })]);
  await open('/admin');
  expect(await read()).toContain('Koppelingen die stilstaan: 1');
  await open('/admin/connectors/eid-tool/resume');
  await because('repaired');
  await go('Laat weer lopen');
  expect(await heard()).toMatch(/term: Toestand\n.*definition: loopt/);
});

test('what was refused is seen without data of people, tried again, and goes out; the rest of its kind in one go', async () => {
  await aRefusedMirror();
  await aRefusedMirror();
  expect(await waiting()).toBeGreaterThanOrEqual(2);
  const before = await waiting();
  await open('/admin/dead-letters?name=eid-tool.mirrorDossier');
  expect(await looked('desk-admin-dead-letters')).toEqual([]);
  await page.getByRole('link', { name: 'eid-tool.mirrorDossier' }).first().click();
  await because('incident');
  await go('Toon de vorm van de inhoud');
  expect(await read()).toContain('(text of');
  expect(await page.content()).not.toContain('Smet');
  expect(await looked('desk-admin-source')).toEqual([]);
  await open('/admin/dead-letters');
  await go('Probeer de gekozen opnieuw');
  expect(await heard()).toContain('link "Kies er minstens één."');
  await page.getByRole('checkbox').first().check();
  await go('Probeer de gekozen opnieuw');
  expect(await read()).toContain('Aantal: 1.');
  await because('repaired');
  await go('Probeer opnieuw');
  expect(await told()).toBe('Opnieuw geprobeerd: 1.');
  await t.idle();
  expect(await waiting()).toBe(before - 1);
  await go('Probeer alles van deze soort opnieuw');
  await because('repaired');
  await go('Probeer opnieuw');
  await t.idle();
  expect(await waiting()).toBe(0);
});

test('what nobody understood is dismissed for good only when that is said twice', async () => {
  await aLetter('m-1');
  await open('/admin/dead-letters');
  await page.getByRole('link', { name: 'bpost.delivery' }).click();
  expect(await looked('desk-admin-letter')).toEqual([]);
  await because('done-otherwise');
  await go('Leg weg');
  expect(await read()).toContain('Dit kunt u niet ongedaan maken.');
  expect(await lettersWaiting()).toBe(1);
  await go('Leg weg');
  expect(await told()).toBe('Weggelegd.');
  expect(await lettersWaiting()).toBe(0);
});

test('a device is invited with a code that is shown once, and sent away', async () => {
  await open('/admin/agents');
  await page.getByRole('link', { name: 'Een toestel uitnodigen' }).click();
  await page.getByLabel('Toestel').fill('Tablet 9');
  await page.getByLabel('Hoe het heet').fill('<b>Tablet</b> "9"');
  await go('Maak een code');
  expect(await heard()).toContain('link "Gebruik kleine letters, cijfers, punten en streepjes."');
  await page.getByLabel('Toestel').fill('tablet-9');
  await go('Maak een code');
  expect(await read()).toMatch(/[A-Z2-9]{4,}/);
  expect(await looked('desk-admin-code')).toEqual([]);
  await open('/admin/agents');
  expect(await read()).toContain('<b>Tablet</b> "9"');
  // However narrow a column is, no word in it is broken.
  expect(await page.evaluate("(({ wordBreak, overflowWrap }) => [wordBreak, overflowWrap])(getComputedStyle(document.querySelector('th')))")).toEqual(['normal', 'break-word']);
  expect(await looked('desk-admin-agents')).toEqual([]);
  await page.getByRole('link', { name: 'Stuur weg: tablet-9' }).click();
  await because('incident');
  await go('Stuur weg');
  expect(await read()).not.toContain('tablet-9');
});

test('the audit is searched and verified, and what would go of one person is told in numbers', async () => {
  const citizen = await aCitizen(t, { firstName: 'Karim', recognised: true, expiresOn: new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10) });
  await t.call('invitation.checkExpiry', {}, admin);
  await t.idle();
  await open('/admin/audit?from=yesterday');
  expect(await heard()).toContain('link "Schrijf de dag als 2026-12-31."');
  await go('Controleer het hele logboek');
  expect(await told()).toMatch(/^Het logboek klopt: \d+ regels/);
  await open('/admin/retention');
  await page.getByLabel('Rijksregisternummer').fill('12345678901');
  await because('other');
  await go('Bekijk wat er zou weggaan');
  expect(await heard()).toContain('link "Dit is geen rijksregisternummer."');
  await page.getByLabel('Rijksregisternummer').fill(citizen.insz);
  await go('Bekijk wat er zou weggaan');
  expect(await heard()).toContain('heading "Gaat weg"');
  expect(await page.content()).not.toContain(citizen.insz);
  expect(await looked('desk-admin-preview')).toEqual([]);
  expect(await audited('retention.previewErasure')).toHaveLength(1);
});

test('a clerk sees none of it, and is told so in words', async () => {
  await come('clerk');
  await open('');
  expect(await page.getByRole('link', { name: 'Beheer' }).count()).toBe(0);
  for (const path of ['', '/plugins', '/plugins/payment', '/connectors', '/connectors/crm', '/connectors/crm/cut', '/dead-letters', '/history', '/audit', '/agents', '/agents/invite', '/retention', '/municipality']) {
    expect([path, (await open(`/admin${path}`))?.status(), await page.title()]).toEqual([path, 403, expect.stringMatching(/^Fout: .*mag/)]);
  }
});

test('a data protection officer has the audit and the terms, and nothing else', async () => {
  await come('data-protection');
  await open('/admin/audit');
  const nav = page.getByRole('navigation', { name: 'Beheer' });
  expect(await nav.getByRole('link').allInnerTexts()).toEqual(['Auditlog', 'Bewaartermijnen']);
  expect((await open('/admin/plugins'))?.status()).toBe(403);
});

test.each(languages)('every screen can be used by everybody, in %s', async (language) => {
  await aLetter('m-9');
  const screens = ['', '/plugins', '/plugins/communication', '/plugins/outbox', '/connectors', '/connectors/messaging', '/connectors/all/cut', '/dead-letters', '/history', '/agents/invite', '/audit', '/retention', '/municipality', '/plugins/teleport'];
  const wrong: string[] = [];
  for (const path of screens) {
    await open(`/admin${path}`, language);
    wrong.push(...await looked(`desk-admin${path.replaceAll('/', '-')}-${language}`, { picture: language === 'nl' || language === 'de' }));
  }
  expect(wrong).toEqual([]);
});

test('the overview shows by itself that a connector was paused meanwhile, and the keyboard alone lets it run again', async () => {
  await come('administrator', { scripts: true });
  await open('/admin');
  await t.call('outbox.pause', { port: 'crm', why: 'meanwhile' }, admin);
  await page.getByRole('row', { name: /crm gepauzeerd/ }).waitFor({ timeout: 30_000 });
  await open('/admin/connectors/crm/resume');
  await tabTo(page, /^Waarom/);
  await page.keyboard.type('Het is opgelost');
  await tabTo(page, /^Laat weer lopen$/);
  await page.keyboard.press('Enter');
  await page.getByText('loopt', { exact: true }).waitFor();
  expect(await audited('outbox.resume')).toEqual(expect.arrayContaining([expect.objectContaining({ why: 'crm: repaired' })]));
});

// Last: a connector that an administrator set is no test set-up any more, and the levers of this house are gone.
test('a secret is never shown, and stays where it stands when something else is set', async () => {
  await open('/admin/connectors/official-login');
  const config = () => z.looseObject({}).parse(t.house.engine.municipalities.get('gent')?.connectors.get('official-login')?.config);
  const before = config();
  const references = JSON.stringify(before).match(/(env|file):[^"]+/g) ?? [];
  expect(references.length).toBeGreaterThan(0);
  const shown = await page.content();
  expect(references.filter((reference) => shown.includes(reference))).toEqual([]);
  await page.getByLabel('Timeout seconds').fill('7');
  await go('Bekijk wat er verandert');
  await because();
  await go('Voer dit uit');
  expect(config()).toEqual({ ...before, timeoutSeconds: 7 });
  await open('/admin/connectors/official-login?mode=sandbox');
  expect(await heard()).toContain('Dit formulier is voor: nagebootst.');
});
