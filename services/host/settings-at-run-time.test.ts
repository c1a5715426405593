import { jobRuns } from '#services/jobs/jobs.store.ts';
import { settingChanges, settingHeads } from '#services/tenancy/settings.store.ts';
import { authoriseEverybody } from '#tools/test-house/make-citizen.ts';
import { as, newDataDir, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';
import { openToyHouse } from '#tools/test-house/open-toy-house.ts';
import { goTo, insertNewCard } from '#tools/test-house/order-card.ts';
import { aReceivedCard, callDelivery, chooseCodeAtTheDoor, dossierOf } from '#tools/test-house/second-visit.ts';
import { until } from '#tools/test-house/until.ts';
import { lookedAtEveryMs } from "./look-again.ts";
import { runDueJobs } from './run-jobs.ts';

const admin = as('administrator');
const switching = async (t: Pick<TestHouse, 'call'>, deed: 'enable' | 'disable', what: string) => {
  const { version } = await t.call<{ version: number }>('administration.plan', { part: 'plugin', what, deed }, admin);
  await t.call('administration.apply', { part: 'plugin', what, deed, version, why: 'test' }, admin);
};
const versionAt = ({ house }: Pick<TestHouse, 'house'>) => house.engine.municipalities.get('gent')?.version;

test('a plugin that is switched off refuses new work, skips events and jobs, and its effects still go out', async () => {
  const t = await openToyHouse();
  let [heard, ended] = [0, 0];
  t.does.onEvent = async (ctx) => { await ctx.work(async () => { heard += 1; }); };
  t.does.onDone = async () => { ended += 1; };
  await t.call('outbox.pause', { port: '*', why: 'test' }, admin);
  await t.happen('before');
  await t.ask('toy-office.giveKeyed', 'before');
  expect(await t.call('administration.plan', { part: 'plugin', what: 'toy', deed: 'disable' }, admin)).toMatchObject({ waiting: { effects: 1, deliveries: 1 }, skipped: { events: ['toy.happened'] } });
  await switching(t, 'disable', 'toy');
  await expect(t.look()).rejects.toMatchObject({ type: 'caller.plugin-disabled' });
  await t.call('outbox.resume', { port: '*', why: 'test' }, admin);
  await t.idle();
  expect([heard, ended, (await t.given()).length]).toEqual([0, 1, 1]);
  await switching(t, 'enable', 'toy');
  await expect(t.look()).resolves.toBeDefined();
  await t.happen('after');
  await t.idle();
  expect(heard).toBe(1);
  await t.stop();
});

test('what an outside system says of what was begun is heard by a plugin that was switched off', async () => {
  const t = await openToyHouse();
  let heard = 0;
  t.does.onMessage = async (ctx) => { await ctx.work(async () => { heard += 1; }); };
  await switching(t, 'disable', 'toy');
  await t.pull('toy-office', 'tell', { number: 7 });
  await t.idle();
  expect(heard).toBe(1);
  await t.stop();
});

test('a plugin that was switched off runs no jobs', async () => {
  const t = await openTestHouse();
  await switching(t, 'disable', 'invitation');
  await runDueJobs(t.house.engine, 'gent');
  await runDueJobs(t.house.engine, 'kortenberg');
  const ran = async (municipality: string) => (await t.house.engine.store.reader(municipality).find(jobRuns, {})).filter(({ job }) => job.startsWith('invitation.')).length;
  expect([await ran('gent'), await ran('kortenberg')]).toEqual([0, expect.any(Number)]);
  expect(await ran('kortenberg')).toBeGreaterThan(0);
  await t.stop();
});

test('a dossier that was open when delivery was switched off is delivered and closed; what comes later is not taken up', async () => {
  const t = await openTestHouse();
  await authoriseEverybody(t);
  const received = await aReceivedCard(t);
  await switching(t, 'disable', 'delivery');
  await goTo(t, received.start);
  await chooseCodeAtTheDoor(t, received);
  await insertNewCard(t, received);
  await callDelivery(t, 'activate', { dossier: received.dossier });
  await t.idle();
  await callDelivery(t, 'close', { dossier: received.dossier });
  await t.idle();
  expect((await dossierOf(t, received.dossier)).state).toBe('closed');
  // It has ended: nothing more is done for it.
  await expect(callDelivery(t, 'close', { dossier: received.dossier })).rejects.toMatchObject({ type: 'caller.plugin-disabled' });
  await t.stop();
});

test('another process on the same data takes a change over within a second, and one that was away does when it comes back', async () => {
  const dataDir = newDataDir();
  const [one, other] = [await openTestHouse({ dataDir }), await openTestHouse({ dataDir, house: { works: { outbox: false, jobs: false } } })];
  await switching(one, 'disable', 'complaints');
  await until(() => versionAt(other) === 1);
  expect([versionAt(other), other.house.engine.municipalities.get('gent')?.settings.has('complaints')]).toEqual([1, false]);
  expect(lookedAtEveryMs).toBeLessThan(1_000);
  await other.stop();
  await switching(one, 'enable', 'complaints');
  const back = await openTestHouse({ dataDir });
  expect([versionAt(back), back.house.engine.municipalities.get('gent')?.settings.has('complaints')]).toEqual([2, true]);
  for (const house of [one, back]) await house.stop();
});

test('what a municipality is itself is so on every node within a second: its name, its languages, and who may embed its pages', async () => {
  const dataDir = newDataDir();
  const [one, other] = [await openTestHouse({ dataDir }), await openTestHouse({ dataDir, house: { works: { outbox: false, jobs: false } } })];
  await one.call('administration.apply', { part: 'profile', what: 'municipality', deed: 'configure', settings: { name: 'Gent', languages: ['fr', 'nl'], website: { embeddedBy: ['gent.example'] }, desk: { hosts: ['https://tool.example'] } }, version: 0, why: 'test' }, admin);
  await until(() => versionAt(other) === 1);
  for (const { house } of [one, other]) {
    expect(house.pages.at('44021', 'pages')).toMatchObject({ municipality: { name: 'Gent', languages: ['fr', 'nl'] }, embeddedBy: ['gent.example'] });
    expect(house.pages.at('44021', 'desk')).toMatchObject({ hosts: ['https://tool.example'] });
    expect(house.pages.at('24055', 'pages')).toMatchObject({ municipality: { name: 'Gemeente Kortenberg' }, embeddedBy: [] });
  }
  expect(await other.call('administration.municipality', {}, admin)).toMatchObject({ name: 'Gent', languages: ['fr', 'nl'] });
  for (const house of [one, other]) await house.stop();
});

test('a municipality without pages has none to set', async () => {
  const t = await openToyHouse();
  const plan = (settings: object) => t.call('administration.plan', { part: 'profile', what: 'municipality', deed: 'configure', settings }, admin);
  expect(await plan({ website: { telephone: '09 210 10 10' } })).toMatchObject({ holds: false, problems: [expect.stringContaining('the configuration says that there is none here')] });
  expect(await plan({ name: 'Gent' })).toMatchObject({ holds: true });
  expect(await t.call('administration.settings', { part: 'profile', what: 'municipality' }, admin)).toMatchObject({ schema: { required: ['name', 'languages'], properties: expect.not.objectContaining({ website: expect.anything() }) } });
  await t.stop();
});

test('settings that this release does not know leave the last good ones in force, and it is said', async () => {
  const said: string[] = [];
  const log = { info: () => undefined, warn: () => undefined, error: (_fields: object, message: string) => { said.push(message); } };
  const dataDir = newDataDir();
  const t = await openTestHouse({ dataDir, house: { log } });
  await switching(t, 'disable', 'complaints');
  const { engine } = t.house;
  // As a newer release would have written it.
  await engine.store.transaction('gent', async (tables) => {
    await tables.insert(settingChanges, { version: 2, deed: 'configure', part: 'plugin', what: 'payment', mode: null, backTo: null, by: 'official:x', at: 1, recordedAt: 1, why: 'newer', settings: { novelty: true } });
    await tables.update(settingHeads, { name: 'settings' }, { version: 2 });
  });
  await engine.settingsChanged();
  expect([versionAt(t), said.filter((line) => line.includes('the version before stays in force')).length]).toEqual([1, 1]);
  await t.stop();
  const again = await openTestHouse({ dataDir, house: { log } });
  expect(versionAt(again)).toBe(1);
  expect(await again.call('administration.show', {}, admin)).toMatchObject({ version: 2, inForce: 1 });
  expect(await again.call('administration.rollback', { version: 2, why: 'mistake' }, admin)).toEqual({ version: 3, to: 1 });
  expect(versionAt(again)).toBe(3);
  await again.stop();
});
