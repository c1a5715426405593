import type { Medium } from '#connectors/crm/crm.port.ts';
import type { CommandCtx } from '#services/kernel/context.ts';
import { dossierOf } from '#services/journey/move-dossier.ts';
import type { invitation } from './invitation.contract.ts';
import type { Invitation } from './invitation.store.ts';
import { printCode } from './personal-code.ts';

export interface Asking {
  readonly notice: 'invitation' | 'reminder' | 'invitation-letter';
  readonly once: string;
  /** This one or none. */
  readonly medium?: Medium | undefined;
}

/** Tells the citizen. Who belongs to a group is invited; who belongs to none is told about the expiry, the counter and the two ways into home service. */
export async function inviteCitizen(ctx: CommandCtx<typeof invitation>, { dossier, personal: { code } }: Invitation, { notice, once, medium }: Asking): Promise<Medium | null> {
  const { ground, expiresOn } = await dossierOf(ctx.store, dossier);
  const values = { link: `${ctx.config.websiteUrl}/${code}`, code: printCode(code), expiresOn };
  const about = { dossier, once, ...(medium !== undefined && { medium }) };
  const told = ground === null
    ? await ctx.call('communication.tell', { ...about, notice: 'counter-information', values })
    : await ctx.call('communication.tell', { ...about, notice, values: { ...values, fee: (await ctx.call('payment.quote', { dossier, ground })).amount } });
  return told.medium;
}
