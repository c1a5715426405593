import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { newDataDir } from '#tools/test-house/open-test-house.ts';
import { startNode } from '#tools/test-house/start-node.ts';
import { sayCommand, typeCommand } from '#tools/test-house/type-command.ts';
import { until } from '#tools/test-house/until.ts';

const given = z.object({ token: z.string() });
const dataDir = newDataDir();
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));
const say = (line: string) => sayCommand(dataDir, [...line.split(' '), '--municipality', '44021']);
const settingsFile = (settings: unknown): string => {
  const file = join(dataDir, 'settings.json');
  writeFileSync(file, JSON.stringify(settings));
  return file;
};

test('a dry run tells everything and changes nothing; what harms wants a word of consent', async () => {
  expect(await say('plugin disable bpost-delivery --dry-run')).toMatchObject({ status: 0, stdout: expect.stringContaining('takes no new work') });
  expect(await say('plugin disable bpost-delivery')).toMatchObject({ status: 2, stderr: expect.stringContaining('Say --yes') });
  expect((await say('plugin list')).stdout).toMatch(/^version 0\n[^]*^bpost-delivery +on /m);
  expect(await say('plugin disable bpost-delivery --yes --why agreement-ended')).toMatchObject({ status: 0, stdout: expect.stringContaining('in force as version 1') });
  expect((await say('plugin list')).stdout).toMatch(/^version 1\n[^]*^bpost-delivery +finishing /m);
  expect(await say('plugin plan bpost-delivery --deed enable')).toMatchObject({ status: 0, stdout: expect.stringContaining('plugin.bpost-delivery: not there →') });
  expect(await say('plugin rollback')).toMatchObject({ status: 0, stdout: expect.stringContaining('go back to version 0') });
  expect((await say('connector history')).stdout).toMatch(/^ +2 .* rollback to version 0 +by command-line:\S+: command-line\n +1 .* disable plugin bpost-delivery .*: agreement-ended/m);
});

test('settings come from a file or from standard input, and what does not fit is refused by name', async () => {
  expect(await say(`plugin configure payment --settings ${settingsFile({ feees: 1 })}`)).toMatchObject({ status: 1, stdout: expect.stringContaining('feees') });
  expect(typeCommand(dataDir, ['plugin', 'configure', 'payment', '--municipality', '44021', '--settings', '-'], '{"transferDays": 12}')).toMatchObject({ status: 0, stdout: expect.stringContaining('plugin.payment.transferDays: not there → 12') });
  expect((await say('plugin show payment')).stdout).toContain('"transferDays": 12');
  expect(await say('plugin configure payment --settings /nowhere.json')).toMatchObject({ status: 1, stderr: "--settings: '/nowhere.json' cannot be read\n" });
  expect(await say('plugin enable')).toMatchObject({ status: 1, stderr: expect.stringContaining('one plugin is expected') });
  expect(await say('plugin show nothing')).toMatchObject({ status: 1, stderr: expect.stringContaining("there is no plugin 'nothing'") });
});

test('what a municipality is itself is planned, set and taken back', async () => {
  const settings = settingsFile({ languages: ['nl', 'fr', 'en'] });
  expect(await say(`municipality plan --settings ${settings}`)).toMatchObject({ status: 0, stdout: expect.stringMatching(/profile\.languages: \["nl","fr","en","de"\] → \["nl","fr","en"\]\n[^]*mind:\n +'de' is spoken no more/) });
  expect(await say(`municipality configure --settings ${settings}`)).toMatchObject({ status: 2, stderr: expect.stringContaining('Say --yes') });
  expect(await say(`municipality configure --settings ${settings} --yes --why council`)).toMatchObject({ status: 0, stdout: expect.stringContaining('in force as version') });
  const shown = (await say('municipality show')).stdout;
  expect(shown).toMatch(/^gent: NIS 44021 since 1977-01-01; /);
  expect(JSON.parse(shown.slice(shown.indexOf('{')))).toMatchObject({ name: 'Stad Gent', languages: ['nl', 'fr', 'en'] });
  expect((await say('municipality history')).stdout).toMatch(/^ +\d+ .* configure profile municipality  by command-line:\S+: council/m);
  expect(await say('municipality rollback --yes')).toMatchObject({ status: 0 });
  expect(await say(`municipality configure --settings ${settingsFile({ name: '' })}`)).toMatchObject({ status: 1, stdout: expect.stringContaining('profile, name: ') });
});

test('a secret in clear on the command line is refused and not repeated', async () => {
  const { status, stdout, stderr } = await say(`connector configure bpost --live --settings ${settingsFile({ accountId: '123456', passPhrase: 'h3t-geheim' })}`);
  expect([status, `${stdout}${stderr}`.includes('h3t-geheim')]).toEqual([1, false]);
  expect(stdout).toContain('never written here');
});

test('a middleware that runs meanwhile takes it over by itself', async () => {
  const node = await startNode({ DATA_DIR: dataDir, DATABASE_URL: '', NATS_URL: '', OUTSIDE_URL: '' }, ['--no-demo', '--in-process']);
  const credential = async () => given.parse(await (await fetch(`${node.url}/sandbox/44021/house/credential`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"role":"clerk"}' })).json()).token;
  try {
    const authorization = `Bearer ${await credential()}`;
    const asked = async () => (await fetch(`${node.url}/api/v1/calls`, { headers: { authorization } })).status;
    expect(await asked()).toBe(200);
    expect(await say('plugin disable communication --yes')).toMatchObject({ status: 0 });
    await until(async () => await asked() !== 200);
    expect(await asked()).toBe(409);
  } finally {
    await node.stop();
  }
});
