import { addDays } from '#services/belgium/day.ts';

export interface Span { readonly validFrom: string; readonly validUntil: string; readonly withdrawn: boolean }

/**
 * Of all that was granted one after the other, what counts today: that which is in force, up to the end of what follows on it without a day between; else the next to come;
 * else what ended last. What was withdrawn counts only where there is nothing else.
 */
export function choosePeriod<S extends Span>(spans: readonly S[], today: string): S | undefined {
  const held = spans.filter(({ withdrawn }) => !withdrawn);
  const present = longest(held.filter(({ validFrom, validUntil }) => validFrom <= today && today <= validUntil));
  if (present) return { ...present, validUntil: unbrokenUntil(held, present.validUntil) };
  return held.filter(({ validFrom }) => today < validFrom).toSorted((one, other) => one.validFrom.localeCompare(other.validFrom))[0] ?? longest(held) ?? longest(spans);
}

/** The last day of an unbroken row of periods that reaches up to a day. */
export function unbrokenUntil(periods: readonly Pick<Span, 'validFrom' | 'validUntil'>[], until: string): string {
  const next = longest(periods.filter(({ validFrom, validUntil }) => validFrom <= addDays(until, 1) && until < validUntil));
  return next ? unbrokenUntil(periods, next.validUntil) : until;
}

function longest<P extends Pick<Span, 'validUntil'>>(periods: readonly P[]): P | undefined {
  return periods.toSorted((one, other) => other.validUntil.localeCompare(one.validUntil))[0];
}
