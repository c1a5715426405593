/** An agreement with bpost for one region. Days, both ends included. */
export interface Agreement {
  /** Of a recorded one; null where a setting is the agreement. */
  readonly agreement: string | null;
  readonly region: string;
  readonly postcodes: readonly string[];
  readonly from: string;
  readonly until: string;
  /** From this day on it does not hold any more, though it was to run longer. */
  readonly withdrawnOn: string | null;
  readonly leadDays: number;
  readonly promisedDays: number | null;
  readonly capacity: Capacity | null;
}
export interface Capacity { readonly deliveries: number; readonly per: 'day' | 'week' }

/**
 * The agreement under which bpost may deliver in a postcode on a day. Once one was recorded for a postcode, the settings say nothing of it any more from its
 * first day on, also when it ends or is withdrawn: they know no capacity. Of several settings the one with the shortest lead time counts.
 */
export function agreementFor(agreements: readonly Agreement[], postcode: string, day: string): Agreement | undefined {
  const named = agreements.filter(({ postcodes }) => postcodes.includes(postcode));
  const recorded = named.filter(({ agreement, from }) => agreement !== null && from <= day);
  return (recorded.length > 0 ? recorded : named.filter(({ agreement }) => agreement === null))
    .filter((one) => holdsOn(one, day))
    .sort((a, b) => a.leadDays - b.leadDays)[0];
}

export function holdsOn({ from, until, withdrawnOn }: Pick<Agreement, 'from' | 'until' | 'withdrawnOn'>, day: string): boolean {
  return from <= day && day <= until && (withdrawnOn === null || day < withdrawnOn);
}
