import type { CommandCtx } from '#services/kernel/context.ts';
import { handle } from '#services/kernel/plugin.ts';
import type { Dossier } from '#services/journey/dossier.store.ts';
import type { Ground } from '#services/journey/ground.ts';
import type { State } from '#services/journey/journey.states.ts';
import { dossierOf, demandMove, moveDossier } from '#services/journey/move-dossier.ts';
import { inszOf } from '#services/journey/people.ts';
import { checkPaymentChoice } from './check-payment-choice.ts';
import { request } from './request.contract.ts';
import { requestFailures } from './request.failures.ts';
import { requests } from './request.store.ts';

/** The moment is held a little longer than the payment stays open, so that a payment in the last second still counts. */
const graceMs = 5 * 60_000;

/**
 * Hold the moment, commit the request, then confirm (free) or begin the payment. Each step is a unit of work of its own, and safe to repeat:
 * who asks the same again goes on where it stopped. When nobody does, the hold lapses, the dossier says so, and the citizen can ask again.
 */
export const submitRequest = handle(request, 'submit', async (ctx, input) => {
  const { dossier: id, ground, start, declaredBy } = input;
  const before = await dossierOf(ctx.store, id);
  const goesOn = await wasAsked(ctx, before, input);
  if (!goesOn) demandMove(before, 'request');
  const insz = await inszOf(ctx.store, before.person);
  if (input.contact && !goesOn) await refuseIfChanged(ctx, insz, input.contact.version);
  if (ground === 'disability') {
    const { status } = await ctx.ports.disabilityRegister.recognition({ insz, on: ctx.today() });
    if (status !== 'current') throw requestFailures['not-recognised']({ issues: [{ in: 'body', name: 'ground', detail: 'no current recognition' }] });
  }
  const [quote, { payments }] = await Promise.all([ctx.call('payment.quote', { dossier: id, ground }), ctx.call('payment.ofDossier', { dossier: id })]);
  const choice = checkPaymentChoice({ ...quote, paid: payments.some(({ state }) => state === 'paid') }, input);
  const held = await ctx.call('appointments.hold', { dossier: id, purpose: 'capture', start, ground });

  if (!goesOn) await ctx.work(async (work) => {
    await moveDossier(work, id, 'request', { reason: `declared-by-${declaredBy}`, visitEnds: held.end, changes: { ground } });
    if (!choice.free) await moveDossier(work, id, 'ask-payment');
    if (!await work.insertIfNew(requests, { dossier: id, declaredBy, requestedAt: work.at })) {
      await work.update(requests, { dossier: id }, { declaredBy, requestedAt: work.at });
    }
    if (input.contact) await work.dispatch('crm.updateContact', { insz, ...input.contact }, { lane: `contact:${id}`, dossier: id });
    await work.emit('requested', { dossier: id, ground });
  });

  if (choice.free || before.state === 'scheduled') {
    const appointment = await ctx.call('appointments.confirm', { appointment: held.appointment });
    return { state: (await dossierOf(ctx.store, id)).state, appointment, payment: null };
  }
  const payment = await ctx.call('payment.begin', { dossier: id, method: choice.method, returnUrl: choice.returnUrl });
  const appointment = await ctx.call('appointments.extend', { appointment: held.appointment, until: payment.expiresAt + graceMs });
  return { state: (await dossierOf(ctx.store, id)).state, appointment, payment };
});

/** Who fills in contact data on an overview that is no longer true is told at once, while nothing has happened yet. What changes after this the CRM sees itself. */
async function refuseIfChanged(ctx: CommandCtx<typeof request>, insz: string, version: string): Promise<void> {
  const { citizen } = await ctx.ports.crm.citizen({ insz });
  if (citizen?.version !== version) throw requestFailures['contact-changed']({ issues: [{ in: 'body', name: 'contact.version', detail: 'the overview shows a newer one' }] });
}

const under = new Set<State>(['requested', 'awaiting-payment', 'scheduled']);

/** Has this very visit been asked for already, and does its moment still stand? */
async function wasAsked(ctx: CommandCtx<typeof request>, { id, state, ground }: Dossier, asked: { readonly ground: Ground; readonly start: number }): Promise<boolean> {
  if (!under.has(state) || ground !== asked.ground) return false;
  const { appointments } = await ctx.call('appointments.ofDossier', { dossier: id });
  return appointments.some(({ purpose, start, state: standing }) => purpose === 'capture' && start === asked.start && (standing === 'held' || standing === 'confirmed'));
}
