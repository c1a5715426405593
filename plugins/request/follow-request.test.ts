import { dayOf, instantOf } from '#services/belgium/brussels-time.ts';
import { addDays } from '#services/belgium/day.ts';
import { moveDossier } from '#services/journey/move-dossier.ts';
import { inGent } from '#tools/test-house/look-inside.ts';
import { aCitizen, authoriseEverybody } from '#tools/test-house/make-citizen.ts';
import { as, citizenOf, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';
import { anOrderedCard, goTo } from '#tools/test-house/order-card.ts';
import { planFirst } from '#tools/test-house/second-visit.ts';

interface Status {
  readonly state: string; readonly next: { readonly what: string; readonly by: number | null } | null; readonly timeline: readonly { readonly move: string }[];
  readonly appointments: readonly { readonly state: string; readonly start: number; readonly purpose: string }[]; readonly payments: readonly { readonly state: string; readonly expiresAt: number }[];
  readonly may: { readonly submit: boolean; readonly change: readonly string[]; readonly withdraw: boolean };
}

const clerk = as('clerk', 'an.claes');
const returnUrl = 'https://gent.example/terug';
const hour = 3_600_000;
let the: TestHouse;

beforeAll(async () => { the = await openTestHouse(); await authoriseEverybody(the); });
afterAll(() => the.stop());

const today = () => dayOf(the.house.engine.clock.now('gent'));
const statusOf = (dossier: string, who = citizenOf(dossier)) => the.call<Status>('request.status', { dossier }, who);
const mayOf = async (dossier: string, who = citizenOf(dossier)) => (await statusOf(dossier, who)).may;
const slotsOf = async (dossier: string, ground: string, inDays: number) => (await the.call<{ slots: { start: number }[] }>('appointments.offer', { dossier, purpose: 'capture', ground, from: addDays(today(), inDays) }, clerk)).slots;
const change = (dossier: string, start: number, who = citizenOf(dossier), purpose = 'capture') => the.call<{ start: number; end: number }>('request.changeMoment', { dossier, purpose, start }, who);
const failureOf = (attempt: Promise<unknown>) => attempt.then(() => 'none', (error: { type: string }) => error.type);
const move = (dossier: string, ...moves: Parameters<typeof moveDossier>[2][]) => inGent(the, async (work) => { for (const each of moves) await moveDossier(work, dossier, each); });

async function aDossier(): Promise<{ dossier: string; expiresOn: string }> {
  const { insz, expiresOn } = await aCitizen(the, { expiresOn: addDays(today(), 80) });
  return { expiresOn, ...await the.call<{ dossier: string }>('request.openFor', { insz, why: 'citizen-called' }, clerk) };
}
async function aScheduled({ paid = false, inDays = 3 }: { paid?: boolean; inDays?: number } = {}) {
  const { dossier, expiresOn } = await aDossier();
  const ground = paid ? 'limited-availability' : 'reduced-mobility';
  const [first, second] = await slotsOf(dossier, ground, inDays);
  const start = first?.start ?? 0;
  await the.call('request.submit', { dossier, ground, start, ...(paid && { method: 'bancontact', returnUrl }) }, citizenOf(dossier));
  if (paid) {
    const { payments } = await the.pull<{ payments: { paymentId: string }[] }>('payment', 'payments');
    await the.pull('payment', 'pay', { paymentId: payments.at(-1)?.paymentId });
  }
  await the.idle();
  return { dossier, start, other: second?.start ?? 0, expiresOn };
}

describe('the status', () => {
  test('of a new dossier: the citizen may ask, until the eID expires', async () => {
    const { dossier, expiresOn } = await aDossier();
    expect(await statusOf(dossier)).toMatchObject({
      state: 'opened', next: { what: expect.any(String), by: instantOf(expiresOn, '23:59') }, appointments: [], payments: [],
      may: { submit: true, change: [], withdraw: true }, timeline: [{ move: 'open' }],
    });
  });

  test('while we wait for the fee: pay before the payment ends', async () => {
    const { dossier } = await aDossier();
    await the.call('request.submit', { dossier, ground: 'limited-availability', start: (await slotsOf(dossier, 'limited-availability', 3))[0]?.start, method: 'transfer', returnUrl }, citizenOf(dossier));
    const { next, payments, may } = await statusOf(dossier);
    expect(next).toEqual({ what: expect.stringContaining('Pay'), by: payments[0]?.expiresAt });
    expect(may).toEqual({ submit: false, change: [], withdraw: true });
  });

  test('of a planned visit: when the official comes, and that it can be moved', async () => {
    const { dossier, start } = await aScheduled();
    expect(await statusOf(dossier)).toMatchObject({
      state: 'scheduled', next: { by: start }, may: { submit: false, change: ['capture'], withdraw: true },
      timeline: [{ move: 'open' }, { move: 'request' }, { move: 'schedule' }], appointments: [{ start, state: 'confirmed' }],
    });
  });

  test('names nobody', async () => {
    const { dossier } = await aScheduled();
    expect(JSON.stringify(await statusOf(dossier))).not.toMatch(/Persoon|Teststraat|example\.org/);
  });

  test('of an ended dossier: nothing comes next and nothing can be done', async () => {
    const { dossier } = await aScheduled();
    await the.call('request.withdraw', { dossier }, citizenOf(dossier));
    await the.idle();
    expect(await statusOf(dossier)).toMatchObject({ state: 'withdrawn', next: null, may: { submit: false, change: [], withdraw: false }, appointments: [{ state: 'cancelled' }] });
  });

  test('of a card that is ordered: its delivery can be planned, and then moved', async () => {
    const { dossier } = await anOrderedCard(the);
    expect(await statusOf(dossier)).toMatchObject({ state: 'ordered', may: { submit: false, change: ['delivery'], withdraw: true } });
    const start = await planFirst(the, dossier);
    expect(await statusOf(dossier)).toMatchObject({ state: 'delivery-planned', next: { by: start }, may: { change: ['delivery'] } });
  });
});

describe('moving the first visit', () => {
  test('gives the citizen another moment', async () => {
    const { dossier, start, other } = await aScheduled();
    expect((await change(dossier, other)).start).toBe(other);
    await the.idle();
    const { appointments, state, timeline } = await statusOf(dossier);
    expect(state).toBe('scheduled');
    expect(timeline.at(-1)).toMatchObject({ move: 'reschedule' });
    expect(appointments.filter((visit) => visit.state === 'confirmed')).toMatchObject([{ start: other }]);
    expect((await slotsOf((await aDossier()).dossier, 'reduced-mobility', 3)).map((slot) => slot.start)).toContain(start);
  });

  test('is too late for the citizen less than twelve hours before, and the status says so; a clerk still can', async () => {
    const { dossier, start, other } = await aScheduled();
    await goTo(the, start - 12 * hour - 60_000);
    expect((await mayOf(dossier)).change).toEqual(['capture']);
    await goTo(the, start - 11 * hour);
    const later = (await slotsOf(dossier, 'reduced-mobility', 5)).find((slot) => slot.start !== other)?.start ?? 0;
    expect(await failureOf(change(dossier, later))).toBe('request.too-late-to-change');
    expect((await statusOf(dossier)).appointments).toMatchObject([{ start, state: 'confirmed' }]);
    expect((await mayOf(dossier)).change).toEqual([]);
    expect((await mayOf(dossier, clerk)).change).toEqual(['capture']);
    expect((await change(dossier, later, clerk)).start).toBe(later);
  });

  test('to a moment that is not free leaves it where it was', async () => {
    const [one, two] = [await aScheduled({ inDays: 8 }), await aScheduled({ inDays: 8 })];
    expect(await failureOf(change(two.dossier, instantOf(addDays(today(), 8), '03:00')))).not.toBe('none');
    expect((await statusOf(two.dossier)).appointments).toMatchObject([{ start: two.start, state: 'confirmed' }]);
    expect((await statusOf(one.dossier)).appointments).toMatchObject([{ start: one.start, state: 'confirmed' }]);
  });

  test('is not possible before there is one', async () => {
    const { dossier } = await aDossier();
    const start = (await slotsOf(dossier, 'reduced-mobility', 3))[0]?.start ?? 0;
    expect(await failureOf(change(dossier, start))).toBe('request.no-visit-to-move');
    expect(await failureOf(change(dossier, start, citizenOf(dossier), 'delivery'))).toBe('request.no-visit-to-move');
  });

  test.each([false, true])('after it was missed gives a new one without a new request; it was paid: %s', async (paid) => {
    const { dossier } = await aScheduled({ paid });
    await move(dossier, 'miss-visit');
    await the.idle();
    expect(await mayOf(dossier)).toEqual({ submit: false, change: ['capture'], withdraw: true });
    const start = (await slotsOf(dossier, paid ? 'limited-availability' : 'reduced-mobility', 6))[0]?.start ?? 0;
    await change(dossier, start);
    await the.idle();
    expect(await statusOf(dossier)).toMatchObject({ state: 'scheduled', next: { by: start }, payments: paid ? [{ state: 'paid' }] : [] });
  });

  test('after the payment expired is not offered: the citizen asks again and pays', async () => {
    const { dossier } = await aDossier();
    const start = (await slotsOf(dossier, 'limited-availability', 3))[0]?.start ?? 0;
    await the.call('request.submit', { dossier, ground: 'limited-availability', start, method: 'bancontact', returnUrl }, citizenOf(dossier));
    await the.advance({ minutes: 26 });
    await the.advance({ minutes: 6 });
    expect(await statusOf(dossier)).toMatchObject({ state: 'payment-expired', may: { submit: true, change: [] } });
    expect(await failureOf(change(dossier, start))).toBe('request.method-missing');
  });
});

describe('moving the delivery', () => {
  test('that bpost does follows the same rule', async () => {
    const { dossier } = await anOrderedCard(the);
    const start = await planFirst(the, dossier, 'bpost');
    expect(await statusOf(dossier)).toMatchObject({ state: 'delivery-planned', deliverBy: 'bpost', next: { by: start }, may: { change: ['delivery'] } });
    const { moments } = await the.call<{ moments: { start: number }[] }>('delivery.moments', { dossier, by: 'bpost' }, clerk);
    await goTo(the, start - 11 * hour);
    const later = moments.find((moment) => moment.start > start + 60 * hour)?.start ?? 0;
    expect((await mayOf(dossier)).change).toEqual([]);
    expect(await failureOf(change(dossier, later, citizenOf(dossier), 'delivery'))).toBe('request.too-late-to-change');
  });

  test('is too late for the citizen less than twelve hours before, and the status says so', async () => {
    const { dossier } = await anOrderedCard(the);
    const start = await planFirst(the, dossier);
    const { moments } = await the.call<{ moments: { start: number }[] }>('delivery.moments', { dossier, by: 'official' }, clerk);
    const later = moments.find((moment) => moment.start > start + 30 * hour)?.start ?? 0;
    expect((await change(dossier, later, citizenOf(dossier), 'delivery')).start).toBe(later);
    await goTo(the, later - 11 * hour);
    const much = moments.find((moment) => moment.start > later + 30 * hour)?.start ?? 0;
    expect(await failureOf(change(dossier, much, citizenOf(dossier), 'delivery'))).toBe('request.too-late-to-change');
    expect((await mayOf(dossier)).change).toEqual([]);
    expect((await mayOf(dossier, clerk)).change).toEqual(['delivery']);
  });
});

const messagesOf = async (dossier: string) => (await the.pull<{ messages: { subject: string; body: string }[] }>('messaging', 'messages', { dossier })).messages;

describe('withdrawing', () => {
  test.each(['goes-to-counter', 'no-longer-needed', 'other'])('(%s) cancels what was planned and is confirmed to the citizen', async (reason) => {
    const { dossier } = await aScheduled();
    const before = await messagesOf(dossier);
    expect(await the.call('request.withdraw', { dossier, reason }, citizenOf(dossier))).toEqual({ state: 'withdrawn' });
    await the.idle();
    const { state, appointments, timeline } = await statusOf(dossier);
    expect({ state, visits: appointments.map((visit) => visit.state), last: timeline.at(-1) }).toMatchObject({ state: 'withdrawn', visits: ['cancelled'], last: { move: 'withdraw', reason } });
    expect((await messagesOf(dossier)).length).toBe(before.length + 1);
  });

  test('is done once', async () => {
    const { dossier } = await aScheduled();
    await the.call('request.withdraw', { dossier }, citizenOf(dossier));
    expect(await failureOf(the.call('request.withdraw', { dossier }, citizenOf(dossier)))).toBe('journey.move-not-possible');
    await the.idle();
  });

  test('gives the fee back when it is done in time', async () => {
    const { dossier } = await aScheduled({ paid: true });
    await the.call('request.withdraw', { dossier }, citizenOf(dossier));
    await the.idle();
    expect((await statusOf(dossier)).payments).toMatchObject([{ state: 'refunded' }]);
  });
});

describe('referring to the counter', () => {
  test('is done by an official, with a reason; what was planned is cancelled', async () => {
    const { dossier } = await aScheduled();
    expect(await the.call('request.refer', { dossier, reason: 'photo-refused' }, clerk)).toEqual({ state: 'referred-to-counter' });
    await the.idle();
    expect(await statusOf(dossier)).toMatchObject({ state: 'referred-to-counter', next: null, appointments: [{ state: 'cancelled' }] });
    expect((await statusOf(dossier)).timeline.at(-1)).toMatchObject({ move: 'refer', reason: 'photo-refused' });
  });

  test('takes a code as its reason, never a story', async () => {
    const { dossier } = await aDossier();
    await expect(the.call('request.refer', { dossier, reason: 'Mevrouw is ziek' }, clerk)).rejects.toMatchObject({ code: 400 });
    expect((await statusOf(dossier)).state).toBe('opened');
  });

  test('is not for citizens', async () => {
    const { dossier } = await aDossier();
    await expect(the.call('request.refer', { dossier, reason: 'photo-refused' }, citizenOf(dossier))).rejects.toMatchObject({ code: 403 });
  });
});

test('a citizen sees and changes no other dossier than his or her own', async () => {
  const [mine, other] = [await aScheduled({ inDays: 10 }), await aScheduled({ inDays: 10 })];
  for (const [action, more] of [['status', {}], ['overview', {}], ['withdraw', {}], ['changeMoment', { purpose: 'capture', start: mine.other }]] as const) {
    await expect(the.call(`request.${action}`, { dossier: other.dossier, ...more }, citizenOf(mine.dossier))).rejects.toMatchObject({ code: 403 });
  }
  expect((await statusOf(other.dossier)).state).toBe('scheduled');
});
