import { readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { aCitizen } from '#tools/test-house/make-citizen.ts';
import { as, newDataDir, openTestHouse } from '#tools/test-house/open-test-house.ts';
import { sayCommand, typeCommand } from '#tools/test-house/type-command.ts';

const dataDir = newDataDir();
const keys = (...given: string[]) => sayCommand(dataDir, ['keys', ...given]);
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

beforeAll(async () => {
  const t = await openTestHouse({ dataDir });
  const { insz } = await aCitizen(t, { expiresOn: '2027-02-15' });
  await t.call('request.openFor', { insz, why: 'citizen-called' }, as('clerk'));
  await t.idle();
  await t.stop();
});

test('a key is rotated, what stands under the older one is brought over, and everything can still be opened', async () => {
  expect(await keys('status')).toMatchObject({ status: 0, stderr: '', stdout: 'version 1: the newest, everything is written under it\n' });
  expect(typeCommand(dataDir, ['keys', 'rotate'])).toMatchObject({ status: 0, stdout: expect.stringContaining('version 2 is the newest now') });
  expect((await keys('status')).stdout).toMatch(/version 1: [1-9]\d* values\n {2}gent /);
  expect(await keys('retire', '--version', '1', '--yes')).toMatchObject({ status: 1, stdout: '' });
  expect(await keys('rekey')).toMatchObject({ status: 0, stdout: expect.stringMatching(/gent: [1-9]\d* rows are under the newest key now/) });
  expect(await sayCommand(dataDir, ['vault-check'])).toMatchObject({ status: 0, stdout: expect.stringMatching(/^everything that is sealed can be opened, and is that of its row\n$/) });
});

test('the key of the bus is written for a node at the border, anew after each rotation, readable by its owner only, and nothing else of the keys is in it', async () => {
  const out = join(dataDir, 'bus-key');
  expect(await keys('bus', '--out', out)).toMatchObject({ status: 0, stdout: expect.stringContaining('BUS_KEY_FILE') });
  const versions = () => [...readFileSync(out, 'utf8').matchAll(/"version":(\d+)/g)].map(([, version]) => Number(version));
  expect([statSync(out).mode & 0o777, Math.max(...versions())]).toEqual([0o600, 2]);
  expect(await keys('rotate')).toMatchObject({ status: 0 });
  expect(await keys('bus', '--out', out)).toMatchObject({ status: 0 });
  expect(Math.max(...versions())).toBe(3);
  expect(readFileSync(out, 'utf8')).not.toContain(z.object({ versions: z.array(z.object({ key: z.string() })) }).parse(JSON.parse(readFileSync(join(dataDir, 'keys/master.json'), 'utf8'))).versions[0]?.key);
});

test.each([
  [['bus'], '--out'],
  [['retire', '--yes'], '--version'],
  [['retire', '--version', '1e0', '--yes'], '--version'],
  [['retire', '--version', '__proto__', '--yes'], '--version'],
  [['retire', '--version', '1'], '--yes'],
  [['retire', '--version', '99', '--yes'], 'keys.unknown'],
  [['rotate', '--force'], '--force'],
])('keys %j is refused, and no key goes', async (given, why) => {
  expect(await keys(...given)).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining(why) });
});
