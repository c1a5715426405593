import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { driveJourney } from '#tools/journey/drive-journey.ts';
import { placeOf } from '#tools/journey/find-place.ts';
import { middlewareClient } from '#tools/journey/middleware-client.ts';
import { startNode } from '#tools/test-house/start-node.ts';

/** A journey that stands still says where. */
async function inTime<T>(told: readonly string[], output: () => string, journey: Promise<T>): Promise<T> {
  const standsStill = new AbortController();
  const limit = pause(300_000, undefined, { signal: standsStill.signal }).then(() => { throw new Error(`the journey stands still after: ${told.join('; ')}\n${output()}`); });
  try {
    return await Promise.race([journey, limit]);
  } finally {
    standsStill.abort();
    await limit.catch(() => undefined);
  }
}

test('with `npm start` the journey goes over a device agent, and the new card takes the code that was chosen, and not the one it was made with', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'eid-agents-'));
  const [node, place, told] = [await startNode({ DATA_DIR: dataDir }), placeOf('44021'), [] as string[]];
  try {
    if (!place) throw new Error('not configured');
    const { state, code } = await inTime(told, () => node.output(), driveJourney(middlewareClient(node.url, '44021'), { nis: '44021', ground: 'disability', deliverBy: 'official', pay: 'none', triesCode: true }, place, (line) => { told.push(line); }));
    expect(told).toContain('tablet-1 is a device agent on its line to the house');
    expect([state, code]).toEqual(['closed', { chosen: 'verified', factory: 'wrong' }]);
  } finally {
    await node.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
});
