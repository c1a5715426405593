import type { z } from 'zod';
import { addDays } from '#services/belgium/day.ts';
import { instantOf } from '#services/belgium/brussels-time.ts';
import type { CommandCtx } from '#services/kernel/context.ts';
import { handle } from '#services/kernel/plugin.ts';
import { invitation, type notOpened } from './invitation.contract.ts';
import { leaveAtCounter } from './leave-at-counter.ts';
import { lapseSilent } from './lapse-silent.ts';
import { openExpiring } from './open-expiring.ts';

/** How far back renewals at the counter are looked up: longer than any window. */
const counterDays = 400;

/**
 * The daily check. It looks at everything that expires within the window, and at what expired since the longest pause that may be, so days off are
 * caught up; a card has one dossier per cycle, so it may run as often as one likes.
 */
export async function checkExpiringCards(ctx: CommandCtx<typeof invitation>, date: string) {
  const { windowDays, lapseAfterExpiryDays } = ctx.config;
  const until = addDays(date, windowDays);
  const { renewals } = await ctx.ports.eidTool.renewalsAtCounter({ since: instantOf(addDays(date, -counterDays), '00:00') });
  const atCounter = new Set(renewals.map(({ cardNumber }) => cardNumber));
  const renewedAtCounter = await leaveAtCounter(ctx, renewals);

  const opened: { dossier: string; ground: string | null }[] = [];
  const reasons = new Map<z.output<typeof notOpened>, number>();
  let seen = 0;
  for (let after: string | null = null; ;) {
    const page: Awaited<ReturnType<typeof ctx.ports.eidTool.expiringCards>> = await ctx.ports.eidTool.expiringCards({ from: addDays(date, -lapseAfterExpiryDays), until, after });
    for (const card of page.cards) {
      seen += 1;
      const result = await openExpiring(ctx, card, { day: date, atCounter });
      if ('reason' in result) reasons.set(result.reason, (reasons.get(result.reason) ?? 0) + 1);
      else opened.push(result);
    }
    if (page.next === null) break;
    after = page.next;
  }
  const lapsed = await lapseSilent(ctx, date);
  return { date, until, seen, opened, notOpened: [...reasons].map(([reason, count]) => ({ reason, count })), renewedAtCounter, lapsed };
}

export const checkExpiry = handle(invitation, 'checkExpiry', (ctx, { date }) => checkExpiringCards(ctx, date ?? ctx.today()));
