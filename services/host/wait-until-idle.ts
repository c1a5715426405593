import { setTimeout as pause } from 'node:timers/promises';
import { lanes, never } from '#services/outbox/outbox.store.ts';
import type { Engine } from './engine.ts';

const lookEveryMs = 5;

/** Waits until no lane of a municipality has anything to do by itself; what waits for a person does not count. */
export async function waitUntilIdle(engine: Pick<Engine, 'store' | 'realNow'>, municipality: string, withinMs: number): Promise<boolean> {
  const until = engine.realNow() + withinMs;
  for (;;) {
    if (await engine.store.reader(municipality).count(lanes, { dueAt: { lt: never } }) === 0) return true;
    if (engine.realNow() >= until) return false;
    await pause(lookEveryMs);
  }
}
