import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { credential } from '#tools/journey/journey-run.ts';
import type { MiddlewareClient } from '#tools/journey/middleware-client.ts';

const list = z.object({ exceptions: z.array(z.object({ item: z.string(), name: z.string(), state: z.string(), since: z.number() })) });
const ledger = z.object({ entries: z.array(z.object({ asked: z.string() })) });
const replayed = z.object({ replayed: z.number() });
const idle = z.object({ idle: z.boolean() });

const lookEveryMs = 1_000;
/** A node that slept may still send what it had begun: who looks sooner may see that nothing was sent, and be wrong. */
const lookAfterMs = 12_000;
const restWithinMs = 180_000;

export interface Administrator {
  /** Waits until everything has come to rest and nothing that was refused is left, and gives what still stands on the list. */
  finish(): Promise<readonly string[]>;
}

/**
 * Does what an administrator does while things go wrong: has tried again what was refused, and looks at the mail server before anything is
 * sent again of which nobody knows. What turns out to be sent stays on the list.
 */
export async function administer(client: MiddlewareClient): Promise<Administrator> {
  const token = await credential(client, 'administrator');
  const stopping = new AbortController();
  const minding = async () => {
    while (!stopping.signal.aborted) {
      await pause(lookEveryMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (!stopping.signal.aborted) await mind(client, token).catch(() => undefined);
    }
  };
  const minded = minding();
  return {
    finish: async () => {
      const limit = performance.now() + restWithinMs;
      for (let quiet = 0; quiet < 3 && performance.now() < limit;) {
        const { idle: isIdle } = await client.pull(idle, 'house', 'idle', { withinMs: 4_000 });
        const { exceptions } = await client.get(list, '/exceptions', token);
        // One that was parked a moment ago has not been looked at yet.
        const isSettled = exceptions.every(({ state }) => state === 'parked') && (await Promise.all(exceptions.map(({ name, item }) => wasSent(client, name, item)))).every(Boolean);
        quiet = isIdle && isSettled ? quiet + 1 : 0;
        await pause(100);
      }
      stopping.abort();
      await minded;
      return (await client.get(list, '/exceptions', token)).exceptions.map(({ item }) => item);
    },
  };
}

async function mind(client: MiddlewareClient, token: string): Promise<void> {
  const { exceptions } = await client.get(list, '/exceptions', token);
  const again: string[] = [];
  for (const { item, name, state, since } of exceptions) {
    if (state === 'failed') again.push(item);
    else if (Date.now() - since > lookAfterMs && !await wasSent(client, name, item)) again.push(item);
  }
  if (again.length > 0) await client.post(replayed, '/exceptions/replay', token, { items: again, why: 'looked-at' });
}

async function wasSent(client: MiddlewareClient, name: string, item: string): Promise<boolean> {
  const { entries } = await client.pull(ledger, name.split('.')[0] ?? '', 'ledger', {});
  return entries.some(({ asked }) => asked === item);
}
