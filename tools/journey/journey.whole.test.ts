import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openHouseAtOutside, type HouseAtOutside } from '#tools/test-house/open-house-at-outside.ts';
import { driveJourney } from './drive-journey.ts';
import { placeOf } from './find-place.ts';
import type { JourneyOptions } from './journey-run.ts';
import { middlewareClient } from './middleware-client.ts';

let test1: HouseAtOutside;
beforeAll(async () => { test1 = await openHouseAtOutside({ house: { works: { outbox: true, jobs: true } } }); }, 120_000);
afterAll(() => test1.stop());

function drive(options: JourneyOptions, tell: (line: string) => void = () => undefined) {
  const place = placeOf(options.nis);
  if (!place) throw new Error('not configured');
  return driveJourney(middlewareClient(test1.url, options.nis), options, place, tell);
}

const combinations: readonly (readonly [nis: string, ground: JourneyOptions['ground'], by: JourneyOptions['deliverBy'], pay: JourneyOptions['pay']])[] = [
  ['44021', 'disability', 'official', 'none'], ['44021', 'reduced-mobility', 'bpost', 'none'], ['44021', 'limited-availability', 'official', 'bancontact'],
  ['44021', 'limited-availability', 'bpost', 'transfer'], ['24055', 'disability', 'bpost', 'none'], ['24055', 'reduced-mobility', 'official', 'online-banking'],
  ['24055', 'limited-availability', 'bpost', 'bancontact'], ['24055', 'reduced-mobility', 'official', 'transfer'],
];

test.each(combinations)('in %s a citizen (%s, delivered by %s, paid by %s) gets the eID at home, with the code that he or she chose', async (nis, ground, deliverBy, pay) => {
  const report = await drive({ nis, ground, deliverBy, pay, triesCode: true });
  expect([report.state, report.code]).toEqual(['closed', { chosen: 'verified', factory: 'wrong' }]);
  expect(report.timeline.length).toBeGreaterThanOrEqual(12);
  expect(report.messages.map(({ subject }) => subject).length).toBeGreaterThanOrEqual(4);
  expect(report.effects.every(({ attempts }) => attempts >= 1)).toBe(true);
});

test.each([1, 2, 3])('with the faults of seed %i the journey closes all the same, and what was refused for good after a replay', async (chaos) => {
  const report = await drive({ nis: '44021', ground: 'limited-availability', deliverBy: 'bpost', pay: 'bancontact', chaos, triesCode: true });
  expect([report.state, report.code]).toEqual(['closed', { chosen: 'verified', factory: 'wrong' }]);
  expect(Math.max(...report.effects.map(({ attempts }) => attempts))).toBeGreaterThan(1);
});

test('a citizen whose disability could not be looked up is found by the next expiry check', async () => {
  await test1.pull('disability-register', 'fault', { operation: 'recognition', kind: 'down', times: 3 });
  const told: string[] = [];
  const report = await drive({ nis: '44021', ground: 'disability', deliverBy: 'official', pay: 'none' }, (line) => { told.push(line); });
  expect(told.filter((line) => line.startsWith('expiry check')).at(0)).toMatch(/^expiry check: 0 dossier\(s\) opened, not: .*1 look-up-failed/);
  expect(report.state).toBe('closed');
});

test.each([
  ['a fee that nobody wants to pay', { ground: 'limited-availability', pay: 'none' }, 'request.method-missing'],
  ['a payment where there is no fee', { ground: 'disability', pay: 'bancontact' }, 'request.nothing-to-pay'],
] as const)('%s is refused by its name', async (_title, given, failure) => {
  await expect(drive({ nis: '44021', deliverBy: 'official', ...given })).rejects.toMatchObject({ type: failure });
});

test('no national number, card number, name, address or mail address of a citizen stands in clear in the house\'s database', async () => {
  await drive({ nis: '44021', ground: 'disability', deliverBy: 'official', pay: 'none' });
  const { citizens } = await test1.pull<{ citizens: { insz: string; email: string; lastName: string; address: { street: string } }[] }>('crm', 'citizens');
  const { cards } = await test1.pull<{ cards: { cardNumber: string }[] }>('eid-tool', 'cards');
  const files = readdirSync(test1.dataDir).filter((name) => name.startsWith('eid.sqlite'));
  const bytes = files.map((name) => readFileSync(join(test1.dataDir, name), 'latin1')).join('');
  expect(bytes).toContain('journey_dossiers');
  const words = [...citizens.flatMap(({ insz, email, lastName, address }) => [insz, email, lastName, address.street]), ...cards.map(({ cardNumber }) => cardNumber)];
  expect(words.length).toBeGreaterThan(4);
  expect(words.filter((word) => bytes.includes(word)).length).toBe(0);
});
