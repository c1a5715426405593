import { z } from 'zod';
import { gent } from '#config/municipalities/gent.ts';
import { auditEntries } from '#services/audit/audit.store.ts';
import { openServedHouse, type ServedHouse } from '#tools/test-house/open-served-house.ts';
import { as } from '#tools/test-house/open-test-house.ts';
import { aScheduledVisit } from '#tools/test-house/schedule-visit.ts';
import { feeds } from './appointments.store.ts';

/** An official's calendar for a calendar program, over real HTTP. */

let t: ServedHouse;
beforeAll(async () => { t = await openServedHouse(); });
afterAll(() => t.stop());

const els = as('official', 'els.peeters');
const open = async (who = els) => (await t.call<{ secret: string; until: number }>('appointments.openFeed', {}, who)).secret;
const fetchFeed = (secret: string, headers: Record<string, string> = {}, nis = '44021') => fetch(`${t.url}/desk/${nis}/calendars/${secret}.ics`, { headers });
const statusOf = async (secret: string, nis?: string) => (await fetchFeed(secret, {}, nis)).status;

test('whoever has the address reads the visits of that official only, with nothing about a citizen in it', async () => {
  const { dossier } = await aScheduledVisit(t, { firstName: 'Noor', lastName: 'De Smet' });
  const { appointments: [visit] } = await t.call<{ appointments: { appointment: string; official: string; start: number }[] }>('appointments.ofDossier', { dossier }, els);
  const [own = '', ofOther = ''] = await Promise.all(['els.peeters', 'tom.maes'].map((name) => open(as('official', name))));
  const [mine, others] = visit?.official === 'els.peeters' ? [own, ofOther] : [ofOther, own];
  const response = await fetchFeed(mine);
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/calendar; charset=utf-8']);
  const ical = await response.text();
  expect(ical).toContain(`UID:${visit?.appointment}@gent.eid-aan-huis`);
  expect(ical).not.toMatch(new RegExp(`Noor|Smet|straat|LOCATION|DESCRIPTION|${dossier}`));
  const other = await fetchFeed(others);
  expect([other.status, (await other.text()).includes(String(visit?.appointment))]).toEqual([200, false]);
});

test('a program that asks again is told when nothing is new, and reads what is', async () => {
  const secret = await open();
  const tag = (await fetchFeed(secret)).headers.get('etag') ?? '';
  expect((await fetchFeed(secret, { 'if-none-match': tag })).status).toBe(304);
  const { dossier } = await aScheduledVisit(t);
  const { appointments: [visit] } = await t.call<{ appointments: { official: string }[] }>('appointments.ofDossier', { dossier }, els);
  expect((await fetchFeed(secret, { 'if-none-match': tag })).status).toBe(visit?.official === 'els.peeters' ? 200 : 304);
});

test('a fresh address ends the one before, and an address that was taken back is none; of a secret only a hash is kept', async () => {
  const [first, second] = [await open(), await open()];
  expect([await statusOf(first), await statusOf(second)]).toEqual([404, 200]);
  const kept = await t.house.engine.store.reader('gent').find(feeds, {});
  expect(JSON.stringify(kept)).not.toContain(second);
  expect(await t.call('appointments.closeFeed', {}, els)).toEqual({ closed: true });
  expect(await statusOf(second)).toBe(404);
  expect(await t.call('appointments.ownFeed', {}, els)).toEqual({ visits: true, feed: null });
  const entries = await t.house.engine.store.reader('gent').find(auditEntries, { subject: 'official:els.peeters' });
  expect(entries.map(({ what }) => what)).toEqual(expect.arrayContaining(['appointments.openFeed', 'appointments.closeFeed']));
});

test('what is no secret, or one of another municipality, is answered like one that is over', async () => {
  const secret = await open();
  const answers = await Promise.all([fetchFeed('x'), fetchFeed('a'.repeat(43)), fetchFeed(secret, {}, '24055'), fetchFeed('..%2F..'), fetchFeed(`${secret}x`)].map(async (asked) => { const answer = await asked; return [answer.status, (await answer.text()).includes(secret)]; }));
  expect(answers).toEqual(Array.from({ length: 5 }, () => [404, false]));
});

test('an official who is sent away by an administrator, or visits nobody here any more, has no calendar outside either; nor has anybody after half a year', async () => {
  const sent = await open();
  await t.call('identity.endSessionsOf', { who: 'official:els.peeters', why: 'lost-tablet' }, as('administrator'));
  await t.idle();
  expect(await statusOf(sent)).toBe(404);

  const left = await open();
  const settings = z.looseObject({ officials: z.array(z.looseObject({ official: z.string() })) }).parse(gent.plugins.find(({ contract }) => contract.id === 'appointments')?.settings);
  const change = { part: 'plugin', what: 'appointments', deed: 'configure', settings: { ...settings, officials: settings.officials.filter(({ official }) => official !== 'els.peeters') } };
  const { version } = await t.call<{ version: number }>('administration.plan', change, as('administrator'));
  await t.call('administration.apply', { ...change, version, why: 'left' }, as('administrator'));
  expect(await statusOf(left)).toBe(404);
  await expect(open()).rejects.toMatchObject({ type: 'appointments.no-calendar' });
  await t.call('administration.rollback', { version: version + 1, why: 'back' }, as('administrator'));
  expect(await statusOf(left)).toBe(200);
  await t.advance({ days: 181 });
  expect(await statusOf(left)).toBe(404);
});

test('who visits nobody gets none, and no program or citizen makes one', async () => {
  await expect(open(as('clerk', 'an.claes'))).rejects.toMatchObject({ type: 'appointments.no-calendar' });
  await expect(open({ ...els, kind: 'system' })).rejects.toMatchObject({ type: 'appointments.no-calendar' });
  await expect(open(as('administrator'))).rejects.toMatchObject({ type: 'caller.scope-missing' });
});

test('addresses cannot be tried one after the other', async () => {
  const statuses = await Promise.all(Array.from({ length: 60 }, (_, index) => statusOf(`${'b'.repeat(41)}${index}`)));
  expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(20);
});
