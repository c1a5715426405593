import { addDays } from '#services/belgium/day.ts';
import type { ProductionStatus } from './delivery.store.ts';

export interface CardNews { readonly status: ProductionStatus; readonly expectedOn: string }
export type CardJudgement = 'lost' | 'late' | 'in-time';

const gone: readonly ProductionStatus[] = ['lost', 'destroyed'];
const there: readonly ProductionStatus[] = ['at-municipality', 'activated'];

/** It will never be handed out any more. */
export function isGone(status: ProductionStatus): boolean {
  return gone.includes(status);
}

/** The day on which the card can be here at the earliest: a day that has passed without it does not count. */
export function arrivalDay({ expectedOn }: Pick<CardNews, 'expectedOn'>, today: string): string {
  return expectedOn > today ? expectedOn : today;
}

/** The first day on which a delivery may be planned. A card that is here can go out at once. */
export function firstPossibleDay(card: { readonly expectedOn: string; readonly arrivedAt: number | null }, today: string, marginDays: number): string {
  return card.arrivedAt === null ? addDays(arrivalDay(card, today), marginDays) : today;
}

/**
 * What BiZa's news of a card that has not been received means for its planned day. The margin is for planning; the card is late only when
 * it will not be here the day before (on the day itself, where the municipality plans without margin).
 */
export function judgeCard(news: CardNews, plannedDay: string | null, today: string, marginDays: number): CardJudgement {
  if (isGone(news.status)) return 'lost';
  if (there.includes(news.status) || plannedDay === null) return 'in-time';
  return plannedDay < addDays(arrivalDay(news, today), Math.min(marginDays, 1)) ? 'late' : 'in-time';
}
