import { setTimeout as pause } from 'node:timers/promises';
import type { Settled } from '#services/kernel/context.ts';
import { items } from '#services/outbox/outbox.store.ts';
import type { Engine } from './engine.ts';

const lookEveryMs = 10;

/** Waits for an effect that any node may execute: looks at its row until it ends or the person has waited long enough. */
export async function waitForItem(engine: Pick<Engine, 'store' | 'realNow'>, municipality: string, id: string, withinMs: number): Promise<Settled<unknown>> {
  const reader = engine.store.reader(municipality);
  const until = engine.realNow() + withinMs;
  for (;;) {
    const item = await reader.first(items, { id });
    if (item?.state === 'done') return { status: 'done', output: item.output };
    if (item?.state === 'failed') return { status: 'failed', failure: { type: item.failure ?? 'house.broken', message: item.failureTitle ?? '' } };
    if (!item || item.state === 'parked' || item.state === 'skipped' || engine.realNow() >= until) return { status: 'pending' };
    await pause(lookEveryMs);
  }
}
