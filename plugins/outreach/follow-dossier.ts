import type { CommandCtx } from '#services/kernel/context.ts';
import type { EventPayload } from '#services/kernel/registry.ts';
import { dossierOf } from '#services/journey/move-dossier.ts';
import { inszOf } from '#services/journey/people.ts';
import { dossiersFor, factsOf, newer, tellingOf } from './keep-citizen.ts';
import type { outreach } from './outreach.contract.ts';
import { citizens } from './outreach.store.ts';

type OutreachCtx = CommandCtx<typeof outreach>;

/** Who is on the list has a dossier from now on. */
export async function followOpened(ctx: OutreachCtx, { dossier: id }: EventPayload<'journey.opened'>): Promise<void> {
  const { person, expiresOn } = await dossierOf(ctx.store, id);
  const row = await ctx.store.first(citizens, { year: Number(expiresOn.slice(0, 4)), inszIndex: { in: ctx.blindIndexes('insz', await inszOf(ctx.store, person)) } });
  if (!row) return;
  const facts = await factsOf(ctx, await dossiersFor(ctx, person, expiresOn));
  await ctx.work((work) => work.update(citizens, { id: row.id }, { person, trouble: null, ...newer(row, facts) }));
}

export async function followMoved(ctx: OutreachCtx, { dossier }: EventPayload<'journey.moved'>): Promise<void> {
  const row = await ctx.store.first(citizens, { dossier });
  if (!row) return;
  const facts = await factsOf(ctx, await dossiersFor(ctx, row.person, row.expiresOn));
  await ctx.work((work) => work.update(citizens, { id: row.id }, newer(row, facts)));
}

/** Something was sent, or did not arrive: what is known is read anew from all that was sent. */
export async function followTelling(ctx: OutreachCtx, { dossier }: { readonly dossier: string }): Promise<void> {
  const row = await ctx.store.first(citizens, { dossier });
  if (!row) return;
  const told = await tellingOf(ctx, await dossiersFor(ctx, row.person, row.expiresOn));
  await ctx.work((work) => work.update(citizens, { id: row.id }, told));
}

export async function followCalled(ctx: OutreachCtx, { dossier, outcome }: EventPayload<'communication.called'>): Promise<void> {
  await ctx.work((work) => work.update(citizens, { dossier }, { call: outcome }));
}
