/** What the training records say of one bpost employee. Days, both ends included. */
export interface Certificate { readonly employee: string; readonly certifiedFrom: string; readonly certifiedUntil: string; readonly withdrawn: boolean }

/** The certificate that lets this employee handle eIDs on this day, the longest running one first. A withdrawn one never counts. */
export function certificateOf(certificates: readonly Certificate[], employee: string, day: string): Certificate | undefined {
  return certificates
    .filter((held) => held.employee === employee && !held.withdrawn && held.certifiedFrom <= day && day <= held.certifiedUntil)
    .sort((a, b) => b.certifiedUntil.localeCompare(a.certifiedUntil))[0];
}
