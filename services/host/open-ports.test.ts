import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { inbox } from '#services/outbox/outbox.store.ts';
import { openTestHouse } from '#tools/test-house/open-test-house.ts';

test('what an outside system could not tell before everything stopped comes in once the house is there again, whoever asks', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'eid-resend-'));
  const before = await openTestHouse({ dataDir });
  await before.pull('payment', 'fault', { operation: 'credited', kind: 'down', times: 1 });
  await before.pull('payment', 'credit', { communication: 'rent of november', amount: 500 });
  const takenIn = (house: typeof before) => house.house.engine.store.reader('gent').count(inbox, { source: 'payment.credited' });
  expect(await takenIn(before)).toBe(0);
  await before.stop();

  const after = await openTestHouse({ dataDir });
  try {
    const limit = performance.now() + 10_000;
    while (await takenIn(after) === 0 && performance.now() < limit) await pause(5);
    expect(await takenIn(after)).toBe(1);
  } finally {
    await after.stop();
    rmSync(dataDir, { recursive: true });
  }
}, 30_000);
