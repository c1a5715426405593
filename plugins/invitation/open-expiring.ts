import type { z } from 'zod';
import type { card } from '#connectors/eid-tool/eid-tool.port.ts';
import { judgeCard } from '#connectors/eid-tool/judge-card.ts';
import type { CommandCtx } from '#services/kernel/context.ts';
import { dossiers } from '#services/journey/dossier.store.ts';
import { openDossier } from '#services/journey/open-dossier.ts';
import { replaceNumber } from '#services/journey/people.ts';
import type { invitation, notOpened } from './invitation.contract.ts';
import { counterRenewals } from './invitation.store.ts';
import { issueCode } from './issue-code.ts';

type Card = z.output<typeof card>;
type Opened = { readonly dossier: string; readonly ground: string | null } | { readonly reason: z.output<typeof notOpened> };

/** Opens the dossier of one expiring card, or says why not. Its holder is told afterwards, by whatever run gets there first. */
export async function openExpiring(ctx: CommandCtx<typeof invitation>, found: Card, day: string): Promise<Opened> {
  const cardIndex = { in: ctx.blindIndexes('card', found.cardNumber) };
  if (await ctx.store.first(dossiers, { cardIndex })) return { reason: 'has-dossier' };
  if (await ctx.store.first(counterRenewals, { cardIndex })) return { reason: 'renewing-at-counter' };
  const reason = judgeCard(found, { minimumAge: ctx.config.minimumAge, day });
  if (reason) return { reason };

  const recognition = await ctx.ports.disabilityRegister.recognition({ insz: found.insz, on: day });
  const insz = recognition.replacedBy ?? found.insz;
  const { citizen } = await ctx.ports.crm.citizen({ insz });
  if (!citizen) return { reason: 'number-unknown' };
  if (!citizen.reachable) return { reason: 'deceased-or-gone' };

  const ground = recognition.status === 'current' ? 'disability' as const : null;
  const dossier = await ctx.work(async (work) => {
    if (recognition.replacedBy !== null) await replaceNumber(work, found.insz, recognition.replacedBy);
    const opened = await openDossier(work, { insz, cardNumber: found.cardNumber, expiresOn: found.expiresOn, ground, reason: 'expires-soon' });
    if (opened === undefined) return undefined;
    await issueCode(work, opened, ground === null ? 'counter-information' : 'invitation');
    const options = { lane: opened, dossier: opened };
    await work.dispatch('eid-tool.openRenewal', { dossier: opened, cardNumber: found.cardNumber }, options);
    // Only the derived flag is written; that of a recognition that has ended may still stand there.
    if (recognition.status !== 'none') await work.dispatch('eid-tool.setHomeServiceFlag', { insz, homeService: ground !== null }, options);
    return opened;
  });
  return dossier === undefined ? { reason: 'has-dossier' } : { dossier, ground };
}
