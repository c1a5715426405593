import { addDays } from '#services/belgium/day.ts';
import { dayOf } from '#services/belgium/brussels-time.ts';
import { dossiers, history } from '#services/journey/dossier.store.ts';
import { moveDossier } from '#services/journey/move-dossier.ts';
import { inGent, outboxOf } from '#tools/test-house/look-inside.ts';
import { aCitizen, type TestCitizen } from '#tools/test-house/make-citizen.ts';
import { as, citizenOf, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';
import { requests } from './request.store.ts';

interface Overview {
  readonly citizen: Readonly<Record<string, unknown>>; readonly representative: object | null; readonly representativeMustBePresent: boolean;
  readonly grounds: readonly { readonly ground: string; readonly amount: number; readonly methods: readonly string[]; readonly known: boolean }[];
}
interface Submitted { readonly state: string; readonly appointment: { readonly state: string; readonly start: number }; readonly payment: { readonly payment: string; readonly state: string } | null }

const clerk = as('clerk', 'an.claes');
const returnUrl = 'https://gent.example/terug';
const fee = 2500;
const guardian = { relation: 'guardian', firstName: 'Fictief', lastName: 'Voogd', email: 'voogd@example.org', mobile: null };
let the: TestHouse;

beforeAll(async () => { the = await openTestHouse(); });
afterAll(() => the.stop());

const reader = () => the.house.engine.store.reader('gent');
const today = () => dayOf(the.house.engine.clock.now('gent'));
async function aDossier(overrides: Parameters<typeof aCitizen>[1] = {}): Promise<{ citizen: TestCitizen; dossier: string }> {
  const citizen = await aCitizen(the, { expiresOn: addDays(today(), 80), ...overrides });
  return { citizen, ...await the.call<{ dossier: string }>('request.openFor', { insz: citizen.insz, why: 'citizen-called' }, clerk) };
}
const versionOf = async (dossier: string) => (await overviewOf(dossier)).citizen['version'];
const overviewOf = (dossier: string) => the.call<Overview>('request.overview', { dossier }, citizenOf(dossier));
async function freeMoment(dossier: string, ground: string): Promise<number> {
  const { slots: [slot] } = await the.call<{ slots: { start: number }[] }>('appointments.offer', { dossier, purpose: 'capture', ground }, citizenOf(dossier));
  return slot?.start ?? 0;
}
async function submit(dossier: string, ground: string, more: object = {}, who = citizenOf(dossier)): Promise<Submitted> {
  return the.call<Submitted>('request.submit', { dossier, ground, start: await freeMoment(dossier, ground), ...more }, who);
}
/** Everything that a request could have changed. */
async function standingOf(dossier: string) {
  const { appointments } = await the.call<{ appointments: { state: string; heldUntil: number }[] }>('appointments.ofDossier', { dossier }, clerk);
  const { payments } = await the.call<{ payments: { state: string; expiresAt: number }[] }>('payment.ofDossier', { dossier }, clerk);
  return { dossier: await reader().first(dossiers, { id: dossier }), history: await reader().find(history, { dossier }), request: await reader().first(requests, { dossier }), appointments, payments };
}

describe('the overview', () => {
  test('shows what the municipality knows, so that nothing has to be typed', async () => {
    const { dossier, citizen } = await aDossier({ mobile: '+32470000001', language: 'fr' });
    expect(await overviewOf(dossier)).toMatchObject({
      dossier, state: 'opened', expiresOn: citizen.expiresOn, representative: null, representativeMustBePresent: false,
      citizen: { firstName: 'Test', lastName: 'Persoon', language: 'fr', mobile: '+32470000001', address: { postcode: '9000' } },
    });
    expect(JSON.stringify(await overviewOf(dossier))).not.toContain(citizen.insz);
  });

  test('offers disability only to whom the register recognises: it is known then, and free', async () => {
    const { dossier } = await aDossier();
    expect((await overviewOf(dossier)).grounds).toEqual([
      { ground: 'reduced-mobility', amount: 0, methods: [], known: false },
      { ground: 'limited-availability', amount: fee, methods: ['bancontact', 'online-banking', 'transfer'], known: false },
    ]);
    const { dossier: recognised } = await aDossier({ recognised: true });
    expect((await overviewOf(recognised)).grounds[0]).toEqual({ ground: 'disability', amount: 0, methods: [], known: true });
    expect((await overviewOf(recognised)).grounds).toHaveLength(3);
  });

  test.each([['2008-11-25', true], ['2008-11-24', false]])('born on %s: a parent or guardian must be present: %s', async (birthDay, must) => {
    const { dossier } = await aDossier({ birthDay });
    expect((await overviewOf(dossier)).representativeMustBePresent).toBe(must);
  });

  test('shows who represents the citizen', async () => {
    expect((await overviewOf((await aDossier({ representative: guardian })).dossier)).representative).toEqual(guardian);
  });
});

describe('a free visit', () => {
  test('is certain at once', async () => {
    const { dossier } = await aDossier();
    const start = await freeMoment(dossier, 'reduced-mobility');
    expect(await the.call('request.submit', { dossier, ground: 'reduced-mobility', start }, citizenOf(dossier))).toMatchObject({ state: 'scheduled', appointment: { state: 'confirmed', start }, payment: null });
    expect((await reader().find(history, { dossier }, { by: [['sequence', 'asc']] })).map(({ move, reason }) => [move, reason])).toEqual([
      ['open', 'citizen-called'], ['request', 'declared-by-citizen'], ['schedule', null],
    ]);
    expect(await standingOf(dossier)).toMatchObject({ dossier: { ground: 'reduced-mobility' }, request: { declaredBy: 'citizen' } });
  });

  test('is free for whom the disability register recognises', async () => {
    const { dossier } = await aDossier({ recognised: true });
    expect(await submit(dossier, 'disability')).toMatchObject({ state: 'scheduled', payment: null });
  });

  test('is asked once: a second request, for another moment, is refused', async () => {
    const { dossier } = await aDossier();
    const { appointment } = await submit(dossier, 'reduced-mobility');
    await expect(submit(dossier, 'reduced-mobility', { start: appointment.start + 7 * 86_400_000 })).rejects.toMatchObject({ type: 'journey.move-not-possible' });
  });

  test('asked twice at the same time is planned once', async () => {
    const { dossier } = await aDossier();
    await Promise.allSettled([submit(dossier, 'reduced-mobility'), submit(dossier, 'reduced-mobility')]);
    const { dossier: found, appointments } = await standingOf(dossier);
    expect(found?.state).toBe('scheduled');
    expect(appointments).toMatchObject([{ state: 'confirmed' }]);
  });

  test.each(['representative', 'clerk'])('remembers that the %s declared the ground', async (declaredBy) => {
    const { dossier } = await aDossier();
    await submit(dossier, 'reduced-mobility', { declaredBy }, clerk);
    expect((await standingOf(dossier)).request?.declaredBy).toBe(declaredBy);
  });
});

describe('a visit with a fee', () => {
  test('is held until it is paid, and at least five minutes longer than the payment is open', async () => {
    const { dossier } = await aDossier();
    const { state, appointment, payment } = await submit(dossier, 'limited-availability', { method: 'bancontact', returnUrl });
    expect({ state, visit: appointment.state, payment }).toMatchObject({ state: 'awaiting-payment', visit: 'held', payment: { state: 'open', amount: fee } });
    const { appointments: [visit], payments: [open] } = await standingOf(dossier);
    expect(visit?.heldUntil).toBeGreaterThanOrEqual((open?.expiresAt ?? Infinity) + 5 * 60_000);
  });
});

describe('a request that is refused changes nothing:', () => {
  test.each<[string, string, object, string, string]>([
    ['disability without recognition', 'disability', {}, 'request.not-recognised', 'ground'],
    ['a fee without a way of paying', 'limited-availability', { returnUrl }, 'request.method-missing', 'method'],
    ['a fee without an address to come back to', 'limited-availability', { method: 'bancontact' }, 'request.return-url-missing', 'returnUrl'],
    ['a way of paying where there is no fee', 'reduced-mobility', { method: 'bancontact', returnUrl }, 'request.nothing-to-pay', 'method'],
  ])('%s', async (_what, ground, more, type, name) => {
    const { dossier } = await aDossier();
    const before = await standingOf(dossier);
    const contact = { version: await versionOf(dossier), email: 'nieuw@example.org' };
    await expect(submit(dossier, ground, { contact, ...more })).rejects.toMatchObject({ type, code: 422, data: { issues: [{ in: 'body', name }] } });
    await the.idle();
    expect(await standingOf(dossier)).toEqual(before);
    expect(await outboxOf(the, { dossier, name: 'crm.updateContact' })).toEqual([]);
  });

  test('a moment that somebody else has', async () => {
    const [one, two, three] = [await aDossier(), await aDossier(), await aDossier()];
    const start = await freeMoment(three.dossier, 'reduced-mobility');
    for (const { dossier } of [one, two]) await the.call('appointments.hold', { dossier, purpose: 'capture', start }, clerk).catch(() => undefined);
    const before = await standingOf(three.dossier);
    await expect(the.call('request.submit', { dossier: three.dossier, ground: 'reduced-mobility', start }, citizenOf(three.dossier))).rejects.toMatchObject({ type: 'appointments.moment-taken' });
    expect(await standingOf(three.dossier)).toEqual(before);
  });

  test('while the disability register is away', async () => {
    const { dossier } = await aDossier({ recognised: true });
    const before = await standingOf(dossier);
    await the.pull('disability-register', 'fault', { operation: 'recognition', kind: 'down', times: null });
    await expect(submit(dossier, 'disability')).rejects.toMatchObject({ type: 'disability-register.unavailable' });
    await the.pull('disability-register', 'fault', { operation: 'recognition', kind: null });
    expect(await standingOf(dossier)).toEqual(before);
  });
});

describe('after the moment of a paid visit was lost', () => {
  async function aLostMoment(): Promise<string> {
    const { dossier } = await aDossier();
    await submit(dossier, 'limited-availability', { method: 'transfer', returnUrl });
    await the.call('appointments.cancel', { dossier, purpose: 'capture', reason: 'official-ill' }, clerk);
    const { payments: [open] } = await the.call<{ payments: { transfer: { communication: string } | null }[] }>('payment.ofDossier', { dossier }, clerk);
    await the.pull('payment', 'credit', { communication: open?.transfer?.communication.replaceAll(/\D/g, ''), amount: fee });
    await the.idle();
    expect((await reader().first(dossiers, { id: dossier }))?.state).toBe('moment-lost');
    return dossier;
  }

  test('a way of paying is refused, for the fee is paid already', async () => {
    const dossier = await aLostMoment();
    await expect(submit(dossier, 'limited-availability', { method: 'bancontact', returnUrl })).rejects.toMatchObject({
      type: 'request.nothing-to-pay', message: expect.not.stringContaining('no fee'), data: { issues: [{ name: 'method', detail: expect.stringContaining('paid already') }] },
    });
  });

  test('the request goes through without paying again', async () => {
    const dossier = await aLostMoment();
    expect(await submit(dossier, 'limited-availability')).toMatchObject({ state: 'scheduled', appointment: { state: 'confirmed' }, payment: null });
    expect((await standingOf(dossier)).payments).toMatchObject([{ state: 'paid' }]);
  });
});

describe('what the citizen tells us about reaching him or her', () => {
  const inCrm = async ({ insz }: TestCitizen) => (await the.pull<{ citizens: { insz: string; email: string; mobile: string; representative: object | null }[] }>('crm', 'citizens')).citizens.find((each) => each.insz === insz);

  test('goes to the CRM, with preference, consent and representative', async () => {
    const { dossier, citizen } = await aDossier();
    const told = { email: 'nieuw@example.org', mobile: '+32470000002', preferredMedium: 'whatsapp', whatsappOptIn: true, representative: guardian };
    await submit(dossier, 'reduced-mobility', { contact: { version: await versionOf(dossier), ...told } });
    await the.idle();
    expect(await inCrm(citizen)).toMatchObject(told);
    expect(await overviewOf(dossier)).toMatchObject({ representative: guardian, citizen: { preferredMedium: 'whatsapp', whatsappOptIn: true } });
  });

  test('leaves what is not told as it was', async () => {
    const { dossier, citizen } = await aDossier({ email: 'oud@example.org' });
    await submit(dossier, 'reduced-mobility', { contact: { version: await versionOf(dossier), mobile: '+32470000003' } });
    await the.idle();
    expect(await inCrm(citizen)).toMatchObject({ email: 'oud@example.org', mobile: '+32470000003', representative: null });
  });

  test('can be taken away: what is emptied is gone from the CRM and from the overview', async () => {
    const { dossier, citizen } = await aDossier({ email: 'oud@example.org', mobile: '+32470000009' });
    await submit(dossier, 'reduced-mobility', { contact: { version: await versionOf(dossier), email: null, mobile: null } });
    await the.idle();
    expect(await inCrm(citizen)).toMatchObject({ email: null, mobile: null });
    expect(await overviewOf(dossier)).toMatchObject({ citizen: { email: null, mobile: null } });
  });

  test('arrives later when the CRM is away; the request does not wait for it', async () => {
    const { dossier, citizen } = await aDossier();
    expect(await submit(dossier, 'reduced-mobility', { contact: { version: await versionOf(dossier), mobile: '+32470000004' } })).toMatchObject({ state: 'scheduled' });
    await the.idle();
    expect((await inCrm(citizen))?.mobile).toBe('+32470000004');
  });

  /** Somebody at the counter notes another telephone number. */
  const atTheCounter = async (citizen: TestCitizen, phone: string) => the.pull('crm', 'put-citizen', { citizen: { ...await inCrm(citizen), phone } });

  test('is refused at once when the CRM holds something newer than the overview showed: nothing has happened, and the next overview is taken', async () => {
    const { dossier, citizen } = await aDossier();
    const contact = { version: await versionOf(dossier), mobile: '+32470000005' };
    await atTheCounter(citizen, '+3292000005');
    const before = await standingOf(dossier);
    await expect(submit(dossier, 'reduced-mobility', { contact })).rejects.toMatchObject({ type: 'request.contact-changed', code: 409, data: { issues: [{ in: 'body', name: 'contact.version' }] } });
    expect(await standingOf(dossier)).toEqual(before);
    await submit(dossier, 'reduced-mobility', { contact: { ...contact, version: await versionOf(dossier) } });
    await the.idle();
    expect(await inCrm(citizen)).toMatchObject({ mobile: '+32470000005', phone: '+3292000005' });
  });

  test('never overwrites what changed while it waited for the CRM: a person sees both and decides; the visit stands', async () => {
    const { dossier, citizen } = await aDossier({ mobile: '+32470000006' });
    await the.pull('crm', 'fault', { operation: 'updateContact', kind: 'down' });
    const contact = { version: await versionOf(dossier), mobile: '+32470000007' };
    await submit(dossier, 'reduced-mobility', { contact });
    await atTheCounter(citizen, '+3292000006');
    await the.pull('crm', 'fault', { operation: 'updateContact', kind: null });
    await the.idle();
    expect(await inCrm(citizen)).toMatchObject({ mobile: '+32470000006', phone: '+3292000006' });
    expect(await outboxOf(the, { dossier, name: 'crm.updateContact' })).toMatchObject([{ state: 'failed', failure: expect.stringContaining('crm.changed-meanwhile') }]);
    expect((await standingOf(dossier)).appointments).toMatchObject([{ state: 'confirmed' }]);
  });
});

test('a dossier that has ended takes no request', async () => {
  const { dossier } = await aDossier();
  await inGent(the, (work) => moveDossier(work, dossier, 'lapse'));
  await expect(submit(dossier, 'reduced-mobility')).rejects.toMatchObject({ type: 'journey.move-not-possible' });
});

test.each([['reduced-mobility', {}], ['limited-availability', { method: 'bancontact', returnUrl }]])('who asks for the same visit again (%s) gets the answer of the first time, and nothing happens twice', async (ground, how) => {
  const { dossier } = await aDossier();
  const asked = { start: await freeMoment(dossier, ground), ...how };
  const first = await submit(dossier, ground, asked);
  const before = await standingOf(dossier);
  expect(await submit(dossier, ground, asked)).toEqual({ ...first, appointment: expect.objectContaining({ start: asked.start, state: first.appointment.state }) });
  const after = await standingOf(dossier);
  expect(after.history).toEqual(before.history);
  expect([after.appointments.length, after.payments.length]).toEqual([before.appointments.length, before.payments.length]);
  await expect(submit(dossier, ground, { ...asked, start: asked.start + 7 * 86_400_000 })).rejects.toMatchObject({ type: 'journey.move-not-possible' });
});
