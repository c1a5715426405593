import { dayOf } from '#services/belgium/brussels-time.ts';

/** What says that one bpost employee may handle eIDs. Days, both ends included. */
export interface Certificate {
  readonly employee: string;
  readonly firstDay: string;
  readonly lastDay: string;
  /** Whether a setting says it, an official recorded it, or bpost told it. */
  readonly from: 'setting' | 'official' | 'bpost';
  /** When it was decided, and when it was known here. Of a setting neither is known. */
  readonly decidedAt: number | null;
  readonly recordedAt: number | null;
  /** Of bpost's message. */
  readonly sequence: number | null;
}
/** What takes all earlier certificates of one employee away. */
export interface Withdrawal { readonly employee: string; readonly decidedAt: number; readonly recordedAt: number; readonly sequence: number | null }
export interface Records { readonly certificates: readonly Certificate[]; readonly withdrawals: readonly Withdrawal[] }

/** The certificate that lets this employee handle eIDs at this instant, the longest running one first. */
export function certificateAt({ certificates, withdrawals }: Records, employee: string, at: number): Certificate | undefined {
  const day = dayOf(at);
  return certificates
    .filter((held) => held.employee === employee && held.firstDay <= day && day <= held.lastDay && at < endedAt(held, withdrawals))
    .sort((a, b) => b.lastDay.localeCompare(a.lastDay))[0];
}

/** From when on a certificate does not count any more because it was withdrawn; infinity when it was not. */
export function endedAt(certificate: Certificate, withdrawals: readonly Withdrawal[]): number {
  return Math.min(Number.POSITIVE_INFINITY, ...withdrawals.filter((one) => one.employee === certificate.employee && strikes(one, certificate)).map(holdsFrom));
}

/** A withdrawal holds from when bpost decided it, and at once when it is told: never later than we know of it. */
function holdsFrom({ decidedAt, recordedAt }: Withdrawal): number {
  return Math.min(decidedAt, recordedAt);
}

/**
 * A withdrawal takes away every certificate that is not clearly newer. Of two messages of bpost their sequence says which is newer, in whatever order they
 * arrive. A record made here is newer only when the withdrawal was known by then and its first day comes after the day of the withdrawal: nobody
 * gives back by mistake what bpost took. Of a setting only the first day can say it.
 */
function strikes(withdrawal: Withdrawal, { from, firstDay, decidedAt, recordedAt, sequence }: Certificate): boolean {
  if (sequence !== null && withdrawal.sequence !== null) return sequence <= withdrawal.sequence;
  if (from !== 'bpost' && firstDay <= dayOf(holdsFrom(withdrawal))) return true;
  return (recordedAt !== null && recordedAt <= withdrawal.recordedAt) || (decidedAt !== null && decidedAt <= withdrawal.decidedAt);
}
