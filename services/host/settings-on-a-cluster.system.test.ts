import { addDays } from '#services/belgium/day.ts';
import { dayOf } from '#services/belgium/brussels-time.ts';
import { clock, shown } from '#tools/journey/answers.ts';
import { authoriseEverybody, walkJourney } from '#tools/journey/drive-journey.ts';
import { placeOf } from '#tools/journey/find-place.ts';
import { credential, goTo, type JourneyRun } from '#tools/journey/journey-run.ts';
import { middlewareClient } from '#tools/journey/middleware-client.ts';
import { inventCitizen, makeKnown } from '#tools/journey/new-citizen.ts';
import { until } from '#tools/test-house/until.ts';
import { startSettingsCluster, type Asked, type Change, type Spread } from '#tools/test-house/settings-cluster.ts';

let cluster: Awaited<ReturnType<typeof startSettingsCluster>>;
beforeAll(async () => { cluster = await startSettingsCluster(); });
afterAll(() => cluster.stop());

/** Nobody who asks a second later is answered by a node that does not know it. On a machine on which a few questions take as long, a second is longer. */
function withinASecond({ version, inForce, lastOldMs, slowestMs }: Spread): void {
  expect(inForce).toEqual([version, version]);
  expect(lastOldMs).toBeLessThan(1_000 + 2 * slowestMs);
}
const apply = async (change: Change) => withinASecond(await cluster.apply(change));
const rollback = async (to: number) => withinASecond(await cluster.goBack(to));
const statuses = (asked: Asked, times?: number) => cluster.statuses(asked, times);

const devices = (nis: string): Asked => ({ nis, role: 'official', path: '/devices' });
const signIn = (returnUrl: string, nis = '44021'): Asked => ({ nis, role: 'website', path: '/sign-ins', body: { returnUrl } });

test('a plugin that one node switches off for one municipality is off on both within a second, and on again; the other municipality has it all the time', async () => {
  expect([await statuses(devices('44021')), await statuses(devices('24055'))]).toEqual([[200], [200]]);
  await apply({ part: 'plugin', what: 'device-bridge', deed: 'disable' });
  expect([await statuses(devices('44021')), await statuses(devices('24055'))]).toEqual([[409], [200]]);
  await apply({ part: 'plugin', what: 'device-bridge', deed: 'enable' });
  expect([await statuses(devices('44021')), await statuses(devices('24055'))]).toEqual([[200], [200]]);
  await rollback(0);
  expect([...(await cluster.inForceAt('24055')).values()]).toEqual([0, 0]);
});

test('a connector is taken away, set otherwise and taken back on both nodes within a second; the other municipality reaches its own all the time', async () => {
  const [agreed, other] = ['https://stad.gent.example/aanmelden', 'https://elsewhere.example/aanmelden'];
  const change = { part: 'connector', what: 'official-login' } as const;
  // What an administrator sets is no test set-up: there is no lever for a credential then.
  for (const [nis, role] of [['44021', 'website'], ['44021', 'administrator'], ['24055', 'website']] as const) await cluster.tokenOf(nis, role);
  expect(await cluster.plan({ ...change, deed: 'disable' })).toMatchObject({ holds: false });
  await apply({ part: 'plugin', what: 'sign-in', deed: 'disable' });
  await apply({ ...change, deed: 'disable' });
  expect(await cluster.plan({ part: 'plugin', what: 'sign-in', deed: 'enable', settings: { organisation: 'OVO-GENT' } })).toMatchObject({ holds: false, missingPorts: ['official-login'] });
  await apply({ ...change, deed: 'enable', mode: 'live', settings: { ...cluster.settingsOf('official-login'), returnUrls: [agreed] } });
  await apply({ part: 'plugin', what: 'sign-in', deed: 'enable', settings: { organisation: 'OVO-GENT' } });
  expect([await statuses(signIn(agreed), 2), await statuses(signIn(other, '24055'), 2)]).toEqual([[200], [200]]);
  expect(await statuses(signIn(other), 2)).toEqual([422]);
  await apply({ ...change, deed: 'configure', settings: { returnUrls: [other] } });
  expect(await statuses(signIn(other), 2)).toEqual([200]);
  expect(await statuses(signIn(agreed), 2)).toEqual([422]);
  await rollback(0);
  expect([await statuses(signIn(agreed), 2), await statuses(signIn(other), 2)]).toEqual([[200], [200]]);
});

test('a dossier that was open when its plugins were switched off closes all the same on two nodes; who asks without one is refused until it is taken back', async () => {
  const place = placeOf('44021');
  if (!place) throw new Error('Gent is not configured');
  const client = middlewareClient(cluster.nodes[1]?.url ?? '', '44021');
  const { now } = await client.pull(clock, 'house', 'clock', {});
  const options = { nis: '44021', ground: 'disability', deliverBy: 'official', pay: 'none' } as const;
  await authoriseEverybody(client, options, place, { device: 'tablet-1', today: dayOf(now) });
  const citizen = inventCitizen(Math.random, addDays(dayOf(now), 21));
  await makeKnown(client, citizen, { nis: '44021', ...place }, true);
  const off = ['device-bridge', 'biometrics', 'delivery'];
  let switchedOff: Promise<void> | undefined;
  const switchOff = async () => { for (const what of off) await apply({ part: 'plugin', what, deed: 'disable' }); };
  const run: JourneyRun = {
    client, options, citizen, device: 'tablet-1', employee: place.employee, tell: () => undefined, administrator: await credential(client, 'administrator'), website: await credential(client, 'website'),
    reach: (instant) => goTo(client, instant), meanwhile: () => Promise.resolve(), choose: (offered) => offered[0], patience: { longestMs: 120_000, lookEveryMs: 100 },
    // The official stands at the door for the first visit.
    alone: async (_who, visit) => { await (switchedOff ??= switchOff()); return visit(); },
  };
  const { dossier } = await walkJourney(run);
  expect(await client.get(shown, `/dossiers/${dossier}`, await cluster.tokenOf('44021', 'official'))).toMatchObject({ state: 'closed' });
  expect(await statuses(devices('44021'))).toEqual([409]);
  await rollback(0);
  expect(await statuses(devices('44021'))).toEqual([200]);
});

test('who goes out at one node is let in by neither, on both gateways', async () => {
  const headers = { authorization: `Bearer ${await cluster.tokenOf('24055', 'data-protection')}` };
  // Whoever is let in is told that this is not for that role.
  const statusesOf = () => Promise.all(cluster.nodes.map(async ({ url }) => (await fetch(`${url}/api/v1/devices`, { headers })).status));
  expect(await statusesOf()).toEqual([403, 403]);
  expect((await fetch(`${cluster.nodes[0]?.url}/api/v1/session/end`, { method: 'POST', headers })).status).toBe(200);
  await until(async () => (await statusesOf()).every((status) => status === 401));
});
