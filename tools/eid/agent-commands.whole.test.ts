import { rmSync } from 'node:fs';
import { newDataDir } from '#tools/test-house/open-test-house.ts';
import { sayCommand } from '#tools/test-house/type-command.ts';

const dataDir = newDataDir();
const agent = (how: string, ...given: string[]) => sayCommand(dataDir, ['agent', how, '--municipality', '44021', ...given]);
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

test('a device is invited with a code that is shown once, is listed as awaited, and is sent away', async () => {
  expect((await agent('list')).stdout).toBe('no device is let in or awaited\n');
  const invited = await agent('invite', '--device', 'tablet-7', '--title', 'Tablet of the south', '--delivery-only');
  expect(invited).toMatchObject({ status: 0, stderr: '', stdout: expect.stringMatching(/^[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}\nType it at the device 'tablet-7' before /) });
  const listed = (await agent('list')).stdout;
  expect(listed).toMatch(/^tablet-7 +delivery +is awaited with a code until \S+ {2}\(Tablet of the south\)$/m);
  expect(listed).not.toContain(invited.stdout.slice(0, 14));
  expect(await agent('revoke', '--device', 'tablet-7', '--why', 'lost')).toMatchObject({ status: 0, stdout: expect.stringContaining("'tablet-7' is sent away") });
  expect((await agent('list')).stdout).toBe('no device is let in or awaited\n');
});

test.each([
  [['invite', '--device', 'Tablet 1', '--title', 'x'], 'device:'],
  [['invite', '--device', 'tablet-1'], 'title:'],
  [['revoke', '--device', 'tablet-1', '--why', 'NOT A CODE'], 'why:'],
  [['revoke', '--device', 'tablet-of-nobody', '--why', 'lost'], 'agents.unknown-device'],
])('%j is refused', async ([how = '', ...given], why) => {
  expect(await agent(how, ...given)).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining(why) });
});
