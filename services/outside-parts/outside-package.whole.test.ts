import { createServer } from 'node:http';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { newDataDir } from '#tools/test-house/open-test-house.ts';
import { installOutsidePackage } from '#tools/test-house/outside-package.ts';
import { startNode, type RunningNode } from '#tools/test-house/start-node.ts';
import { startCommand } from '#tools/test-house/type-command.ts';
import { until } from '#tools/test-house/until.ts';

const dataDir = newDataDir();
const cwd = mkdtempSync(join(tmpdir(), 'eid-installed-'));
afterAll(() => { for (const folder of [dataDir, cwd]) rmSync(folder, { recursive: true, force: true }); });
const json = { 'content-type': 'application/json' };

async function lookerAt({ url }: RunningNode, nis: string) {
  const { token } = z.object({ token: z.string() }).parse(await (await fetch(`${url}/sandbox/${nis}/house/credential`, { method: 'POST', headers: json, body: '{"role":"clerk"}' })).json());
  return async () => {
    const answer = await fetch(`${url}/api/v1/turnstiles`, { headers: { authorization: `Bearer ${token}` } });
    return { status: answer.status, body: z.looseObject({}).parse(await answer.json()) };
  };
}
type Look = Awaited<ReturnType<typeof lookerAt>>;
/** A running middleware takes a change over a moment after the command. */
async function becomes(look: Look, expected: object): Promise<void> {
  await until(async () => {
    const seen = await look();
    return Object.entries(expected).every(([name, value]) => (name === 'status' ? seen.status : seen.body[name]) === value);
  });
}

test('an npm package brings a connector and a plugin: both are found by its name, switched on for one municipality, set from sandbox to live, checked, called over HTTP and switched off', async () => {
  const named = installOutsidePackage(cwd);
  const turnstile = createServer((_request, response) => { response.end('{"open":true}'); }).listen(0, '127.0.0.1');
  await once(turnstile, 'listening');
  const settings = join(cwd, 'turnstile.json');
  const { port } = z.object({ port: z.number() }).parse(turnstile.address());
  writeFileSync(settings, JSON.stringify({ url: `http://127.0.0.1:${port}/` }));
  const say = (line: string) => startCommand(dataDir, line.split(' '), { PLUGINS: named }, cwd);
  const node = await startNode({ DATA_DIR: dataDir, DATABASE_URL: '', NATS_URL: '', OUTSIDE_URL: '', PLUGINS: named }, ['--no-demo', '--in-process'], { cwd });
  try {
    expect(node.output()).not.toContain('Left out');
    const [gent, kortenberg] = [await lookerAt(node, '44021'), await lookerAt(node, '24055')];
    expect((await gent()).status).toBe(409);
    expect(await say('plugin enable turnstiles --municipality 44021')).toMatchObject({ status: 1, stdout: expect.stringContaining('turnstile') });
    expect(await say('connector enable turnstile --sandbox --municipality 44021')).toMatchObject({ status: 0 });
    expect(await say('plugin enable turnstiles --municipality 44021')).toMatchObject({ status: 0 });
    await becomes(gent, { status: 200, open: false });
    expect(await say('connector check turnstile --municipality 44021')).toMatchObject({ status: 0, stdout: expect.stringContaining('a sandbox inside the middleware') });

    expect(await say(`connector configure turnstile --live --settings ${settings} --municipality 44021`)).toMatchObject({ status: 0 });
    await becomes(gent, { status: 200, open: true });
    expect(await say('connector check turnstile --municipality 44021')).toMatchObject({ status: 0, stdout: 'ok     configuration  The turnstile of the town hall: complete\nok     reachability   it answers\n' });
    expect(await say('connector check turnstile --municipality 24055')).toMatchObject({ status: 1, stderr: expect.stringContaining("no connector 'turnstile'") });
    turnstile.close();
    turnstile.closeAllConnections();
    expect(await say('connector check turnstile --municipality 44021')).toMatchObject({ status: 1, stdout: expect.stringContaining('WRONG  reachability   it does not answer') });
    expect((await gent()).status).toBe(503);

    expect((await kortenberg()).status).toBe(409);
    expect(await say('plugin disable turnstiles --yes --municipality 44021')).toMatchObject({ status: 0 });
    await becomes(gent, { status: 409 });
    expect(await say('connector disable turnstile --yes --municipality 44021')).toMatchObject({ status: 0 });
    expect((await say('connector list --municipality 44021')).stdout).toMatch(/^turnstile +off /m);
  } finally {
    turnstile.close();
    await node.stop();
  }
});
