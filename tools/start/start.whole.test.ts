import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTestHouse } from '#tools/test-house/open-test-house.ts';
import { startNode } from '#tools/test-house/start-node.ts';

test('a middleware that may not open its data says why and ends, also where it serves the outside itself', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'eid-start-'));
  try {
    await (await openTestHouse({ dataDir })).stop();
    rmSync(join(dataDir, 'keys', 'master.json'));
    await expect(startNode({ DATA_DIR: dataDir }, ['--no-demo', '--no-pcsc'])).rejects.toThrow(/ended with 1: .*does not hold master key version 1/s);
  } finally {
    rmSync(dataDir, { recursive: true });
  }
});
