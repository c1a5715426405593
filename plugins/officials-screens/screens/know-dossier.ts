import { z } from 'zod';
import type { PageCtx } from '#services/kernel/page.ts';
import type { Known } from './deeds.ts';
import { orNothing } from '#services/pieces/or-nothing.ts';

const reference = z.uuid();

/** What is known of the dossier that an address names; nothing where it names none. */
export async function knowDossier({ call, path }: Pick<PageCtx, 'call' | 'path'>): Promise<Known | undefined> {
  const dossier = reference.safeParse(path['dossier']).data;
  if (dossier === undefined) return undefined;
  const [shown, visits, payments] = await Promise.all([
    call('journey.show', { dossier }), orNothing(call('appointments.ofDossier', { dossier })), orNothing(call('payment.ofDossier', { dossier })),
  ]);
  return { dossier: shown, visits: visits?.appointments ?? [], payments: payments?.payments ?? [] };
}
