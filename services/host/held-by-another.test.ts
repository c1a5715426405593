import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { openToyHouse, type ToyHouse } from '#tools/test-house/open-toy-house.ts';

let t: ToyHouse;
beforeAll(async () => { t = await openToyHouse(); });
afterAll(() => t.stop());

test('while another process holds the database, commands wait and look-ups go on; when it lets go all is done, once', async () => {
  const script = `
    import { DatabaseSync } from 'node:sqlite';
    const database = new DatabaseSync('${join(t.dataDir, 'eid.sqlite')}', { timeout: 5000 });
    database.exec('BEGIN IMMEDIATE');
    process.stdout.write('held');
    process.stdin.once('data', () => { database.exec('COMMIT'); process.exit(0); });`;
  await t.fault('giveKeyed', 'down', 2);
  await t.ask('toy-office.giveKeyed', 'before');
  const holder = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['pipe', 'pipe', 'inherit'] });
  await once(holder.stdout, 'data');
  let written = false;
  const asked = (async () => { await t.ask('toy-office.giveParked', 'meanwhile'); written = true; })();
  expect(await t.look()).toEqual({ number: expect.any(Number) });
  await t.items();
  expect(written).toBe(false);
  holder.stdin.write('let go');
  await once(holder, 'close');
  await asked;
  await t.idle();
  expect(new Set((await t.given()).map(({ operation, dossier, times }) => `${operation} of ${dossier ?? ''}: ${times}`))).toEqual(new Set(['giveKeyed of before: 1', 'giveParked of meanwhile: 1']));
  expect(await t.given()).toHaveLength(2);
});
