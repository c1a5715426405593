import { dayOf } from '#services/belgium/brussels-time.ts';
import type { PageCtx } from '#services/kernel/page.ts';

/** Today in Belgium, by the business time of the municipality. */
export function dayOfCtx({ now }: Pick<PageCtx, 'now'>): string {
  return dayOf(now());
}
