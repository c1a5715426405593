import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { column, defineTable } from '#services/kernel/table.ts';
import { defineMigration } from '#services/kernel/migration.ts';
import { openKeyring } from '#services/vault/keyring.ts';
import { sealerOf } from '#services/vault/seal-value.ts';
import { openStore } from './open-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'eid-migration-'));
afterAll(() => rmSync(folder, { recursive: true }));
const columns = { id: column.text(10), label: column.text(20) };
const [first, second] = [defineTable('half_first', columns, { key: ['id'] }), defineTable('half_second', columns, { key: ['id'] })];

test('a process that is killed in the middle of a migration leaves nothing of it, and the next start does it whole', async () => {
  const file = join(folder, 'a.sqlite');
  const script = `
    import { column } from '#services/kernel/table.ts';
    import { openStore } from '#services/store/open-store.ts';
    const columns = { id: column.text(10), label: column.text(20) };
    const up = async (schema) => {
      await schema.createTable('half_first', columns, { key: ['id'] });
      process.stdout.write('halfway');
      setInterval(() => undefined, 1000);
      await new Promise(() => undefined);
    };
    await openStore({ url: 'sqlite:${file}', tables: [], migrations: [{ name: 'half/001-both', up }], sealer: {} });`;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], { cwd: join(import.meta.dirname, '../..'), stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'close');

  const both = defineMigration('half/001-both', async (schema) => {
    await schema.createTable('half_first', columns, { key: ['id'] });
    await schema.createTable('half_second', columns, { key: ['id'] });
  });
  const store = await openStore({ url: `sqlite:${file}`, tables: [first, second], migrations: [both], sealer: sealerOf(openKeyring(join(folder, 'keys'))) });
  for (const table of [first, second]) await store.transaction('gent', (tables) => tables.insert(table, { id: '1', label: 'whole' }));
  expect(await store.reader('gent').find(second, {})).toEqual([{ id: '1', label: 'whole' }]);
  await store.close();
});
