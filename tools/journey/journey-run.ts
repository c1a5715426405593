import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { clock, exceptionList, token } from './answers.ts';
import type { MiddlewareClient } from './middleware-client.ts';
import type { Citizen } from './new-citizen.ts';

export interface JourneyOptions {
  readonly nis: string;
  readonly ground: 'disability' | 'reduced-mobility' | 'limited-availability';
  readonly deliverBy: 'official' | 'bpost';
  readonly pay: 'bancontact' | 'online-banking' | 'transfer' | 'none';
  readonly chaos?: number | undefined;
  /** When all is closed, the citizen types the chosen code, to see whether the card takes it. */
  readonly triesCode?: boolean | undefined;
}

/** Everybody and everything that one journey knows, as it goes on. */
export interface JourneyRun {
  readonly client: MiddlewareClient;
  readonly options: JourneyOptions;
  readonly citizen: Citizen;
  /** What the citizen chooses; left out: whatever the device makes up. */
  readonly code?: string | undefined;
  /** A bpost employee with a certificate in this municipality. */
  readonly employee: string | undefined;
  readonly device: string;
  readonly administrator: string;
  readonly website: string;
  /** Says what happens now. */
  readonly tell: (what: string) => void;
  /** Lets business time come to this instant. */
  readonly reach: (instant: number) => Promise<void>;
  /** Who visits is at one door at a time. */
  readonly alone: <T>(who: string, visit: () => Promise<T>) => Promise<T>;
  /** What people do while something is waited for. */
  readonly meanwhile: () => Promise<void>;
  /** One of the moments that are offered. */
  readonly choose: <T>(offered: readonly T[]) => T | undefined;
  /** How long something may take, and how often it is looked at. Milliseconds. */
  readonly patience: { readonly longestMs: number; readonly lookEveryMs: number };
}

/** Waits until something has become so. */
export async function until<T>(run: JourneyRun, what: string | (() => string), look: () => Promise<T | undefined>): Promise<T> {
  const limit = performance.now() + run.patience.longestMs;
  for (;;) {
    const seen = await look();
    if (seen !== undefined) return seen;
    if (performance.now() > limit) throw new Error(`waited in vain until ${typeof what === 'string' ? what : what()}`);
    await run.meanwhile();
    await pause(run.patience.lookEveryMs);
  }
}

/** What was refused for good stands on the exception list; a person looks and has it tried again. What may have been sent already is left. */
export async function replayExceptions({ client, administrator, tell }: Pick<JourneyRun, 'client' | 'administrator' | 'tell'>): Promise<void> {
  const { exceptions } = await client.get(exceptionList, '/exceptions', administrator);
  const failed = exceptions.filter(({ state }) => state === 'failed');
  if (failed.length === 0) return;
  tell(`exception list: ${failed.map(({ name }) => name).join(', ')} tried again by a person`);
  await client.post(z.object({ replayed: z.number() }), '/exceptions/replay', administrator, { items: failed.map(({ item }) => item), why: 'other-system-works-again' });
}

export async function goTo(client: MiddlewareClient, instant: number): Promise<void> {
  const { now } = await client.pull(clock, 'house', 'clock', {});
  const advanceMinutes = Math.max(0, Math.ceil((instant - now) / 60_000));
  await client.pull(clock, 'house', 'clock', { advanceMinutes });
}

export async function credential(client: MiddlewareClient, role: string, name = 'demo'): Promise<string> {
  return (await client.pull(token, 'house', 'credential', { role, name })).token;
}
