import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { driveJourney } from '#tools/journey/drive-journey.ts';
import { placeOf } from '#tools/journey/find-place.ts';
import { middlewareClient } from '#tools/journey/middleware-client.ts';
import { startNode } from '#tools/test-house/start-node.ts';

jest.setTimeout(480_000);

test('with `npm start` the journey goes over a device agent, and the new card takes the code that was chosen, and not the one it was made with', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'eid-agents-'));
  const [node, place, told] = [await startNode({ DATA_DIR: dataDir }), placeOf('44021'), [] as string[]];
  try {
    if (!place) throw new Error('not configured');
    const { state, code } = await driveJourney(middlewareClient(node.url, '44021'), { nis: '44021', ground: 'disability', deliverBy: 'official', pay: 'none', triesCode: true }, place, (line) => { told.push(line); });
    expect(told).toContain('tablet-1 is a device agent on its line to the house');
    expect([state, code]).toEqual(['closed', { chosen: 'verified', factory: 'wrong' }]);
  } finally {
    await node.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
});
