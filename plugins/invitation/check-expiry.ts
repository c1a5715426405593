import type { z } from 'zod';
import { addDays } from '#services/belgium/day.ts';
import type { CommandCtx } from '#services/kernel/context.ts';
import { handle } from '#services/kernel/plugin.ts';
import { goThrough } from './go-through.ts';
import { invitation, type notOpened } from './invitation.contract.ts';
import { invitationFailures } from './invitation.failures.ts';
import { checks } from './invitation.store.ts';
import { inviteUntold } from './invite-untold.ts';
import { lapseSilent } from './lapse-silent.ts';
import { leaveAtCounter } from './leave-at-counter.ts';
import { openExpiring } from './open-expiring.ts';

type InvitationCtx = CommandCtx<typeof invitation>;
type Reason = z.output<typeof notOpened>;

/**
 * The daily check. It looks at everything that expires within the window, and at what expired since the last check that saw everything, so days
 * off are caught up. A card has one dossier per cycle, so it may run as often as one likes, and stop anywhere.
 */
export async function checkExpiringCards(ctx: InvitationCtx, date: string) {
  const until = addDays(date, ctx.config.windowDays);
  const from = (await ctx.store.first(checks, { what: 'expiry' }))?.day ?? date;
  const renewedAtCounter = await leaveAtCounter(ctx);

  const opened: { dossier: string; ground: string | null }[] = [];
  const reasons = new Map<Reason, number>();
  const count = (reason: Reason, by = 1) => { if (by > 0) reasons.set(reason, (reasons.get(reason) ?? 0) + by); };
  let [seen, unanswered] = [0, 0];
  for (let after: string | null = null; ;) {
    const page: Awaited<ReturnType<typeof ctx.ports.eidTool.expiringCards>> = await ctx.ports.eidTool.expiringCards({ from: from < date ? from : date, until, after });
    seen += page.cards.length + page.unreadable;
    count('unreadable-card', page.unreadable);
    const failed = await goThrough(ctx.log, page.cards, async (card) => {
      const result = await openExpiring(ctx, card, date);
      if ('reason' in result) count(result.reason);
      else opened.push(result);
    });
    count('look-up-failed', failed.refused + failed.unanswered);
    unanswered += failed.unanswered;
    if (page.next === null) break;
    after = page.next;
  }
  // A day that is still to come does not make anything lapse today, nor does it count as seen.
  const day = date < ctx.today() ? date : ctx.today();
  const lapsed = await lapseSilent(ctx, day);
  if (unanswered === 0) await remember(ctx, day);
  return { answer: { date, until, seen, opened, notOpened: [...reasons].map(([reason, count]) => ({ reason, count })), renewedAtCounter, lapsed }, complete: unanswered === 0 };
}

async function remember(ctx: InvitationCtx, day: string): Promise<void> {
  await ctx.work(async (work) => {
    if (!await work.insertIfNew(checks, { what: 'expiry', day })) await work.update(checks, { what: 'expiry' }, { day });
  });
}

const furthestDays = 366;

/** By hand: who was found is told at once. */
export const checkExpiry = handle(invitation, 'checkExpiry', async (ctx, { date }) => {
  // A mistyped year would invite everybody, and what is sent cannot be taken back.
  if (date !== undefined && date > addDays(ctx.today(), furthestDays)) {
    throw invitationFailures['date-too-far']({ issues: [{ in: 'body', name: 'date', detail: `at most ${furthestDays} days ahead` }] });
  }
  const { answer } = await checkExpiringCards(ctx, date ?? ctx.today());
  await inviteUntold(ctx);
  return answer;
});

/** Every night. Who was found is told in the morning: nobody's telephone should ring at five. */
export async function checkByNight(ctx: InvitationCtx): Promise<void> {
  const { complete } = await checkExpiringCards(ctx, ctx.today());
  if (!complete) throw invitationFailures.incomplete();
}
