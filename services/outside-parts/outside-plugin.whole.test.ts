import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { newDataDir } from '#tools/test-house/open-test-house.ts';
import { writeOutsidePart } from '#tools/test-house/outside-part.ts';
import { startNode, type RunningNode } from '#tools/test-house/start-node.ts';
import { startCommand } from '#tools/test-house/type-command.ts';
import { until } from '#tools/test-house/until.ts';

const dataDir = newDataDir();
const outside = mkdtempSync(join(tmpdir(), 'eid-outside-'));
afterAll(() => { for (const folder of [dataDir, outside]) rmSync(folder, { recursive: true, force: true }); });
const given = z.object({ token: z.string() });
const json = { 'content-type': 'application/json' };
const parts = join(outside, 'door-notes');
const plugin = (line: string, plugins = parts) => startCommand(dataDir, ['plugin', ...line.split(' ')], { PLUGINS: plugins });

async function callerAt({ url }: RunningNode, nis: string) {
  const { token } = given.parse(await (await fetch(`${url}/sandbox/${nis}/house/credential`, { method: 'POST', headers: json, body: '{"role":"clerk"}' })).json());
  return async (method: 'GET' | 'POST', body?: object) => {
    const answer = await fetch(`${url}/api/v1/door-notes`, { method, headers: { ...json, authorization: `Bearer ${token}` }, ...(body && { body: JSON.stringify(body) }) });
    return { status: answer.status, body: z.unknown().parse(await answer.json()) };
  };
}

test('a plugin from a folder outside is loaded, enabled for one municipality, called over HTTP and disabled, and the other municipality never sees it; one that does not fit is left out by name', async () => {
  const good = writeOutsidePart(parts);
  const old = writeOutsidePart(join(outside, 'too-new'), { manifest: { eidAanHuis: { api: '9', entry: './door-notes.ts', plugins: ['too-new'] } }, source: "throw new Error('it must not run');" });
  mkdirSync(join(outside, 'empty'));
  const node = await startNode({ DATA_DIR: dataDir, DATABASE_URL: '', NATS_URL: '', OUTSIDE_URL: '', PLUGINS: [good, old, join(outside, 'empty')].join(',') }, ['--no-demo', '--in-process']);
  try {
    expect(node.output()).toMatch(/Left out {2}\S+too-new: package.json, eidAanHuis.api: this release offers version '1' of the interface\n.*Left out {2}\S+empty: its package.json cannot be read/);
    expect(node.output()).not.toContain('it must not run');
    const [gent, kortenberg] = [await callerAt(node, '44021'), await callerAt(node, '24055')];
    expect([(await gent('GET')).status, (await kortenberg('GET')).status]).toEqual([409, 409]);
    expect((await plugin('list --municipality 44021')).stdout).toMatch(/^door-notes +off +Keeps a note on how to find the door \(from outside\)/m);
    expect(await plugin('enable door-notes --municipality 44021 --dry-run')).toMatchObject({ status: 0, stdout: expect.stringContaining('1 step done at the start') });
    expect((await gent('GET')).status).toBe(409);
    expect(await plugin('enable door-notes --municipality 44021')).toMatchObject({ status: 0 });
    await until(async () => (await gent('GET')).status === 200);
    expect(await gent('POST', { note: 'ring twice' })).toEqual({ status: 200, body: { length: 10, longest: 100 } });
    expect(await gent('GET')).toEqual({ status: 200, body: { notes: 1 } });
    expect((await gent('POST', { note: '' })).status).toBe(400);
    expect((await kortenberg('GET')).status).toBe(409);
    expect(await plugin('disable door-notes --municipality 44021 --yes')).toMatchObject({ status: 0 });
    await until(async () => (await gent('GET')).status === 409);
    expect([(await gent('GET')).status, (await kortenberg('GET')).status]).toEqual([409, 409]);
    expect((await plugin('list --municipality 24055')).stdout).toMatch(/^door-notes +off /m);
  } finally {
    await node.stop();
  }
});

test('a plugin that is switched on and not there any more is left out, and named', async () => {
  expect(await plugin('enable door-notes --municipality 44021')).toMatchObject({ status: 0 });
  expect(await plugin('list --municipality 44021', '')).toMatchObject({ status: 0, stdout: expect.stringMatching(/^door-notes +missing /m) });
  expect(await plugin('disable door-notes --municipality 44021 --yes', '')).toMatchObject({ status: 0 });
});
