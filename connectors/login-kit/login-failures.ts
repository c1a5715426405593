import type { Failure } from '#services/kernel/failure.ts';

/** What every login can end in; each login port declares them under its own name. */
export type LoginFailure = 'unavailable' | 'no-answer' | 'refused' | 'level-too-low' | 'untrusted-answer' | 'credentials-refused' | 'not-understood' | 'return-address';
export type LoginFailures = Readonly<Record<LoginFailure, (details?: { cause?: unknown }) => Failure>>;
