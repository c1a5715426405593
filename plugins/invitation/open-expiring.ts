import type { z } from 'zod';
import type { card } from '#connectors/eid-tool/eid-tool.port.ts';
import type { CommandCtx } from '#services/kernel/context.ts';
import { dossiers } from '#services/journey/dossier.store.ts';
import { openDossier } from '#services/journey/open-dossier.ts';
import { replaceNumber } from '#services/journey/people.ts';
import { inviteCitizen, issueCode } from './invite-citizen.ts';
import type { invitation, notOpened } from './invitation.contract.ts';
import { judgeCard } from './judge-card.ts';

type Card = z.output<typeof card>;
type Opened = { readonly dossier: string; readonly ground: string | null } | { readonly reason: z.output<typeof notOpened> };

/** Opens the dossier of one expiring card and invites its holder; says why not. Stopped anywhere, the next check goes on from there. */
export async function openExpiring(ctx: CommandCtx<typeof invitation>, found: Card, options: { readonly day: string; readonly atCounter: ReadonlySet<string> }): Promise<Opened> {
  const known = await ctx.store.first(dossiers, { cardIndex: { in: ctx.blindIndexes('card', found.cardNumber) } }, { by: [['cycle', 'desc']] });
  if (known) {
    if (known.state === 'opened') await inviteCitizen(ctx, known.id, 'invitation', { once: 'invitation' });
    return { reason: 'has-dossier' };
  }
  if (options.atCounter.has(found.cardNumber)) return { reason: 'renewing-at-counter' };
  const reason = judgeCard(found, { minimumAge: ctx.config.minimumAge, day: options.day });
  if (reason) return { reason };

  const recognition = await ctx.ports.disabilityRegister.recognition({ insz: found.insz, on: options.day });
  const insz = recognition.replacedBy ?? found.insz;
  const { citizen } = await ctx.ports.crm.citizen({ insz });
  if (!citizen) return { reason: 'number-unknown' };
  if (!citizen.reachable) return { reason: 'deceased-or-gone' };

  const ground = recognition.status === 'current' ? 'disability' as const : null;
  const dossier = await ctx.work(async (work) => {
    if (recognition.replacedBy !== null) await replaceNumber(work, found.insz, recognition.replacedBy);
    const opened = await openDossier(work, { insz, cardNumber: found.cardNumber, expiresOn: found.expiresOn, ground, reason: 'expires-soon' });
    if (opened === undefined) return undefined;
    await issueCode(work, opened);
    await work.dispatch('eid-tool.openRenewal', { dossier: opened, cardNumber: found.cardNumber }, { lane: opened, dossier: opened });
    // Only the derived flag is written, and only while it holds.
    if (ground) await work.dispatch('eid-tool.setHomeServiceFlag', { insz, homeService: true }, { lane: opened, dossier: opened });
    return opened;
  });
  if (dossier === undefined) return { reason: 'has-dossier' };
  await inviteCitizen(ctx, dossier, 'invitation', { once: 'invitation' });
  return { dossier, ground };
}
