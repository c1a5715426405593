import type { CommandCtx } from '#services/kernel/context.ts';
import type { EventPayload } from '#services/kernel/registry.ts';
import { dossierOf } from '#services/journey/move-dossier.ts';
import type { invitation } from './invitation.contract.ts';
import { codeAsks, invitations } from './invitation.store.ts';
import { putCode } from './issue-code.ts';
import { printCode } from './personal-code.ts';

/**
 * Tells the citizen the fresh code, by the medium and at the address that the CRM has. The code before is void only once this one is on its way: who asks in
 * somebody else's name while no medium works takes nothing from anybody.
 */
export async function sendFreshCode(ctx: CommandCtx<typeof invitation>, { dossier, ask: id }: EventPayload<'invitation.codeGranted'>): Promise<void> {
  const ask = await ctx.store.first(codeAsks, { id });
  const code = ask?.personal.code ?? null;
  if (code === null) return;
  const values = { link: `${ctx.config.websiteUrl}/${code}`, code: printCode(code) };
  const { medium } = await ctx.call('communication.tell', { dossier, notice: 'fresh-code', values, once: `fresh-code:${id}` });
  await ctx.work(async (work) => {
    await work.update(codeAsks, { id, dossier }, { personal: { typed: null, code: null } });
    if (medium === null) return;
    const { newest } = await work.claimIndex('invitation-code', code);
    const { ground } = await dossierOf(work, dossier);
    const isFirst = await work.count(invitations, { dossier }) === 0;
    await putCode(work, dossier, ground === null ? 'counter-information' : 'invitation', { codeIndex: newest, personal: { code } });
    // Who never was invited came in by another way, and need not be.
    if (isFirst) await work.update(invitations, { dossier }, { handedAt: work.at, quietAt: work.at });
  });
}
