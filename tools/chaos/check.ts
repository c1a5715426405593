import type { Outcome } from './read-outcome.ts';
import type { Walked } from './run-town.ts';

export interface Counts { readonly kills: number; readonly freezes: number; readonly faults: number; /** Of the bus. */ readonly outages: number; /** Of the database. */ readonly cuts: number }
/** What was planned, and what came of it. */
export interface Disturbed { readonly planned: Counts; readonly happened: Counts }
export interface Finding { readonly rule: string; readonly differences: readonly string[] }
export interface Compared { readonly outcome: Outcome; readonly walked: readonly Walked[]; /** What stood on the exception lists at the end. */ readonly listed: ReadonlySet<string>; readonly disturbed: Disturbed; /** What the audit chains say of themselves, by municipality. */ readonly audits: readonly Audited[] }
export interface Audited { readonly nis: string; readonly entries: number; readonly problem: string | null }
export interface Check { readonly rule: string; readonly find: (compared: Compared) => string[] }
