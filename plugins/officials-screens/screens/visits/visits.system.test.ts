import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { agentHome } from '#tools/device-agent/home/agent-home.ts';
import { enrolAgent } from '#tools/device-agent/home/enrol-agent.ts';
import { cardTray, type CardTray, type TrayCard } from '#tools/simulated-devices/card-tray.ts';
import { openSimulatedDevice, type SimulatedDevice } from '#tools/simulated-devices/simulated-device.ts';
import { makeDeviceKeys } from '#tools/simulated-sbi/device-keys.ts';
import { openCutWire, type CutWire } from '#tools/system-packages/cut-wire.ts';
import type { TestCitizen } from '#tools/test-house/make-citizen.ts';
import { openDeviceHouse, type DeviceHouse } from '#tools/test-house/open-device-house.ts';
import { as } from '#tools/test-house/open-test-house.ts';
import { goTo, orderOf } from '#tools/test-house/order-card.ts';
import { inspect, openBrowser, tabTo } from '#tools/test-house/page-inspector.ts';
import { aScheduledVisit, type ScheduledVisit } from '#tools/test-house/schedule-visit.ts';
import { callDelivery, planFirst } from '#tools/test-house/second-visit.ts';
import { until } from '#tools/test-house/until.ts';

/** Both visits on a tablet, at the real house, with the real agent: its card, fingerprint device and PIN window are simulated. */
const languages = ['nl', 'fr', 'de', 'en'] as const;
const els = as('official', 'els.peeters');
const title = 'tablet-9';
const hostile = { firstName: 'Noor', lastName: '<b>Smet</b> & "Co"' };
const tablet = { locale: 'nl-BE', viewport: { width: 768, height: 1024 } } as const;

let [t, wire, line, browser, device, tray]: [DeviceHouse?, CutWire?, CutWire?, Browser?, SimulatedDevice?, CardTray?] = [];
let context: BrowserContext;
let page: Page;
let url = '';

/** All of it, once it is there. */
function all() {
  if (!t || !wire || !line || !browser || !device || !tray) throw new Error('not everything is there');
  return { t, wire, line, browser, device, tray };
}

beforeAll(async () => {
  [t, browser] = await Promise.all([openDeviceHouse({ house: { publicUrl: () => url } }), openBrowser()]);
  wire = await openCutWire({ host: '127.0.0.1', port: t.port });
  // The device is on a line of its own: mostly only the page loses the network.
  line = await openCutWire({ host: '127.0.0.1', port: t.port });
  url = `http://127.0.0.1:${wire.port}`;
  tray = cardTray(t.pki);
  const home = agentHome(join(t.dataDir, 'agent'));
  await enrolAgent({ home, at: `http://127.0.0.1:${line.port}`, nis: '44021', code: await t.invite(title) });
  const begun = Promise.withResolvers<void>();
  device = await openSimulatedDevice({ home, tray, keys: await makeDeviceKeys({ maker: 'Maker', now: Date.now() }), onStanding: ({ line }) => { if (line === 'open') begun.resolve(); } });
  await begun.promise;
});
afterAll(async () => {
  await browser?.close();
  await device?.close();
  await wire?.close();
  await line?.close();
  await t?.stop();
});
beforeEach(() => freshBrowser());
afterEach(async () => {
  await context.close();
  all().wire.up();
  all().line.up();
  await all().device.removeCard();
  all().device.become('Ready');
  const { devices } = await all().t.call<{ devices: { visit: string | null }[] }>('device-bridge.listDevices', {}, els);
  for (const { visit } of devices) if (visit !== null) await all().t.call('device-bridge.closeVisit', { visit }, els);
});

async function freshBrowser(options: Parameters<Browser['newContext']>[0] = {}): Promise<void> {
  context = await all().browser.newContext({ ...tablet, ...options });
  const { token } = await all().t.house.issuer.issue(els, 600);
  await context.addCookies([{ name: 'eid', value: token, url: `${url}/desk/44021` }]);
  page = await context.newPage();
}

const at = (visit: Pick<ScheduledVisit, 'dossier'>, which: string, language = 'nl') => `${url}/desk/44021/${language}/visits/${visit.dossier}/${which}`;
const heading = (name: string | RegExp) => page.getByRole('heading', { name }).waitFor();
const sees = (text: string | RegExp) => page.locator('main').getByText(text).first().waitFor();
const go = (name: string | RegExp) => page.getByRole('button', { name }).click();
const act = (action: string, { dossier }: Pick<ScheduledVisit, 'dossier'>, input: object = {}) => all().t.call<{ state: string; visit: string }>(`biometrics.${action}`, { dossier, ...input }, els);

function cardOf({ insz, cardNumber, expiresOn }: TestCitizen, overrides: Partial<TrayCard> = {}): TrayCard {
  return {
    cardNumber, insz, lastName: hostile.lastName, firstNames: hostile.firstName, validUntil: expiresOn, activated: true, photo: null,
    address: { street: 'Veldstraat 1', postcode: '9000', municipality: 'Gent' }, ...overrides,
  };
}
const insert = (citizen: TestCitizen, overrides: Partial<TrayCard> = {}) => all().device.insertCard(cardOf(citizen, overrides));
/** The device asks for fingers by now. */
async function put(fingers: Parameters<SimulatedDevice['putFingers']>[0]): Promise<void> {
  await until(() => all().device.requests().some(({ kind, step }) => kind === 'fingerprints' && step === 'begun'));
  await all().device.putFingers(fingers);
}

/** A card that is ordered, and lies at the town hall on the day of the second visit. */
async function aCardAtTheTownHall(visit: ScheduledVisit): Promise<string> {
  const { t: house } = all();
  const { cardNumber } = await orderOf(house, visit.dossier);
  const start = await planFirst(house, visit.dossier);
  await goTo(house, start - 3 * 3_600_000);
  await callDelivery(house, 'receiveCard', { dossier: visit.dossier, cardNumber }, els);
  await goTo(house, start);
  return cardNumber;
}
/** The first visit without a look at its pages. */
async function anOrderedCard(): Promise<ScheduledVisit> {
  const visit = await aScheduledVisit(all().t, hostile);
  await act('startVisit', visit, { device: title });
  await act('identify', visit, { document: 'passport' });
  await act('declareImpossible', visit, { outcome: 'temporarily-impossible', reason: 'bandage' });
  await all().t.idle();
  await act('order', visit);
  await all().t.idle();
  return visit;
}

test('both visits are done on a tablet, step by step, and the page follows the device and the house by itself', async () => {
  const { t: house, wire: network, device: there } = all();
  const visit = await aScheduledVisit(house, hostile);
  await page.goto(at(visit, 'capture'));
  await page.evaluate('navigator.serviceWorker.ready');
  await page.reload();
  await go(`Begin met ${title}`);
  await heading('Lees de huidige kaart');
  await sees('er zit geen kaart in de lezer');

  // Each button and link is large enough for a thumb.
  expect(await page.evaluate('Math.min(...[...document.querySelectorAll("main button, main a")].map((target) => target.getBoundingClientRect().height))')).toBeGreaterThanOrEqual(44);

  const other = await aScheduledVisit(house);
  await insert(other.citizen);
  await sees('er zit een kaart in de lezer');
  await go('Lees de kaart');
  await page.getByRole('alert').getByText('niet de kaart van deze burger').waitFor();
  await insert(visit.citizen);
  await go('Lees de kaart');
  await heading('Is dit de persoon voor u?');
  const shown = await page.locator('main').innerText();
  for (const said of [`${hostile.firstName} ${hostile.lastName}`, '14 maart 1958', 'Veldstraat 1', 'de identiteit, het adres en de foto']) expect(shown).toContain(said);
  await until(() => page.evaluate<boolean>('document.querySelector("main img").naturalWidth > 0'));
  await go('Ja, dit is de persoon');

  await heading('Neem de vingerafdrukken');
  await sees('Nu: linkerwijsvinger en rechterwijsvinger');
  await go('Begin met de vingers');
  await heading('Het toestel vraagt de vingers');
  await sees('linkerwijsvinger: leg deze vinger op de lezer');
  await put([{ finger: 'left-index', quality: 20 }, { finger: 'right-index', quality: 88 }]);
  await sees('linkerwijsvinger: leg opnieuw op de lezer: 20 op 100 was te laag');
  await sees('rechterwijsvinger: leg opnieuw op de lezer, samen met de andere vinger');
  await put([{ finger: 'left-index', quality: 25 }, { finger: 'right-index', quality: 88 }]);
  await put([{ finger: 'left-index', quality: 30 }, { finger: 'right-index', quality: 88 }]);
  await sees('De kwaliteit was telkens te laag');
  await sees('Nu: linkermiddelvinger en rechterwijsvinger');
  await go('Probeer opnieuw');
  await put([{ finger: 'left-middle', quality: 90 }, { finger: 'right-index', quality: 88 }]);
  await heading('BiZa keurt goed: bestel de kaart');

  // The network goes in the middle, and the page is loaded anew.
  network.down();
  await go('Bestel de kaart');
  await page.getByRole('status').filter({ hasText: 'Wacht om te versturen: 1' }).waitFor();
  await page.reload();
  await heading('Geen verbinding');
  network.up();
  await heading('Kies samen het tweede bezoek');
  await go('Kies wie de kaart brengt, en wanneer');
  await heading('Wie brengt de kaart, en wanneer?');
  await page.getByRole('radio').first().check();
  await go('Leg dit moment vast');
  await heading('Het eerste bezoek is klaar');
  await sees('een ambtenaar brengt de kaart');
  await page.goto(`${url}/desk/44021/nl/dossiers/${visit.dossier}`);
  await sees('want de ambtenaar is er niet later');
  await house.idle();

  const cardNumber = await aCardAtTheTownHall(visit);
  await page.goto(at(visit, 'delivery'));
  await go(`Begin met ${title}`);
  await heading('Lees de oude kaart');
  await insert(visit.citizen);
  await go('Lees de kaart');
  await go('Ja, en ik neem de oude kaart in');
  await heading('Laat de burger een code kiezen');
  await go('Vraag de code');
  await sees('De burger kiest nu de code');
  await there.chooseCode('2468');
  await heading('Activeer de nieuwe kaart');
  // The old card is in the reader still.
  await go('Activeer de kaart');
  await page.getByRole('alert').getByText('Er zit een andere kaart in de lezer: er is niets mee gedaan').waitFor();
  await insert(visit.citizen, { cardNumber, activated: false, validUntil: '2036-12-31' });
  await go('Activeer de kaart');
  await heading('Alles is gedaan: sluit af');
  await go('Sluit de procedure af');
  await heading('Klaar: de burger heeft de nieuwe kaart');
});

test('a visit that was prepared is done at a door without network; an hour later what was sealed arrives once, and the page says at each moment what waits', async () => {
  const { t: house, wire: network, line: ofDevice, device: there } = all();
  const visit = await aScheduledVisit(house, hostile);
  const waiting = () => there.agent.keeping.deliveries.waiting().filter(({ isSealed }) => isSealed).length;
  await page.goto(at(visit, 'capture'));
  await page.evaluate('navigator.serviceWorker.ready');
  await page.reload();
  await go(`Begin met ${title}`);
  await go('Vingers klaarzetten voor als er aan de deur geen netwerk is');
  await sees('De vingers staan klaar op het toestel');
  await until(() => there.requests().length === 1);

  network.down();
  ofDevice.down();
  await until(() => there.agent.standing().line !== 'open');
  await insert(visit.citizen);
  there.begin();
  await there.putFingers([{ finger: 'left-index', quality: 90 }, { finger: 'right-index', quality: 88 }]);
  await until(() => waiting() === 1);
  await go('Lees de kaart');
  await page.getByRole('status').filter({ hasText: 'Wacht om te versturen: 1' }).waitFor();
  await page.reload();
  await heading('Geen verbinding');
  await house.advance({ minutes: 60 });
  expect([waiting(), (await act('show', visit)).state]).toEqual([1, 'scheduled']);

  ofDevice.up();
  await until(() => waiting() === 0);
  await house.idle();
  network.up();
  await heading('Is dit de persoon voor u?');
  await page.goto(at(visit, 'capture'));
  await sees('Er zijn al goede afdrukken.');
  await go('Lees de kaart');
  await go('Ja, dit is de persoon');
  await heading('BiZa keurt goed: bestel de kaart');
  const { entries } = await house.pull<{ entries: { operation: string }[] }>('biza', 'ledger', { dossier: visit.dossier });
  expect(entries.filter(({ operation }) => operation === 'registerBiometrics')).toHaveLength(1);
});

test('each failure at the door is said in words, with what to do', async () => {
  const { t: house, device: there } = all();
  const [visit, other] = [await aScheduledVisit(house, hostile), await aScheduledVisit(house)];
  const refused = (text: string) => page.getByRole('alert').getByText(text).waitFor();

  // The device is in use for a visit that this person left open; it may be closed here.
  await act('startVisit', other, { device: title });
  await page.goto(at(visit, 'capture'));
  await sees('in gebruik voor een ander bezoek');
  await go(`Sluit het andere bezoek op ${title}`);
  await go(`Begin met ${title}`);
  await heading('Lees de huidige kaart');

  await go('Lees de kaart');
  await refused('Er zit geen kaart in de lezer');
  await insert(visit.citizen, { forged: true });
  await go('Lees de kaart');
  await refused('ze is niet echt');
  await insert(visit.citizen, { pin: '1234' });

  for (const said of ['Nog 2 pogingen', 'Nog 1 poging, daarna is ze geblokkeerd']) {
    there.typePin({ pin: '9999' });
    await go('Laat de burger de pincode van deze kaart typen');
    await sees(said);
  }
  there.typePin({ pin: '9999' });
  await go('Laat de burger de pincode van deze kaart typen');
  await sees('De pincode is geblokkeerd');

  await go('Lees de kaart');
  await go('Nee, dit is iemand anders');
  await heading('Waarom kan het bezoek niet doorgaan?');
  expect(await page.getByLabel('Het is iemand anders, of ik twijfel').isChecked()).toBe(true);
  await page.getByRole('link', { name: 'Terug naar het bezoek' }).click();
  await go('Lees de kaart');
  await go('Ja, dit is de persoon');
  await heading('Neem de vingerafdrukken');

  there.become('Not Ready');
  await sees('de vingerafdruklezer is niet klaar');
  await go('Begin met de vingers');
  await sees('Trek de stekker uit');
  there.become('Ready');
});

test('without JavaScript, by keyboard alone, a visit is done by a passport and without fingerprints', async () => {
  await context.close();
  await freshBrowser({ javaScriptEnabled: false });
  const visit = await aScheduledVisit(all().t, hostile);
  const press = async (name: RegExp, key = 'Enter') => {
    await tabTo(page, name);
    await page.keyboard.press(key);
  };
  await page.goto(at(visit, 'capture'));
  await press(/^Toon naam en adres/);
  await sees(`${hostile.firstName} ${hostile.lastName}`);
  await press(/^Terug naar het bezoek/);
  await heading('Met welk toestel werkt u?');
  await press(/^Begin met/);
  await heading('Lees de huidige kaart');
  await press(/^Identiteit vaststellen zonder de kaart/);
  await heading('Identiteit vaststellen zonder de kaart');
  await press(/^Dit is de persoon/);
  await page.getByRole('alert').getByText('Maak een keuze: Welk document hebt u gezien?').waitFor();
  await press(/^Paspoort/, 'Space');
  await press(/^Dit is de persoon/);
  await heading('Neem de vingerafdrukken');
  await press(/^Geen enkele vinger kan/);
  await heading('Waarom kan geen vinger?');
  await press(/^Tijdelijk/, 'Space');
  await press(/^Verwonding/, 'Space');
  await page.keyboard.press('ArrowDown');
  await press(/^Verklaar en ga verder/);
  await heading(/^BiZa/);
  await all().t.idle();
  await page.reload();
  await heading('BiZa keurt goed: bestel de kaart');
  await press(/^Bestel de kaart/);
  await heading('Kies samen het tweede bezoek');
  expect((await act('show', visit)).state).toBe('ordered');
});

test('every page and state keeps to WCAG 2.2 A and AA in all four languages, and fits 320 px', async () => {
  const { t: house, device: there } = all();
  const found: string[] = [];
  const look = async (name: string, language: (typeof languages)[number]) => { found.push(...await inspect(page, `desk-visits-${name}-${language}`, { picture: language === 'nl' || language === 'de' })); };
  const lookAt = async (visit: ScheduledVisit, which: string, name: string) => {
    for (const language of languages) {
      await page.goto(at(visit, which, language));
      await look(name, language);
    }
  };
  const send = async (visit: ScheduledVisit, which: string, name: string) => {
    for (const language of languages) {
      await page.goto(at(visit, which, language));
      await page.locator('main form[method=post] button').first().click();
      await page.getByRole('alert').waitFor();
      await look(name, language);
    }
  };
  const visit = await aScheduledVisit(house, hostile);
  for (const which of ['capture', 'capture/who', 'capture/stop', 'delivery']) await lookAt(visit, which, `1-${which.replace('/', '-')}`);
  await act('startVisit', visit, { device: title });
  await lookAt(visit, 'capture', '2-identity');
  await lookAt(visit, 'capture/document', '2-document');
  await send(visit, 'capture/document', '2-document-missing');
  await send(visit, 'capture', '2-refused');
  await insert(visit.citizen);
  for (const language of languages) {
    await page.goto(at(visit, 'capture', language));
    await page.locator('main form[method=post] button').first().click();
    await page.locator('main img').waitFor();
    await look('3-person', language);
  }
  await act('identify', visit);
  await lookAt(visit, 'capture', '4-fingers');
  await lookAt(visit, 'capture/no-fingers', '4-no-fingers');
  await send(visit, 'capture/no-fingers', '4-no-fingers-missing');
  await act('capture', visit);
  await house.idle();
  await put([{ finger: 'left-index', quality: 20 }, { finger: 'right-index', quality: 88 }]);
  await house.idle();
  await lookAt(visit, 'capture', '5-working');
  for (let tried = 0; tried < 2; tried += 1) await put([{ finger: 'left-index', quality: 20 }, { finger: 'right-index', quality: 88 }]);
  await house.idle();
  await lookAt(visit, 'capture', '5-poor');
  await act('capture', visit);
  await put([{ finger: 'left-middle', quality: 88 }, { finger: 'right-index', quality: 88 }]);
  await house.idle();
  await lookAt(visit, 'capture', '6-order');
  await act('order', visit);
  await house.idle();
  await lookAt(visit, 'capture', '7-moment');
  await lookAt(visit, 'moment', '7-official');
  await lookAt(visit, 'moment?by=bpost', '7-bpost');
  await send(visit, 'moment', '7-missing');
  await lookAt(visit, 'delivery', '7-not-yet');
  await planFirst(house, visit.dossier);
  await lookAt(visit, 'capture', '8-done');

  const cardNumber = await aCardAtTheTownHall(visit);
  // What the device says takes its way over the line.
  const chosen = async () => {
    await there.chooseCode('2468');
    await until(async () => (await give('show')).code === 'chosen');
    await house.idle();
  };
  const give = (action: string, input: object = {}) => callDelivery(house, action, { dossier: visit.dossier, ...input }, els);
  await lookAt(visit, 'delivery', '10-device');
  await give('startVisit', { device: title });
  await lookAt(visit, 'delivery', '10-identity');
  await lookAt(visit, 'delivery/document', '10-document');
  await lookAt(visit, 'delivery/stop', '10-stop');
  await give('identify');
  await lookAt(visit, 'delivery', '11-code');
  await give('chooseCode');
  await house.idle();
  await lookAt(visit, 'delivery', '11-working');
  await chosen();
  await lookAt(visit, 'delivery', '12-activate');
  await give('failAttempt', { reason: 'not-home' });
  await house.idle();
  await lookAt(visit, 'delivery', '13-failed');
  await lookAt(visit, 'delivery/lost', '13-lost');
  await send(visit, 'delivery/lost', '13-lost-missing');
  await planFirst(house, visit.dossier);
  await give('startVisit', { device: title });
  await give('identify', { document: 'passport', oldCard: 'taken-in' });
  await give('chooseCode');
  await house.idle();
  await chosen();
  await insert(visit.citizen, { cardNumber, activated: false, validUntil: '2036-12-31' });
  await give('activate');
  await lookAt(visit, 'delivery', '14-close');
  await give('close');
  await house.idle();
  await lookAt(visit, 'delivery', '15-done');

  const other = await anOrderedCard();
  await planFirst(house, other.dossier);
  await callDelivery(house, 'reportLost', { dossier: other.dossier }, els);
  await lookAt(other, 'delivery', '16-lost');
  await lookAt(other, 'capture', '16-order-again');
  expect(found).toEqual([]);
});
