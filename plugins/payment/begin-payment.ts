import type { CommandCtx, Dispatched, Language, Work } from '#services/kernel/context.ts';
import { isFailure } from '#services/kernel/failure.ts';
import { handle } from '#services/kernel/plugin.ts';
import { instantOf } from '#services/belgium/brussels-time.ts';
import { addDays } from '#services/belgium/day.ts';
import { dossierOf } from '#services/journey/move-dossier.ts';
import { inszOf } from '#services/journey/people.ts';
import { endPayment, laneOf } from './end-payment.ts';
import { paymentOf, paymentsOf } from './find-payment.ts';
import { payment } from './payment.contract.ts';
import { feeFailures } from './payment.failures.ts';
import { live, payments, type Payment } from './payment.store.ts';
import { feeDue } from './reckon-fee.ts';
import { takeCommunication } from './take-communication.ts';
import { viewOf } from './view-payment.ts';

type Ctx = CommandCtx<typeof payment>;
type Begun = { readonly id: string; readonly dispatched?: Dispatched<unknown> };
/** How long the citizen waits for an address to pay at; then the payment is still `starting` and shows up in the dossier. */
const patienceMs = 8_000;

/** The same way of paying again is the same payment; another one takes its place. */
export const beginPayment = handle(payment, 'begin', async (ctx, { dossier: id, method, returnUrl }) => {
  const dossier = await dossierOf(ctx.store, id);
  if (dossier.state !== 'awaiting-payment') throw feeFailures['not-asked']();
  if (!ctx.config.methods.includes(method)) {
    throw feeFailures['method-not-offered']({ issues: [{ in: 'body', name: 'method', detail: `one of ${ctx.config.methods.join(', ')}` }] });
  }
  const language = await languageOf(ctx, dossier.person);
  const visit = await heldVisit(ctx, id);

  const begun = await ctx.work(async (work): Promise<Begun> => {
    const { state, ground } = await dossierOf(work, id);
    if (state !== 'awaiting-payment') throw feeFailures['not-asked']();
    const earlier = await paymentsOf(work, id);
    const amount = feeDue(ctx.config, ground, earlier);
    if (amount === 0) throw feeFailures['nothing-due']();
    for (const other of earlier.filter((each) => live.includes(each.state))) {
      if (other.method === method && other.amount === amount && other.expiresAt > work.at) return { id: other.id };
      await endPayment(work, other, 'cancelled');
    }

    const row = await addPayment(work, { dossier: id, method, amount, expiresAt: deadline(ctx, method, visit) });
    await work.emit('begun', { payment: row.id, dossier: id, method, expiresAt: row.expiresAt });
    const { reference, expiresAt, communication } = row;
    const options = { lane: laneOf(row), dossier: id, about: { payment: row.id } };
    const dispatched = method === 'transfer'
      ? await work.dispatch('payment.expectTransfer', { reference, amount, communication, expiresAt }, options)
      : await work.dispatch('payment.start', { reference, amount, method, description: ctx.config.description[language], returnUrl, language, expiresAt }, options);
    return { id: row.id, dispatched };
  });
  if (begun.dispatched) await ctx.settled(begun.dispatched, { withinMs: patienceMs });
  return viewOf(await paymentOf(ctx.store, begun.id));
});

async function addPayment(work: Work<typeof payment>, facts: Pick<Payment, 'dossier' | 'method' | 'amount' | 'expiresAt'>): Promise<Payment> {
  const id = work.newId();
  const row: Payment = {
    ...facts, id, reference: id.replaceAll('-', ''), state: 'starting', externalId: null, checkoutUrl: null, iban: null, beneficiary: null,
    communication: await takeCommunication(work, id), createdAt: work.at, paidAt: null, toVerify: false, refundReason: null,
  };
  await work.insert(payments, row);
  return row;
}

/** A transfer is waited for until the end of its last day, but not past the visit that it pays. */
function deadline(ctx: Ctx, method: Payment['method'], visit: number | undefined): number {
  if (method !== 'transfer') return ctx.now() + ctx.config.onlineMinutes * 60_000;
  const lastDayEnds = instantOf(addDays(ctx.today(), ctx.config.transferDays + 1), '00:00');
  return Math.min(lastDayEnds, visit ?? lastDayEnds);
}

async function heldVisit(ctx: Ctx, dossier: string): Promise<number | undefined> {
  const { appointments } = await ctx.call('appointments.ofDossier', { dossier });
  return appointments.findLast(({ purpose, state }) => purpose === 'capture' && state === 'held')?.start;
}

/** Nobody should be unable to pay because the CRM is down. */
async function languageOf(ctx: Ctx, person: string): Promise<Language> {
  const fallback = ctx.municipality.languages[0] ?? 'nl';
  try {
    return (await ctx.ports.crm.citizen({ insz: await inszOf(ctx.store, person) })).citizen?.language ?? fallback;
  } catch (error) {
    if (!isFailure(error)) throw error;
    return fallback;
  }
}
