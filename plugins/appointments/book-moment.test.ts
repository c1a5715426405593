import type { z } from 'zod';
import { dayOf, instantOf, timeOf } from '#services/belgium/brussels-time.ts';
import { addDays } from '#services/belgium/day.ts';
import { dossiers } from '#services/journey/dossier.store.ts';
import type { Ground } from '#services/journey/ground.ts';
import type { Move, State } from '#services/journey/journey.states.ts';
import { moveDossier } from '#services/journey/move-dossier.ts';
import { inGent } from '#tools/test-house/look-inside.ts';
import { aCitizen } from '#tools/test-house/make-citizen.ts';
import { as, citizenOf, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';
import { appointments, type appointmentView, type Purpose, type slotView } from './appointments.contract.ts';
import { quarters, visits } from './appointments.store.ts';
import { fits, quarterMs } from './fit-visit.ts';

type Visit = z.output<typeof appointmentView>;
type Slot = z.output<typeof slotView>;

const clerk = as('clerk', 'an.claes');
const officeDay: [string, string][] = [['09:00', '12:00'], ['13:00', '17:00']];
const week = { monday: officeDay, tuesday: officeDay, wednesday: officeDay, thursday: officeDay, friday: officeDay };
let the: TestHouse;

beforeAll(async () => {
  the = await openTestHouse({ settings: [{ contract: appointments, settings: {
    officials: [
      { official: 'els.peeters', postcodes: ['9000', '9050'], hours: week, specialHours: { saturday: [['08:00', '12:00']] } },
      { official: 'tom.maes', postcodes: ['9040'], hours: week },
      { official: 'eva.baert', postcodes: ['9040'], hours: week },
    ],
    travelMinutes: { samePostcode: 10, otherPostcode: 25 },
  } }] });
});
afterAll(() => the.stop());

async function move(dossier: string, ...moves: Move[]): Promise<void> {
  await inGent(the, async (work) => {
    for (const each of moves) await moveDossier(work, dossier, each);
  });
}

async function aDossier({ postcode = '9000' }: { postcode?: string } = {}): Promise<string> {
  const { insz } = await aCitizen(the, { postcode, expiresOn: '2027-02-15' });
  return (await the.call<{ dossier: string }>('request.openFor', { insz, why: 'citizen-called' }, clerk)).dossier;
}

const offer = async (dossier: string, purpose: Purpose = 'capture', more: object = {}) => (await the.call<{ slots: Slot[] }>('appointments.offer', { dossier, purpose, ...more }, clerk)).slots;
const hold = (dossier: string, start: number, ground?: Ground) => the.call<Visit>('appointments.hold', { dossier, purpose: 'capture', start, ground }, clerk);
const confirm = ({ appointment }: Visit) => the.call<Visit>('appointments.confirm', { appointment }, clerk);
const cancel = (dossier: string) => the.call<{ cancelled: boolean }>('appointments.cancel', { dossier, purpose: 'capture', reason: 'official-ill' }, clerk);
const visitsOf = async (dossier: string) => (await the.call<{ appointments: Visit[] }>('appointments.ofDossier', { dossier }, clerk)).appointments;
const stateOf = async (id: string): Promise<State | undefined> => (await the.house.engine.store.reader('gent').first(dossiers, { id }))?.state;
const failureOf = (attempt: Promise<unknown>) => attempt.then(() => 'none', (error: { type: string }) => error.type);
async function firstFree(dossier: string, more: object = {}): Promise<number> {
  const [slot] = await offer(dossier, 'capture', more);
  if (!slot) throw new Error('nothing is free');
  return slot.start;
}
async function aScheduled(more: { postcode?: string } = {}): Promise<{ dossier: string; visit: Visit }> {
  const dossier = await aDossier(more);
  const held = await hold(dossier, await firstFree(dossier));
  await move(dossier, 'request');
  return { dossier, visit: await confirm(held) };
}

describe('a moment', () => {
  test('that 20 citizens want at once is given to exactly one', async () => {
    const wanting = await Promise.all(Array.from({ length: 20 }, () => aDossier()));
    const [first = ''] = wanting;
    const start = await firstFree(first);
    const outcomes = await Promise.all(wanting.map((dossier) => failureOf(hold(dossier, start))));
    expect(outcomes.filter((outcome) => outcome === 'none')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'appointments.moment-taken')).toHaveLength(19);
  });

  test('goes to as many citizens as there are officials who come there', async () => {
    const wanting = await Promise.all(Array.from({ length: 5 }, () => aDossier({ postcode: '9040' })));
    const [first = ''] = wanting;
    const start = await firstFree(first);
    const outcomes = await Promise.all(wanting.map((dossier) => failureOf(hold(dossier, start))));
    expect(outcomes.filter((outcome) => outcome === 'none')).toHaveLength(2);
  });

  test('that overlaps another, or leaves no time to drive, is refused; with time to drive it is not', async () => {
    const [near, far, same] = [await aDossier(), await aDossier({ postcode: '9050' }), await aDossier()];
    const day = addDays('2026-11-24', 20);
    const at = await firstFree(near, { from: day });
    const { end } = await hold(near, at);
    expect(await failureOf(hold(far, end))).toBe('appointments.moment-taken');
    expect(await failureOf(hold(far, end + quarterMs))).toBe('appointments.moment-taken');
    expect(await failureOf(hold(same, end))).toBe('appointments.moment-taken');
    expect(await failureOf(hold(same, end + quarterMs))).toBe('none');
  });

  test('is never one that nobody works, and the refusal names the field', async () => {
    const dossier = await aDossier();
    const error = await hold(dossier, Date.parse('2026-12-25T10:00:00+01:00')).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ type: 'appointments.moment-not-offered', data: { issues: [{ name: 'start' }] } });
  });

  test('that is held again by the same dossier is the same hold; another one replaces it', async () => {
    const dossier = await aDossier();
    const [one, two] = await offer(dossier, 'capture', { from: '2026-12-14' });
    if (!one || !two) throw new Error('nothing is free');
    const first = await hold(dossier, one.start);
    expect((await hold(dossier, one.start)).appointment).toBe(first.appointment);
    const second = await hold(dossier, two.start);
    expect((await visitsOf(dossier)).map(({ appointment, state }) => [appointment, state])).toEqual([[first.appointment, 'lapsed'], [second.appointment, 'held']]);
  });

  test('stays held when the one that should replace it is taken', async () => {
    const [dossier, other] = [await aDossier(), await aDossier()];
    const [one, , , , , two] = await offer(dossier, 'capture', { from: '2026-12-15' });
    if (!one || !two) throw new Error('nothing is free');
    await hold(other, two.start);
    const kept = await hold(dossier, one.start);
    expect(await failureOf(hold(dossier, two.start))).toBe('appointments.moment-taken');
    expect(await visitsOf(dossier)).toEqual([kept]);
  });

  test('that one dossier asks for five times at once gives one visit', async () => {
    const dossier = await aDossier();
    const slots = await offer(dossier, 'capture', { from: '2026-12-16' });
    await Promise.all(slots.slice(0, 5).map(({ start }) => failureOf(hold(dossier, start))));
    expect((await visitsOf(dossier)).filter(({ state }) => state === 'held')).toHaveLength(1);
  });

  test('of early, late and Saturday hours is for limited availability only', async () => {
    const dossier = await aDossier();
    const special = (await offer(dossier, 'capture', { ground: 'limited-availability' })).find((slot) => slot.special);
    expect(special).toBeDefined();
    expect((await offer(dossier, 'capture', { ground: 'disability' })).some((slot) => slot.special)).toBe(false);
    expect(await failureOf(hold(dossier, special?.start ?? 0, 'reduced-mobility'))).toBe('appointments.moment-not-offered');
    expect(await failureOf(hold(dossier, special?.start ?? 0, 'limited-availability'))).toBe('none');
  });

  test('for a delivery is not before the day from which it is asked', async () => {
    const slots = await offer(await aDossier(), 'delivery', { from: '2026-12-17' });
    expect(slots.length).toBeGreaterThan(0);
    expect(slots.every(({ start }) => dayOf(start) >= '2026-12-17')).toBe(true);
  });
});

describe('a first visit', () => {
  test('that is confirmed makes the dossier scheduled; repeating it changes nothing', async () => {
    const { dossier, visit } = await aScheduled();
    expect(await stateOf(dossier)).toBe('scheduled');
    expect(await confirm(visit)).toEqual(visit);
  });

  test('cannot be confirmed for a citizen who did not ask for it', async () => {
    const dossier = await aDossier();
    const held = await hold(dossier, await firstFree(dossier));
    expect(await failureOf(confirm(held))).toBe('journey.move-not-possible');
    expect((await visitsOf(dossier)).map(({ state }) => state)).toEqual(['held']);
  });

  test('that is moved keeps its id, gives the old moment free and takes the new one', async () => {
    const { dossier, visit } = await aScheduled();
    const start = await firstFree(dossier, { from: '2026-12-18' });
    const moved = await the.call<Visit>('appointments.move', { dossier, purpose: 'capture', start }, clerk);
    expect(moved).toMatchObject({ appointment: visit.appointment, start, state: 'confirmed' });
    expect(await stateOf(dossier)).toBe('scheduled');
    const other = await aDossier();
    expect((await offer(other)).map((slot) => slot.start)).toContain(visit.start);
    expect(await failureOf(hold(other, start))).toBe('appointments.moment-taken');
  });

  test('stays where it is when the new moment is taken', async () => {
    const { dossier, visit } = await aScheduled();
    const other = await aScheduled();
    expect(await failureOf(the.call('appointments.move', { dossier, purpose: 'capture', start: other.visit.start }, clerk))).toBe('appointments.moment-taken');
    expect(await visitsOf(dossier)).toEqual([visit]);
    expect(await failureOf(hold(await aDossier(), visit.start))).toBe('appointments.moment-taken');
  });

  test('that is cancelled gives its moment free, and the citizen needs another one', async () => {
    const { dossier, visit } = await aScheduled();
    expect(await cancel(dossier)).toEqual({ cancelled: true });
    expect(await stateOf(dossier)).toBe('moment-lost');
    expect(await cancel(dossier)).toEqual({ cancelled: false });
    expect(await failureOf(hold(await aDossier(), visit.start))).toBe('none');
  });

  test('that was missed makes room for a new one', async () => {
    const { dossier } = await aScheduled();
    await move(dossier, 'miss-visit');
    await the.idle();
    const again = await hold(dossier, await firstFree(dossier));
    await confirm(again);
    expect((await visitsOf(dossier)).map(({ state }) => state)).toEqual(['missed', 'confirmed']);
    expect(await stateOf(dossier)).toBe('scheduled');
  });

  test('leaves the calendar when the citizen withdraws', async () => {
    const { dossier, visit } = await aScheduled();
    await move(dossier, 'withdraw');
    await the.idle();
    expect((await visitsOf(dossier)).map(({ state }) => state)).toEqual(['cancelled']);
    expect(await the.house.engine.store.reader('gent').count(quarters, { visit: visit.appointment })).toBe(0);
  });

  test('that took place is kept, also when it is said twice', async () => {
    const { dossier } = await aScheduled();
    const keep = () => the.call<{ kept: boolean }>('appointments.keep', { dossier, purpose: 'capture' }, clerk);
    expect([await keep(), await keep()]).toEqual([{ kept: true }, { kept: true }]);
  });
});

describe('a hold', () => {
  test('that is not confirmed in time lapses, and a dossier that waited for it has lost its moment', async () => {
    const dossier = await aDossier();
    const { start } = await hold(dossier, await firstFree(dossier));
    await move(dossier, 'request');
    await the.advance({ minutes: 26 });
    expect((await visitsOf(dossier)).map(({ state }) => state)).toEqual(['lapsed']);
    expect(await stateOf(dossier)).toBe('moment-lost');
    expect((await offer(dossier)).map((slot) => slot.start)).toContain(start);
  });

  test('can be extended, never past the visit itself, and not when it is gone', async () => {
    const dossier = await aDossier();
    const held = await hold(dossier, await firstFree(dossier));
    const extend = (until: number) => the.call<Visit>('appointments.extend', { appointment: held.appointment, until }, clerk);
    expect((await extend(held.start + 1)).heldUntil).toBe(held.start);
    await cancel(dossier);
    expect(await failureOf(extend(held.start))).toBe('appointments.hold-gone');
  });
});

test('late word of an expired payment does not free a moment that was held anew', async () => {
  const dossier = await aDossier();
  await hold(dossier, await firstFree(dossier));
  await move(dossier, 'request', 'ask-payment', 'expire-payment');
  const expired = () => inGent(the, (work) => work.publish('payment.expired', { payment: dossier, dossier }));
  await expired();
  await the.idle();
  expect((await visitsOf(dossier)).map(({ state }) => state)).toEqual(['lapsed']);
  await hold(dossier, await firstFree(dossier));
  await expired();
  await the.idle();
  expect((await visitsOf(dossier)).map(({ state }) => state)).toEqual(['lapsed', 'held']);
});

test('the round of an official stands in order of time, with the drive to each visit', async () => {
  const [here, there] = [await aDossier(), await aDossier({ postcode: '9050' })];
  const day = '2026-12-21';
  const [first] = await offer(here, 'capture', { from: day });
  if (!first) throw new Error('nothing is free');
  const held = [await hold(there, first.end + 2 * quarterMs), await hold(here, first.start)];
  await Promise.all([move(here, 'request'), move(there, 'request')]);
  for (const visit of held) await confirm(visit);
  const { visits: round } = await the.call<{ visits: { order: number; dossier: string; travelMinutes: number; name: string; address: { postcode: string } | null }[] }>(
    'appointments.round', { official: 'els.peeters', day: dayOf(first.start) }, as('official'),
  );
  expect(round.map(({ order, dossier, travelMinutes, address }) => [order, dossier, travelMinutes, address?.postcode])).toEqual([[1, here, 0, '9000'], [2, there, 25, '9050']]);
  expect(round[0]?.name).toBe('Test Persoon');
});

describe('a shorter round', () => {
  const day = '2027-01-05';
  type Proposal = { minutes: { now: number; proposed: number }; visits: (Visit & { proposedStart: number; step: number })[] };
  const propose = (more: object = {}, on = day) => the.call<Proposal>('appointments.proposeRound', { official: 'els.peeters', day: on, ...more }, as('official'));
  async function aVisitAt(time: string, postcode: string, on = day): Promise<Visit> {
    const dossier = await aDossier({ postcode });
    const held = await hold(dossier, instantOf(on, time));
    await move(dossier, 'request');
    return confirm(held);
  }

  test('is proposed, and moves nobody; who was asked is moved by the move that is there for it', async () => {
    const [first, far] = [await aVisitAt('09:00', '9000'), await aVisitAt('10:30', '9050')];
    await aVisitAt('13:00', '9000');
    const proposal = await propose({ stay: first.appointment });
    expect(proposal.minutes).toEqual({ now: 50, proposed: 35 });
    const [moving] = proposal.visits.filter(({ step }) => step > 0);
    expect(moving).toMatchObject({ appointment: far.appointment, step: 1, proposedStart: instantOf(day, '14:15') });
    expect((await visitsOf(far.dossier)).map(({ start }) => start)).toEqual([far.start]);
    await the.call('appointments.move', { dossier: moving?.dossier, purpose: 'capture', start: moving?.proposedStart }, clerk);
    expect((await propose()).minutes).toEqual({ now: 35, proposed: 35 });
  });

  test('leaves where they are: who said no, and a moment that somebody holds', async () => {
    const [first, far, last] = [await aVisitAt('09:00', '9000', '2027-01-06'), await aVisitAt('10:30', '9050', '2027-01-06'), await aVisitAt('14:00', '9000', '2027-01-06')];
    const others = await propose({ stay: far.appointment }, '2027-01-06');
    expect(others.visits.find(({ appointment }) => appointment === far.appointment)?.step).toBe(0);
    expect(others.minutes.proposed).toBe(35);
    expect((await propose({ stay: [first, far, last].map(({ appointment }) => appointment).join(',') }, '2027-01-06')).minutes).toEqual({ now: 50, proposed: 50 });

    // Ten o'clock would do for the third, were it certain.
    const around = [await aVisitAt('09:00', '9000', '2027-01-07'), await aVisitAt('11:15', '9050', '2027-01-07')].map(({ appointment }) => appointment).join(',');
    const dossier = await aDossier();
    const held = await hold(dossier, instantOf('2027-01-07', '14:00'));
    expect((await propose({ stay: around }, '2027-01-07')).minutes).toEqual({ now: 50, proposed: 50 });
    await move(dossier, 'request');
    await confirm(held);
    expect((await propose({ stay: around }, '2027-01-07')).minutes).toEqual({ now: 50, proposed: 35 });
  });

  test('keeps each visit within the hours of which the citizen was told, as the settings say', async () => {
    for (const [time, postcode] of [['09:00', '9000'], ['10:30', '9050'], ['16:00', '9000']] as const) await aVisitAt(time, postcode, '2027-01-08');
    // The last one could not come before the second, nor the second after the last: four hours are too few for that.
    const { visits: proposed } = await propose({}, '2027-01-08');
    expect(proposed.map(({ start, proposedStart }) => [timeOf(start), timeOf(proposedStart)])).toEqual([['10:30', '10:30'], ['09:00', '13:00'], ['16:00', '16:00']]);
  });

  test('of an official who is not there any more is the round as it stands', async () => {
    expect(await the.call<Proposal>('appointments.proposeRound', { official: 'no.body', day }, as('official'))).toEqual({ minutes: { now: 0, proposed: 0 }, visits: [] });
  });

  test('begins with moments that fit: those are marked; how much is driven for them is told to officials only', async () => {
    await aVisitAt('09:00', '9000', '2027-01-11');
    const dossier = await aDossier();
    const only = { from: '2027-01-11', until: '2027-01-12' };
    const slots = await offer(dossier, 'capture', only);
    const of = (slot: Slot) => [dayOf(slot.start), slot.preferred, slot.extraMinutes];
    expect(slots.map(of)).toEqual(slots.map(({ start }) => (dayOf(start) === '2027-01-11' ? ['2027-01-11', true, 10] : ['2027-01-12', false, 25])));
    const { slots: forCitizen } = await the.call<{ slots: Slot[] }>('appointments.offer', { dossier, purpose: 'capture', ...only }, citizenOf(dossier));
    expect(forCitizen).toEqual(slots.map((slot) => ({ ...slot, extraMinutes: null })));
  });
});

test('an official\'s calendar holds the visits in UTC, and nothing about the citizens', async () => {
  const { visit, dossier } = await aScheduled();
  const { ical } = await the.call<{ ical: string }>('appointments.calendar', { official: visit.official }, as('official'));
  expect(ical).toContain(`UID:${visit.appointment}@gent.eid-aan-huis\r\n`);
  expect(ical).toContain(`DTSTART:${new Date(visit.start).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z\r\n`);
  expect(ical).not.toMatch(new RegExp(`Persoon|Teststraat|${dossier}`));
});

test('after all this no two visits of one official overlap, driving included, and each has its quarters of an hour', async () => {
  const reader = the.house.engine.store.reader('gent');
  const standing = await reader.find(visits, { state: { in: ['held', 'confirmed'] } });
  for (const visit of standing) {
    const others = standing.filter(({ id, official }) => id !== visit.id && official === visit.official);
    expect(fits(visit, others, { by: 'postcode', samePostcode: 10, otherPostcode: 25 })).toBe(true);
    // 45 or 30 minutes, and one quarter of an hour to drive.
    expect(await reader.count(quarters, { visit: visit.id })).toBe((visit.end - visit.start) / quarterMs + 1);
    expect(timeOf(visit.start)).toMatch(/:(00|15|30|45)$/);
  }
});
