import { z } from 'zod';
import type { CommandCtx } from '#services/kernel/context.ts';
import type { EventPayload } from '#services/kernel/registry.ts';
import { history } from '#services/journey/dossier.store.ts';
import type { communication } from './communication.contract.ts';
import { noticeOfCancelled, noticeOfMove, noticesOfEvents, type Announced, type TellingEvent } from './notices-of-events.ts';
import { takeBackCalls } from './overtake-calls.ts';
import { tellCitizen } from './tell-citizen.ts';

type CommunicationCtx = CommandCtx<typeof communication>;
const about = z.object({ dossier: z.string() });

const announcer = <K extends TellingEvent>(name: K) => (ctx: CommunicationCtx, event: EventPayload<K>): Promise<void> =>
  tellIf(ctx, about.parse(event).dossier, noticesOfEvents[name](event, ctx.traceId));

/** A listener for each event that says by itself what a citizen is told. */
export const announcers: { readonly [K in TellingEvent]: (ctx: CommunicationCtx, event: EventPayload<K>) => Promise<void> } = {
  'appointments.confirmed': announcer('appointments.confirmed'),
  'appointments.moved': announcer('appointments.moved'),
  'payment.transferRequested': announcer('payment.transferRequested'),
  'payment.expired': announcer('payment.expired'),
  'payment.refunded': announcer('payment.refunded'),
  'delivery.planned': announcer('delivery.planned'),
  'delivery.cardLate': announcer('delivery.cardLate'),
  'delivery.attemptFailed': announcer('delivery.attemptFailed'),
  'delivery.heldAtCounter': announcer('delivery.heldAtCounter'),
  'delivery.unclaimedSoon': announcer('delivery.unclaimedSoon'),
  'request.withdrawn': announcer('request.withdrawn'),
};

export async function announceMove(ctx: CommunicationCtx, moved: EventPayload<'journey.moved'>): Promise<void> {
  const { dossier, sequence } = moved;
  await takeBackCalls(ctx, moved);
  const reason = moved.state === 'visit-missed' ? (await ctx.store.first(history, { dossier, sequence }))?.reason ?? null : null;
  await tellIf(ctx, dossier, noticeOfMove(moved, reason));
}

export async function announceCancelled(ctx: CommunicationCtx, cancelled: EventPayload<'appointments.cancelled'>): Promise<void> {
  const { dossier, appointment } = cancelled;
  const { appointments } = await ctx.call('appointments.ofDossier', { dossier });
  await tellIf(ctx, dossier, noticeOfCancelled(cancelled, appointments.find((visit) => visit.appointment === appointment)?.start));
}

async function tellIf(ctx: CommunicationCtx, dossier: string, announced: Announced | undefined): Promise<void> {
  if (announced) await tellCitizen(ctx, { dossier, ...announced });
}
