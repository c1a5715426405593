import { z } from 'zod';
import type { CommandCtx } from '#services/kernel/context.ts';
import type { EventPayload } from '#services/kernel/registry.ts';
import type { communication } from './communication.contract.ts';
import { noticesOfEvents, type Announced } from './notices-of-events.ts';
import { tellCitizen } from './tell-citizen.ts';

type CommunicationCtx = CommandCtx<typeof communication>;
type Listener = (ctx: CommunicationCtx, event: { readonly dossier: string }) => Promise<void>;
const about = z.object({ dossier: z.string() });

/** A listener for each event that a citizen is told about. */
export const announcers: Readonly<Record<string, Listener>> = Object.fromEntries(Object.entries(noticesOfEvents).map(([name, announce]): [string, Listener] => [
  name, async (ctx, event) => {
    // The table types each event where it is written; here they are all alike.
    const announced = (announce as (event: unknown) => Announced | undefined)(event);
    if (announced) await tellCitizen(ctx, { ...about.parse(event), ...announced });
  },
]));

/** A cancelled visit is named by its moment, which only the calendar knows. */
export async function announceCancelled(ctx: CommunicationCtx, { dossier, appointment, purpose, reason }: EventPayload<'appointments.cancelled'>): Promise<void> {
  // Who withdrew is told so once, and a visit that gave way to a new moment is told as moved.
  if (purpose !== 'capture' || reason === 'withdrawn' || reason === 'dossier-ended') return;
  const { appointments } = await ctx.call('appointments.ofDossier', { dossier });
  const start = appointments.find((visit) => visit.appointment === appointment)?.start;
  if (start === undefined) return;
  await tellCitizen(ctx, { dossier, notice: 'visit-cancelled', values: { start }, once: `visit-cancelled:${appointment}` });
}

