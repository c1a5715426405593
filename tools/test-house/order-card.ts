import { dayOf } from '#services/belgium/brussels-time.ts';
import { addDays } from '#services/belgium/day.ts';
import { aCitizen, type TestCitizen } from './make-citizen.ts';
import { as, type TestHouse } from './open-test-house.ts';

export interface TestOrder {
  readonly dossier: string;
  readonly citizen: TestCitizen;
  /** BiZa's order and the number of the new card. */
  readonly order: string;
  readonly cardNumber: string;
  readonly expectedOn: string;
}
type House = Pick<TestHouse, 'pull' | 'call' | 'idle' | 'advance' | 'house'>;
interface Slot { readonly start: number; readonly end: number }

export const device = 'tablet-1';
const clerk = as('clerk', 'an.claes');

/** A citizen of Gent who has had the first visit: the fingerprints are verified and the card is ordered. Call `authoriseEverybody` before. */
export async function anOrderedCard(t: House, overrides: Parameters<typeof aCitizen>[1] = {}): Promise<TestOrder> {
  // Far enough ahead to outlive the second visit, however far a test has moved the clock before.
  const expiresOn = addDays(dayOf(t.house.engine.clock.now('gent')), 80);
  const citizen = await aCitizen(t, { expiresOn, ...overrides });
  const { dossier } = await t.call<{ dossier: string }>('request.openFor', { insz: citizen.insz, why: 'citizen-called' }, clerk);
  const { slots } = await t.call<{ slots: readonly Slot[] }>('appointments.offer', { dossier, purpose: 'capture', ground: 'reduced-mobility' }, clerk);
  const slot = slots[0];
  if (!slot) throw new Error('no moment is free for the first visit');
  const { appointment } = await t.call<{ appointment: { official: string } }>('request.submit', { dossier, ground: 'reduced-mobility', start: slot.start, declaredBy: 'clerk' }, clerk);
  await goTo(t, slot.start);

  const official = as('official', appointment.official);
  await insertOldCard(t, citizen);
  await t.call('biometrics.startVisit', { dossier, device }, official);
  await t.call('biometrics.identify', { dossier }, official);
  await t.call('biometrics.capture', { dossier }, official);
  await t.idle();
  await t.pull('devices', 'put-fingers', { device, fingers: [{ finger: 'left-index', quality: 90 }, { finger: 'right-index', quality: 88 }] });
  await t.idle();
  await t.call('biometrics.order', { dossier }, official);
  await t.idle();
  return { dossier, citizen, ...await orderOf(t, dossier) };
}

/** The order of a dossier that is in force at BiZa. */
export async function orderOf(t: Pick<TestHouse, 'pull'>, dossier: string): Promise<Pick<TestOrder, 'order' | 'cardNumber' | 'expectedOn'>> {
  const { orders } = await t.pull<{ orders: readonly (Pick<TestOrder, 'order' | 'cardNumber' | 'expectedOn'> & { dossier: string })[] }>('biza', 'orders');
  const found = orders.findLast((order) => order.dossier === dossier);
  if (!found) throw new Error('BiZa knows no order for this dossier');
  return { order: found.order, cardNumber: found.cardNumber, expectedOn: found.expectedOn };
}

/** Moves business time to an instant, if that is still to come. */
export async function goTo(t: Pick<TestHouse, 'advance' | 'house'>, instant: number): Promise<void> {
  const minutes = Math.ceil((instant - t.house.engine.clock.now('gent')) / 60_000);
  if (minutes > 0) await t.advance({ minutes });
}

export async function insertOldCard(t: Pick<TestHouse, 'pull'>, { insz, cardNumber, expiresOn }: TestCitizen): Promise<void> {
  await t.pull('devices', 'insert-card', { device, card: { cardNumber, insz, lastName: 'Persoon', firstNames: 'Test', validUntil: expiresOn, activated: true, photo: null } });
}

/** The PIN of a card that comes from the factory. */
export const factoryPin = '1234';

export async function insertNewCard(t: Pick<TestHouse, 'pull'>, { citizen, cardNumber }: Pick<TestOrder, 'citizen' | 'cardNumber'>): Promise<void> {
  await t.pull('devices', 'insert-card', { device, card: { cardNumber, insz: citizen.insz, lastName: 'Persoon', firstNames: 'Test', validUntil: '2036-12-31', activated: false, photo: null, pin: factoryPin } });
}
