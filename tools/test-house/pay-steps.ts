import type { z } from 'zod';
import type { appointmentView } from '#plugins/appointments/appointments.contract.ts';
import type { paymentView } from '#plugins/payment/payment.contract.ts';
import { dayOf } from '#services/belgium/brussels-time.ts';
import { addDays } from '#services/belgium/day.ts';
import { dossiers } from '#services/journey/dossier.store.ts';
import type { State } from '#services/journey/journey.states.ts';
import { aCitizen } from './make-citizen.ts';
import { as, citizenOf, type TestHouse } from './open-test-house.ts';

type Payment = z.output<typeof paymentView>;
type Visit = z.output<typeof appointmentView>;
type Method = Payment['method'];
interface Online { readonly paymentId: string; readonly reference: string; readonly status: string }

export const clerk = as('clerk', 'an.claes');
export const fee = 2500;
export const ground = 'limited-availability';
export const returnUrl = 'https://gent.example/terug';

/** What citizens, clerks and the bank do around the fee of a visit. */
export function paySteps(the: () => TestHouse) {
  const today = () => dayOf(the().house.engine.clock.now('gent'));

  async function aDossier(): Promise<string> {
    const { insz } = await aCitizen(the(), { expiresOn: addDays(today(), 88) });
    return (await the().call<{ dossier: string }>('request.openFor', { insz, why: 'citizen-called' }, clerk)).dossier;
  }

  /** A citizen who has chosen the first free moment, in so many days at the soonest, and is about to pay. */
  async function aRequest(method: Method = 'bancontact', { inDays = 0 }: { inDays?: number } = {}) {
    const dossier = await aDossier();
    const { slots } = await the().call<{ slots: { start: number }[] }>('appointments.offer', { dossier, purpose: 'capture', ground, from: addDays(today(), inDays) }, citizenOf(dossier));
    const asked = { dossier, ground, start: slots[0]?.start, method, returnUrl };
    const { appointment, payment } = await the().call<{ appointment: Visit; payment: Payment }>('request.submit', asked, citizenOf(dossier));
    return { dossier, visit: appointment, payment };
  }

  const begin = (dossier: string, method: Method) => the().call<Payment>('payment.begin', { dossier, method, returnUrl }, clerk);
  const stateOf = async (dossier: string): Promise<State | undefined> => (await the().house.engine.store.reader('gent').first(dossiers, { id: dossier }))?.state;
  const paymentsOf = async (dossier: string) => (await the().call<{ payments: Payment[] }>('payment.ofDossier', { dossier }, clerk)).payments;
  const visitsOf = async (dossier: string) => (await the().call<{ appointments: Visit[] }>('appointments.ofDossier', { dossier }, clerk)).appointments;
  const standingOf = async (dossier: string) => [await stateOf(dossier), (await paymentsOf(dossier)).map(({ state }) => state), (await visitsOf(dossier)).map(({ state }) => state)];
  const quoteOf = async (dossier: string) => (await the().call<{ amount: number }>('payment.quote', { dossier, ground }, clerk)).amount;
  const unmatched = async () => (await the().call<{ credits: { bankReference: string; problem: string }[] }>('payment.unmatched', {}, clerk)).credits;
  const fault = (operation: string, kind: string | null, times: number | null = null) => the().pull('payment', 'fault', { operation, kind, times });
  async function onlineOf({ payment }: Payment): Promise<Online[]> {
    const { payments } = await the().pull<{ payments: Online[] }>('payment', 'payments');
    return payments.filter(({ reference }) => reference === payment.replaceAll('-', ''));
  }
  async function paymentIdOf(payment: Payment): Promise<string> {
    return (await onlineOf(payment))[0]?.paymentId ?? '';
  }
  async function pay(payment: Payment): Promise<void> {
    await the().pull('payment', 'pay', { paymentId: await paymentIdOf(payment) });
    await the().idle();
  }

  async function fail(payment: Payment): Promise<void> {
    await the().pull('payment', 'fail', { paymentId: await paymentIdOf(payment) });
    await the().idle();
  }
  async function credit(payment: Payment): Promise<void> {
    await the().pull('payment', 'credit', { communication: payment.transfer?.communication.replaceAll(/\D/g, ''), amount: fee });
    await the().idle();
  }
  /** Others take the moment, from every official who has it free. */
  async function takeFromUnder({ start }: Visit): Promise<void> {
    for (let official = 0; official < 2; official += 1) {
      await the().call('appointments.hold', { dossier: await aDossier(), purpose: 'capture', start, ground, until: start }, clerk).catch(() => undefined);
    }
  }
  const anHourBefore = ({ start }: Visit) => the().advance({ minutes: Math.floor((start - the().house.engine.clock.now('gent')) / 60_000) - 60 });
  const withdraw = async (dossier: string) => { await the().call('request.withdraw', { dossier }, citizenOf(dossier)); await the().idle(); };

  return { today, aDossier, aRequest, begin, stateOf, paymentsOf, visitsOf, standingOf, quoteOf, unmatched, fault, onlineOf, paymentIdOf, pay, fail, credit, takeFromUnder, anHourBefore, withdraw };
}
