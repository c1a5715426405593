import { inGent } from '#tools/test-house/look-inside.ts';
import { as, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';
import { runJob } from '#tools/test-house/run-job.ts';
import { instantOf } from '#services/belgium/brussels-time.ts';
import { makeCardNumber } from '#services/belgium/card-number.ts';
import { makeInsz } from '#services/belgium/insz.ts';
import { dossiers } from './dossier.store.ts';
import { moveDossier } from './move-dossier.ts';
import { openDossier } from './open-dossier.ts';

let t: TestHouse;
/** By name: what was opened. The clock stands at 24 November 2026. */
const made: Record<string, string> = {};
const hour = 3_600_000;

let serial = 0;
async function aDossier(name: string, expiresOn: string): Promise<string> {
  serial += 1;
  const id = await inGent(t, (work) => openDossier(work, { insz: makeInsz('1955-02-11', serial, { testPerson: true }), cardNumber: makeCardNumber(String(5_940_000_000 + serial)), expiresOn, ground: null, reason: 'expires-soon' }));
  if (id === undefined) throw new Error('no dossier was opened');
  made[name] = id;
  return id;
}
const now = () => t.house.engine.clock.now('gent');
interface Listed { readonly total: number; readonly dossiers: readonly { readonly dossier: string; readonly dueAt: number | null }[] }
const list = (asked: object) => t.call<Listed>('journey.list', asked, as('official'));
const namesIn = ({ dossiers: found }: Listed) => found.map(({ dossier }) => Object.keys(made).find((name) => made[name] === dossier));

beforeAll(async () => {
  t = await openTestHouse({ house: { works: { outbox: false, jobs: false } } });
  await aDossier('expires last', '2027-02-20');
  await aDossier('expired', '2026-11-20');
  const visited = await aDossier('visited tomorrow', '2027-02-01');
  await inGent(t, (work) => moveDossier(work, visited, 'request', { visitEnds: now() + 24 * hour, changes: { ground: 'disability' } }));
  await inGent(t, (work) => moveDossier(work, visited, 'schedule', { visitEnds: now() + 24 * hour }));
  const over = await aDossier('visit is over', '2027-02-01');
  await inGent(t, (work) => moveDossier(work, over, 'request', { visitEnds: now() - hour, changes: { ground: 'limited-availability' } }));
  const gone = await aDossier('withdrawn', '2026-11-01');
  await inGent(t, (work) => moveDossier(work, gone, 'withdraw'));
});
afterAll(() => t.stop());

test('what is due soonest stands first: a visit that stands comes before the expiry of the card', async () => {
  expect(namesIn(await list({ sort: 'urgent', open: 'true' }))).toEqual(['expired', 'visit is over', 'visited tomorrow', 'expires last']);
});

test('overdue is what should have been done by now, and nothing that has ended', async () => {
  const late = await list({ sort: 'urgent', late: 'true' });
  expect([namesIn(late), late.total]).toEqual([['expired', 'visit is over'], 2]);
});

test('a card that expires is due until the end of that day in Belgium', async () => {
  const { dossiers: [last] } = await list({ reference: made['expires last'] });
  expect(last?.dueAt).toBe(instantOf('2027-02-20', '23:59'));
});

test('what was due with a visit stays so while it is under way; when it is missed, the card\'s expiry counts again', async () => {
  const id = made['visit is over'] ?? '';
  const due = async () => (await list({ reference: id })).dossiers[0]?.dueAt;
  const before = await due();
  await inGent(t, (work) => moveDossier(work, id, 'schedule'));
  await inGent(t, (work) => moveDossier(work, id, 'identify'));
  expect(await due()).toBe(before);
  await inGent(t, (work) => moveDossier(work, id, 'break-off-visit'));
  expect(await due()).toBe(instantOf('2027-02-01', '23:59'));
});

test.each([
  [{ phase: 'biometrics', ground: 'disability' }, ['visited tomorrow']], [{ state: 'opened', open: 'true' }, ['expired', 'expires last']], [{ state: 'opened', phase: 'delivery' }, []],
  [{ state: 'withdrawn', open: 'true' }, []], [{ deliverBy: 'bpost' }, []],
])('only what answers to all of %o is listed and counted', async (asked, names) => {
  const found = await list({ sort: 'urgent', ...asked });
  expect([namesIn(found), found.total]).toEqual([names, names.length]);
});

test('a dossier is found by how its number begins, and by nothing that is no number', async () => {
  const id = made['expired'] ?? '';
  expect(namesIn(await list({ reference: id }))).toEqual(['expired']);
  expect(namesIn(await list({ reference: id.slice(0, 20).toUpperCase() }))).toContain('expired');
  expect(namesIn(await list({ reference: 'ffff' }))).toEqual([]);
  await expect(list({ reference: 'De Smet' })).rejects.toMatchObject({ code: 400 });
});

test('an open dossier that an earlier release left gets its deadline overnight; one that has ended gets none', async () => {
  const [open, ended] = [made['expires last'] ?? '', made['withdrawn'] ?? ''];
  for (const id of [open, ended]) await inGent(t, (work) => work.update(dossiers, { id }, { dueAt: null }));
  await runJob(t, 'journey', 'fill-deadlines');
  const kept = (id: string) => t.house.engine.store.reader('gent').first(dossiers, { id });
  expect([(await kept(open))?.dueAt, (await kept(ended))?.dueAt]).toEqual([instantOf('2027-02-20', '23:59'), null]);
});
