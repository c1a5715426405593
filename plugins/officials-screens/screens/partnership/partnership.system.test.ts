import type { Page } from 'playwright-core';
import { bpostDeliveryPlugin } from '#plugins/bpost-delivery/bpost-delivery.plugin.ts';
import { dayOf } from '#services/belgium/brussels-time.ts';
import { addDays } from '#services/belgium/day.ts';
import { inGent } from '#tools/test-house/look-inside.ts';
import { openDeskHouse, type Desk, type DeskHouse } from '#tools/test-house/open-desk.ts';
import { as } from '#tools/test-house/open-test-house.ts';
import { inspect } from '#tools/test-house/page-inspector.ts';

/** The partnership with bpost, as officials see it in a browser. */
let t: DeskHouse | undefined;
let page: Page;
const found: string[] = [];

const house = () => { if (!t) throw new Error('the house did not open'); return t; };
const today = () => dayOf(house().house.engine.clock.now('gent'));
beforeAll(async () => {
  t = await openDeskHouse({ start: new Date().toISOString() });
  // A delivery that took longer than was promised.
  const leadTimes = bpostDeliveryPlugin.tables?.find(({ name }) => name === 'bpost_delivery_lead_times');
  if (!leadTimes) throw new Error('there is no table of lead times');
  await inGent(t, (work) => work.insert(leadTimes, {
    dossier: work.newId(), agreement: null, region: '<b>Gent</b>', deliveredOn: today(), totalDays: '0019', productionDays: '0010', ownDays: '0009', withBpostDays: '0001', promisedDays: 7, withinPromise: false,
  }), bpostDeliveryPlugin);
});
afterAll(() => t?.stop());
afterEach(() => house().desk.leave());

const lookAs = async (role: 'official' | 'clerk', options?: Parameters<Desk['comeIn']>[1]) => { page = await house().desk.comeIn(as(role), options); };
const lookAt = async (path: string, name: string) => {
  found.push(...await house().desk.inspected(path, `partnership-${name}`));
  await page.goto(`${house().desk.url}/nl${path}`);
};
const fill = async (values: Readonly<Record<string, string>>) => { for (const [name, value] of Object.entries(values)) await page.locator(`#${name}`).fill(value); };

test('an agreement is recorded, seen with its use, and withdrawn after a page that says what stands; the pages keep to WCAG 2.2 in four languages', async () => {
  await lookAs('official');
  await page.goto(`${house().desk.url}/nl`);
  await page.getByRole('link', { name: 'bpost: akkoorden' }).click();
  await page.getByRole('heading', { name: 'De samenwerking met bpost' }).waitFor();
  await page.getByRole('link', { name: 'Een akkoord vastleggen' }).click();
  await page.getByRole('button', { name: 'Leg vast' }).click();
  await page.getByRole('link', { name: 'Vul dit in: Regio' }).waitFor();
  await page.getByRole('link', { name: 'Beloofde dagen tussen aanvraag en levering: vul een heel getal in van 1 tot 90' }).waitFor();
  found.push(...await inspect(page, 'desk-partnership-record-wrong-nl', { picture: true }));
  const agreement = { reference: 'K-2026/17', region: 'Gent <i>centrum</i>', postcodes: '9000 9030', from: today(), until: addDays(today(), 400), leadDays: '2', promisedDays: '7', capacity: '5' };
  await fill(agreement);
  await page.getByRole('button', { name: 'Leg vast' }).click();
  await page.getByRole('heading', { name: 'Gent <i>centrum</i>' }).waitFor();
  await page.getByText('5 per dag').waitFor();
  await page.getByText('Later dan beloofd').waitFor();
  await lookAt('/partnership', 'list');
  await lookAt('/partnership/agreements/record', 'record');
  await fill({ ...agreement, region: 'Nog eens' });
  await page.getByRole('button', { name: 'Leg vast' }).click();
  await page.getByText('Voor een van deze postcodes geldt al een akkoord').waitFor();
  await page.goto(`${house().desk.url}/nl/partnership`);
  await page.getByRole('link', { name: 'Intrekken' }).click();
  await page.waitForURL(/withdraw$/);
  const [, path = ''] = page.url().split('/desk/44021/nl');
  await lookAt(path, 'withdraw');
  await page.getByText('De instellingen komen niet terug').waitFor();
  await page.getByRole('radio', { name: 'De dienst was niet zoals beloofd' }).check();
  await page.getByRole('button', { name: 'Intrekken' }).click();
  await page.getByText('ingetrokken', { exact: true }).waitFor();
  await page.getByText(/^Ingetrokken op .*: De dienst was niet zoals beloofd$/).waitFor();
  expect(found.splice(0)).toEqual([]);
});

test('an employee is certified and loses it, without a script too', async () => {
  await lookAs('official', { javaScriptEnabled: false });
  await page.goto(`${house().desk.url}/nl/partnership/employees/record`);
  await fill({ employee: 'bp-2001', training: 'Omgaan met <eID>', trainedOn: addDays(today(), -10), validFrom: today(), validUntil: addDays(today(), 30), evidence: 'C-17' });
  await page.getByRole('button', { name: 'Leg vast' }).click();
  await page.getByText('eindigt binnen 60 dagen').waitFor();
  expect(await page.locator('.eid-card h2').allTextContents()).toEqual(['bp-2001', 'bp-1001']);
  await page.locator('.eid-card').filter({ hasText: 'bp-2001' }).getByRole('link', { name: 'Attesten intrekken' }).click();
  await page.getByRole('radio', { name: 'bpost belde' }).check();
  await page.getByRole('button', { name: 'Attesten intrekken' }).click();
  await page.getByText(/^Ingetrokken op .*: bpost belde$/).waitFor();
});

test('the pages about employees keep to WCAG 2.2 in four languages', async () => {
  await lookAs('official');
  await lookAt('/partnership/employees', 'employees');
  await lookAt('/partnership/employees/record', 'certify');
  await lookAt('/partnership/employees/bp-1001/withdraw', 'withdraw-employee');
  expect(found.splice(0)).toEqual([]);
});

test('lead times are taken along as a file; a clerk sees all of it and changes nothing', async () => {
  await lookAs('clerk');
  const file = await page.request.get(`${house().desk.url}/nl/partnership/lead-times`);
  expect([file.headers()['content-type'], await file.text()]).toEqual(['text/csv; charset=utf-8', expect.stringContaining(';<b>Gent</b>;;1;')]);
  await page.goto(`${house().desk.url}/nl/partnership`);
  await page.getByRole('heading', { name: 'De samenwerking met bpost' }).waitFor();
  expect(await page.getByRole('link', { name: /vastleggen|Intrekken/ }).count()).toBe(0);
  await page.goto(`${house().desk.url}/nl/partnership/employees/bp-1001/withdraw`);
  expect(page.url()).toMatch(/\/partnership\/employees$/);
});
