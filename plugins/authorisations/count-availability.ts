import type { z } from 'zod';
import { isWorkingDay } from '#services/belgium/public-holidays.ts';
import { availabilityOf } from './authorisations.contract.ts';
import type { Act, AuthorisationDay, DayStatus } from './authorisations.store.ts';
import { worst } from './judge-day.ts';

type Of = z.output<typeof availabilityOf>;
export interface Availability { readonly act: Of; readonly authorised: number; readonly refused: number; readonly unknown: number; readonly share: number | null }

const needs: Readonly<Record<Of, readonly Act[]>> = { 'capture-biometrics': ['capture-biometrics'], 'activate-card': ['activate-card'], both: ['capture-biometrics', 'activate-card'] };

/**
 * The share of the working days that were written down on which an act was authorised. A day on which nobody could ask counts among the days, not among the available
 * ones: what is not known is never made to look better than it is.
 */
export function countAvailability(rows: readonly AuthorisationDay[], closed: ReadonlySet<string>): Availability[] {
  const days = [...Map.groupBy(rows.filter(({ day }) => isWorkingDay(day) && !closed.has(day)), ({ day }) => day).values()];
  return availabilityOf.options.map((act) => {
    const statuses = days.map((ofDay) => worst(needs[act].map((each): DayStatus => ofDay.find((row) => row.act === each)?.status ?? 'unknown')));
    const count = (status: DayStatus) => statuses.filter((one) => one === status).length;
    const authorised = count('authorised');
    // Rounded down: 100 is said of nothing less.
    return { act, authorised, refused: count('refused'), unknown: count('unknown'), share: statuses.length === 0 ? null : Math.floor(authorised * 1_000 / statuses.length) / 10 };
  });
}
