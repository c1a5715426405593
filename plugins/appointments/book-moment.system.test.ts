import { instantOf } from '#services/belgium/brussels-time.ts';
import { daysFrom } from '#services/belgium/day.ts';
import { startPostgres } from '#tools/system-packages/start-postgres.ts';
import type { RunningServer } from '#tools/system-packages/server-process.ts';
import { inGent } from '#tools/test-house/look-inside.ts';
import { aCitizen } from '#tools/test-house/make-citizen.ts';
import { as, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';
import { appointments } from './appointments.contract.ts';
import { visits } from './appointments.store.ts';
import { quarterMs } from './fit-visit.ts';
import { tryToTake } from './take-moment.ts';
import { windowsOn } from './working-windows.ts';

// SQLite has one writer; where transactions really run side by side, only the unique key and the turns on an official's day stand between them.
const clerk = as('clerk', 'an.claes');
const allDay: [string, string][] = [['09:00', '17:00']];
const travel = { samePostcode: 10, otherPostcode: 25 };
let postgres: RunningServer;
let the: TestHouse;

beforeAll(async () => {
  postgres = await startPostgres();
  const weekdays = { monday: allDay, tuesday: allDay, wednesday: allDay, thursday: allDay, friday: allDay };
  the = await openTestHouse({
    house: { databaseUrl: postgres.url },
    settings: [{ contract: appointments, settings: { travelMinutes: travel, officials: [{ official: 'els.peeters', postcodes: ['9000', '9050'], hours: weekdays }] } }],
  });
});
afterAll(async () => {
  await the.stop();
  await postgres.stop();
});

async function aDossier(postcode: string): Promise<string> {
  const { insz } = await aCitizen(the, { postcode, expiresOn: '2027-02-15' });
  return (await the.call<{ dossier: string }>('request.openFor', { insz, why: 'citizen-called' }, clerk)).dossier;
}
const hold = (dossier: string, start: number) => the.call('appointments.hold', { dossier, purpose: 'capture', start }, clerk).then(() => 'held', (error: { type: string }) => error.type);

test('of 20 citizens who want one moment at once on a shared database, exactly one gets it', async () => {
  const wanting = await Promise.all(Array.from({ length: 20 }, () => aDossier('9000')));
  const outcomes = await Promise.all(wanting.map((dossier) => hold(dossier, Date.parse('2026-11-30T10:00:00+01:00'))));
  expect(outcomes.toSorted()).toEqual([...Array.from({ length: 19 }, () => 'appointments.moment-taken'), 'held']);
});

test('no race leaves two visits of one official without time to drive between postcodes', async () => {
  const settings = appointments.config.parse(the.house.engine.municipalities.get('gent')?.settings.get('appointments'));
  const days = [...daysFrom('2026-12-01', '2027-01-20')].filter((day) => settings.officials.some((official) => windowsOn(day, official, settings, null).length > 0));
  // Their quarters of an hour do not collide: only the drive, which depends on both, stands between the two.
  const take = (start: number, postcode: string) => inGent(the, async (work) => {
    const visit = work.newId();
    const end = start + 3 * quarterMs;
    const official = await tryToTake(work, settings, { visit, start, end, postcode, ground: null, earliest: 0, lastDay: '2027-12-31' });
    if (!official) return 'taken';
    await work.insert(visits, {
      id: visit, dossier: visit, purpose: 'capture', standing: visit, state: 'held', official, postcode, start, end, heldUntil: end, heldAt: work.at, createdAt: work.at,
      changedAt: work.at, sequence: 0,
    });
    return 'held';
  });
  const outcomes: string[][] = [];
  for (const day of days) {
    const start = instantOf(day, '10:00');
    outcomes.push((await Promise.all([take(start, '9000'), take(start + 4 * quarterMs, '9050')])).toSorted());
  }
  expect(outcomes).toEqual(days.map(() => ['held', 'taken']));
});
