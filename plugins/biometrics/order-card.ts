import type { CommandCtx, Work } from '#services/kernel/context.ts';
import { handle, type Outcome } from '#services/kernel/plugin.ts';
import { dayOf } from '#services/belgium/brussels-time.ts';
import { demandMove, dossierOf, moveIfAllowed } from '#services/journey/move-dossier.ts';
import { inszOf } from '#services/journey/people.ts';
import { biometrics } from './biometrics.contract.ts';
import { biometricsFailures } from './biometrics.failures.ts';
import { captures, orders, type Order } from './biometrics.store.ts';
import { cardTerms } from './card-terms.ts';
import { findBirthDate } from './find-birth-date.ts';
import { latestOrder } from './load-capture.ts';
import { laneOf } from './register-at-biza.ts';
import { viewOf } from './view-capture.ts';

type Biometrics = typeof biometrics;

/** One order at a time: a repeated click waits for the first, and one that waits for a person is never doubled. */
export const orderCard = handle(biometrics, 'order', async (ctx, { dossier: id, procedure = ctx.config.procedure }) => {
  const dossier = await dossierOf(ctx.store, id);
  demandMove(dossier, 'order');
  const insz = await inszOf(ctx.store, dossier.person);
  const birthDate = await findBirthDate(ctx, insz);

  const effect = await ctx.work(async (work) => {
    demandMove(await dossierOf(work, id), 'order');
    const last = await latestOrder(work, id);
    if (last?.state === 'sending') return last.effect;
    if (last?.state === 'failed') throw biometricsFailures['waits-for-a-person']();
    const sent = await sendOrder(work, { dossier: id, insz, birthDate, procedure });
    const number = (last?.number ?? 0) + 1;
    if (!await work.insertIfNew(orders, { dossier: id, number, state: 'sending', procedure, orderedAt: work.at, ...sent })) throw biometricsFailures['changed-meanwhile']();
    return sent.effect;
  });
  await ctx.settled({ effect }, { withinMs: ctx.config.waitSeconds * 1000 });
  return viewOf(ctx.store, ctx.config, id);
});

export interface Ordering { readonly dossier: string; readonly insz: string; readonly birthDate: string; readonly procedure: Order['procedure'] }

/** Puts the order in the outbox; gives its attempt and effect. */
export async function sendOrder(work: Work<Biometrics>, { dossier, insz, birthDate, procedure }: Ordering): Promise<Pick<Order, 'attempt' | 'effect'>> {
  const capture = await work.first(captures, { dossier });
  if (!capture?.outcome || capture.reference === null) throw biometricsFailures['no-visit']();
  const { outcome, reference: registration } = capture;
  const attempt = work.newId();
  const { effect } = await work.dispatch(
    'biza.orderCard', { dossier, insz, registration, procedure, outcome, ...cardTerms(birthDate, dayOf(work.at), outcome) }, laneOf(dossier, attempt),
  );
  return { attempt, effect };
}

export const ordered: Outcome<Biometrics, 'biza.orderCard'> = {
  done: async (work, { input: { dossier, procedure }, output: { order, cardNumber, expectedOn }, about }) => {
    const asked = await currentOf(work, dossier, about['attempt']);
    if (!asked) return;
    const moved = await moveIfAllowed(work, dossier, 'order', { reason: procedure });
    // Withdrawn while BiZa took the order: a person has to see to a card that nobody waits for.
    const exception = moved ? null : 'biometrics.ordered-in-vain';
    await work.update(orders, { dossier, number: asked.number }, { state: 'ordered', order, expectedOn, exception, personal: { cardNumber } });
    if (!moved) return;
    const capture = await work.first(captures, { dossier });
    await work.emit('ordered', { dossier, order, procedure, expectedOn, visit: capture?.visit ?? null });
  },
  failed: async (work, { input: { dossier }, failure, about }) => {
    const asked = await currentOf(work, dossier, about['attempt']);
    if (!asked) return;
    await work.update(orders, { dossier, number: asked.number }, { state: 'failed', exception: failure.type });
    if (failure.type === 'biza.number-replaced') await work.emit('numberReplaced', { dossier, step: 'order', attempt: asked.attempt });
  },
};

async function currentOf(work: Work<Biometrics>, dossier: string, attempt: unknown): Promise<Order | undefined> {
  return typeof attempt === 'string' ? work.first(orders, { dossier, attempt }) : undefined;
}

/** The card is ordered: the visit has taken place, and the device is free for the next one. */
export async function endVisitAfterOrder(ctx: CommandCtx<Biometrics>, { dossier, visit }: { dossier: string; visit: string | null }): Promise<void> {
  if (visit === null) return;
  await ctx.call('appointments.keep', { dossier, purpose: 'capture' });
  await ctx.call('device-bridge.closeVisit', { visit });
}
