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
}

/** Everybody and everything that one journey knows, as it goes on. */
export interface JourneyRun {
  readonly client: MiddlewareClient;
  readonly options: JourneyOptions;
  readonly citizen: Citizen;
  /** A bpost employee with a certificate in this municipality. */
  readonly employee: string | undefined;
  readonly device: string;
  readonly administrator: string;
  readonly website: string;
  /** Says what happens now. */
  readonly tell: (what: string) => void;
}

const longestWaitMs = 60_000;

/** Waits until something has become so; whatever waits for a person on the way is tried again, as an administrator would. */
export async function until<T>(run: JourneyRun, what: string, look: () => Promise<T | undefined>): Promise<T> {
  const limit = performance.now() + longestWaitMs;
  for (;;) {
    const seen = await look();
    if (seen !== undefined) return seen;
    if (performance.now() > limit) throw new Error(`waited in vain until ${what}`);
    await replayExceptions(run);
    await pause(100);
  }
}

/** What was refused for good stands on the exception list; a person looks and has it tried again. What may have been sent already is left. */
export async function replayExceptions({ client, administrator, tell, options }: JourneyRun): Promise<void> {
  if (options.chaos === undefined) return;
  const { exceptions } = await client.get(exceptionList, '/exceptions', administrator);
  const failed = exceptions.filter(({ state }) => state === 'failed');
  if (failed.length === 0) return;
  tell(`exception list: ${failed.map(({ name }) => name).join(', ')} tried again by a person`);
  await client.post(z.object({ replayed: z.number() }), '/exceptions/replay', administrator, { items: failed.map(({ item }) => item), why: 'other-system-works-again' });
}

export async function goTo(run: JourneyRun, instant: number): Promise<void> {
  const { now } = await run.client.pull(clock, 'house', 'clock', {});
  const advanceMinutes = Math.max(0, Math.ceil((instant - now) / 60_000));
  await run.client.pull(clock, 'house', 'clock', { advanceMinutes });
}

export async function credential(client: MiddlewareClient, role: string, name = 'demo'): Promise<string> {
  return (await client.pull(token, 'house', 'credential', { role, name })).token;
}
