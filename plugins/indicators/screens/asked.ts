import { z } from 'zod';
import { dayOf } from '#services/belgium/brussels-time.ts';
import { addDays, addMonths } from '#services/belgium/day.ts';
import type { PageCtx } from '#services/kernel/page.ts';
import { indicators } from '../indicators.contract.ts';

const { month, ground, deliverBy, official } = indicators.actions.list.input.shape;

/** What an address asks of the figures; what cannot be asked is left out. */
const asked = z.object({ month: month.catch(undefined), ground: ground.catch(undefined), deliverBy: deliverBy.catch(undefined), official: official.catch(undefined) });
export type Asked = z.output<typeof asked>;
export const divisions = ['ground', 'deliverBy', 'official'] as const;
export type Division = (typeof divisions)[number];

type Clock = Pick<PageCtx, 'now'>;
/** The last day that counts. */
const yesterday = ({ now }: Clock): string => addDays(dayOf(now()), -1);

/** A month of which no day is over yet is no month to ask for. */
export function askedIn({ query, now }: Pick<PageCtx, 'query' | 'now'>): Asked {
  const typed = asked.parse(Object.fromEntries([...query].map(([name, value]) => [name, value.trim()])));
  return typed.month !== undefined && typed.month > yesterday({ now }).slice(0, 7) ? { ...typed, month: undefined } : typed;
}

/** The same without what is not asked, for an action. */
export function inputOf(wanted: Asked): Partial<Asked> {
  return Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
}

export function monthOnly({ month }: Asked): Pick<Partial<Asked>, 'month'> {
  return month === undefined ? {} : { month };
}

/** An address that asks the same, but for what is changed. */
export function withAsked(address: string, wanted: Partial<Asked>, changed: Readonly<Record<string, string | undefined>> = {}): string {
  const query = new URLSearchParams(Object.entries({ ...wanted, ...changed }).flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, value]])));
  return query.size === 0 ? address : `${address}?${query.toString()}`;
}

export const isLimited = (wanted: Asked): boolean => divisions.some((division) => wanted[division] !== undefined);

/** Months that are over, the newest first. */
export function monthsOver(clock: Clock, count = 24): string[] {
  const newest = lastMonthOver(clock);
  return Array.from({ length: count }, (_none, index) => monthsFrom(newest, -index));
}

/** Of which every day is over. */
export function lastMonthOver(clock: Clock): string {
  return monthsFrom(addDays(yesterday(clock), 1).slice(0, 7), -1);
}

export function monthsFrom(from: string, months: number): string {
  return addMonths(`${from}-01`, months).slice(0, 7);
}
