import { rmSync } from 'node:fs';
import { partMediaType } from '#services/gateway/pages/part.ts';
import { nodesOf } from '#services/host/node-service.ts';
import type { Caller } from '#services/kernel/caller.ts';
import { openServedHouse, type ServedHouse } from '#tools/test-house/open-served-house.ts';
import { as, citizenOf, newDataDir, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';
import { openToyCluster } from '#tools/test-house/open-toy-cluster.ts';
import { until } from '#tools/test-house/until.ts';
import { endedCallers, endedSessions } from './ended.store.ts';

/** Two processes on the same data, which are told nothing by each other: each looks. */
const dataDir = newDataDir();
let here: ServedHouse;
let elsewhere: TestHouse;
beforeAll(async () => {
  here = await openServedHouse({ dataDir });
  elsewhere = await openTestHouse({ dataDir, house: { works: { outbox: false, jobs: false } } });
});
afterAll(async () => {
  for (const house of [here, elsewhere]) await house.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const dossier = '019b0000-0000-7000-8000-000000000001';
const tokenOf = async (caller: Caller) => (await here.house.issuer.issue(caller, 60)).token;
const opens = ({ house }: Pick<TestHouse, 'house'>, token: string) => house.issuer.verify(token).then(() => true, () => false);
const ask = (path: string, headers: Record<string, string>, method = 'GET') => fetch(`${here.url}${path}`, { method, headers, redirect: 'manual' });
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const endAllOf = (who: string) => here.call('identity.endSessionsOf', { who, why: 'lost-tablet' }, as('administrator'));

test('who goes out at the desk leaves nothing that opens: not the cookie that somebody copied, not as a token of a program, in no element, and not in another process', async () => {
  const token = await tokenOf(as('official'));
  const ways = {
    page: () => ask('/desk/44021/nl', { cookie: `eid=${token}` }),
    element: () => ask('/desk/44021/nl', { ...bearer(token), accept: partMediaType }),
    program: () => ask('/api/v1/devices', bearer(token)),
    forms: () => ask('/desk/44021/nl/book', { cookie: `eid=${token}`, 'content-type': 'application/x-www-form-urlencoded' }, 'POST'),
  };
  const answers = async () => Object.fromEntries(await Promise.all(Object.entries(ways).map(async ([way, go]) => [way, (await go()).status] as const)));
  expect(await answers()).toMatchObject({ page: 200, element: 200, program: 200 });
  expect((await ask('/desk/44021/nl/leave', { cookie: `eid=${token}` })).status).toBe(200);
  expect(await answers()).toEqual({ page: 303, element: 401, program: 401, forms: 303 });
  await expect(here.house.broker.call('exceptions.list', {}, { meta: { proof: token } })).rejects.toMatchObject({ type: 'identity.token-ended' });
  await until(async () => !await opens(elsewhere, token));
});

test('a citizen who goes out ends this session, and no other one of the same dossier', async () => {
  const [left, kept] = [await tokenOf(citizenOf(dossier)), await tokenOf(citizenOf(dossier))];
  await ask('/pages/44021/nl/leave', { cookie: `eid=${left}` });
  expect([await opens(here, left), await opens(here, kept)]).toEqual([false, true]);
});

test('a program ends its own session by its token; who shows none has none to end', async () => {
  const token = await tokenOf(as('clerk'));
  expect((await ask('/api/v1/session/end', bearer(token), 'POST')).status).toBe(200);
  expect((await ask('/api/v1/session/end', bearer(token), 'POST')).status).toBe(401);
  await expect(here.call('identity.endSession', {}, as('clerk'))).rejects.toMatchObject({ type: 'identity.no-session' });
});

test('an administrator ends all sessions of an official at once, of nobody else; who signs in again comes in', async () => {
  const [tablet, desk, namesake] = await Promise.all([as('official', 'tom.maes'), as('clerk', 'tom.maes'), as('official', 'tom.maes', 'kortenberg')].map(tokenOf));
  const other = await tokenOf(as('official', 'an.claes'));
  await expect(here.call('identity.endSessionsOf', { who: 'official:tom.maes', why: 'spite' }, as('official'))).rejects.toMatchObject({ type: 'caller.scope-missing' });
  await endAllOf('official:tom.maes');
  expect(await Promise.all([tablet, desk, other, namesake].map((token) => opens(here, token ?? '')))).toEqual([false, false, true, true]);
  await until(async () => !await opens(elsewhere, tablet ?? ''));
  const second = () => Math.floor(here.house.engine.realNow() / 1_000);
  const ended = second();
  await until(() => second() > ended);
  expect(await opens(here, await tokenOf(as('official', 'tom.maes')))).toBe(true);
});

test('citizens have no name of their own, and all of them at once are sent away by nobody', async () => {
  await expect(endAllOf('citizen')).rejects.toMatchObject({ type: 'caller.bad-input' });
});

test('a process that starts knows who was sent away before it lets anybody in', async () => {
  const token = await tokenOf(as('official', 'eva.baert'));
  await ask('/desk/44021/nl/leave', { cookie: `eid=${token}` });
  const started = await openTestHouse({ dataDir, house: { works: { outbox: false, jobs: false } } });
  expect(await opens(started, token)).toBe(false);
  await started.stop();
});

test('who went out, and who sent whom away, stands in the audit; of the session only a hash is kept, and for as long as it would have opened something', async () => {
  const token = await tokenOf(as('official', 'jan.smet'));
  await ask('/desk/44021/nl/leave', { cookie: `eid=${token}` });
  await endAllOf('official:jan.smet');
  const { entries } = await here.call<{ entries: { what: string; actor: string; why: string | null }[] }>('audit.search', { subject: 'official:jan.smet' }, as('administrator'));
  expect(entries.map(({ what, actor }) => [what, actor])).toEqual(expect.arrayContaining([['identity.endSession', 'official:jan.smet'], ['identity.endSessionsOf', 'official:els.peeters']]));
  const { reader } = here.house.engine.store;
  const kept = await reader('gent').find(endedSessions, {});
  expect(kept.length).toBeGreaterThan(0);
  expect(kept.filter(({ session }) => token.includes(session))).toEqual([]);
  const years = await reader('gent').find(endedCallers, { actor: 'official:jan.smet' });
  // A program's token may be good for a year.
  expect((years[0]?.until ?? 0) - (years[0]?.endedAt ?? 0)).toBeGreaterThanOrEqual(365 * 24 * 3_600_000);
});

test('nodes tell each other: who went out at one is let in by none, without anybody looking', async () => {
  const cluster = openToyCluster();
  const [one, two] = [await cluster.open('one', 'all'), await cluster.open('two', 'all', { outbox: false })];
  await until(() => nodesOf(one.house.broker).size === 2 && nodesOf(two.house.broker).size === 2);
  const { token } = await one.house.issuer.issue(as('official'), 60);
  expect(await Promise.all([opens(one, token), opens(two, token)])).toEqual([true, true]);
  await one.house.broker.call('identity.endSession', {}, { meta: { proof: token } });
  expect(await Promise.all([opens(one, token), opens(two, token)])).toEqual([false, false]);
  await cluster.stop();
});
