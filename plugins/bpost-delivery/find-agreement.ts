/** An agreement with bpost for one region. Days, both ends included. */
export interface Agreement { readonly region: string; readonly postcodes: readonly string[]; readonly from: string; readonly until: string; readonly leadDays: number }

/** The agreement under which bpost may deliver in a postcode on a day; the one with the shortest lead time when there are more. */
export function agreementFor(agreements: readonly Agreement[], postcode: string, day: string): Agreement | undefined {
  return agreements
    .filter(({ postcodes, from, until }) => postcodes.includes(postcode) && from <= day && day <= until)
    .sort((a, b) => a.leadDays - b.leadDays)[0];
}
