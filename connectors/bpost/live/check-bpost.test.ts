import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sandboxBench } from '#connectors/sandbox-kit/sandbox-bench.ts';
import { serveHandler, type ServedHandler } from '#connectors/sandbox-kit/serve-handler.ts';
import { instantOf } from '#services/belgium/brussels-time.ts';
import type { WireAnswer } from '#services/kernel/wire.ts';
import { bpostConfig } from '../bpost.config.ts';
import { openBpost } from '../sandbox/open-bpost.ts';
import { servedBpost, settingsAt } from '../sandbox/served/serve-bpost.ts';
import { liveBpost } from './live-bpost.ts';

const bench = sandboxBench(bpostConfig.parse({}), instantOf('2026-11-24', '10:00'));
const sandbox = openBpost(bench.env);
const folder = join(bench.env.folder, 'bpost');
let server: ServedHandler;
let closeServed: (() => Promise<void>) | undefined;
/** What one service answers instead. */
let instead: Readonly<Record<string, WireAnswer>> = {};

beforeAll(async () => {
  server = await serveHandler(async (at) => {
    const served = await servedBpost.open(sandbox, { ...bench.env, folder, url: at, realNow: Date.now });
    closeServed = served.close;
    return async (request) => instead[request.path.split('/')[1] ?? ''] ?? served.handle(request);
  });
});
afterAll(async () => {
  await closeServed?.();
  await server.close();
  sandbox.close();
  bench.remove();
});
beforeEach(() => { instead = {}; });

const read = (reference: string) => readFileSync(reference.slice('file:'.length), 'utf8');
const check = (changes: object = {}, secret: (reference: string) => string = read) =>
  liveBpost.check({ ...bench.env, config: liveBpost.config.parse({ ...settingsAt({ url: server.url, folder }, 'rest'), ...changes }), realNow: Date.now, secret });

test('of each of the four services it is said that it answers and takes us, and nothing was changed', async () => {
  const found = await check();
  expect(found.map(({ ok, says }) => [ok, /^bpost's ([a-zA-Z ]+) answers at http/.exec(says)?.[1]])).toEqual([[true, 'Shipping Manager'], [true, 'tracking'], [true, 'eID delivery'], [true, 'address proofing']]);
  expect(await bench.pull(sandbox, 'ledger', {})).toEqual({ entries: [] });
});
test('credentials that are not taken are said of each service that does not take them', async () => {
  const found = await check({}, () => 'another');
  expect(found.map(({ what, ok }) => [what, ok])).toEqual([['credentials', false], ['credentials', false], ['credentials', false], ['credentials', false]]);
  expect(found[0]?.says).toContain('HTTP 401');
  expect(JSON.stringify(found)).not.toContain('another');
});
test('a secret that cannot be read is named by its reference, and nobody is asked', async () => {
  instead = { shm: { status: 500, cut: true } };
  const found = await check({}, () => { throw new Error('no such file'); });
  expect(found.map(({ ok, says }) => [ok, /^Nothing can be read at file:.*, which (.*) names: put it there\.$/.exec(says)?.[1]])).toEqual([
    [false, 'passPhrase'], [false, 'eidDelivery.credentials.token'], [false, 'proofing.apiKey'], [false, 'inbound.soap.trustRoots'],
  ]);
});
test('a service that is down, one that is somebody else, and one that refuses are told apart', async () => {
  instead = { shm: { status: 503 }, tracking: { status: 200, headers: { 'content-type': 'text/html' }, body: '<html></html>' }, proofing: { status: 400 } };
  const found = await check();
  expect(found.map(({ what, ok }) => [what, ok])).toEqual([['reachability', false], ['reachability', false], ['credentials', true], ['rights', false]]);
  expect(found[0]?.says).toContain('does not answer');
  expect(found[1]?.says).toContain('is not what was agreed');
});
test('an address where nobody is, is said to be one', async () => {
  const [first] = await check({ shippingManager: { url: 'http://127.0.0.1:1' } });
  expect(first).toMatchObject({ what: 'reachability', ok: false, says: expect.stringContaining('ECONNREFUSED') });
});
test.each([['http://bpost.example'], ['http://127.0.0.1:80@bpost.example'], ['https://bpost.example/'], ['ftp://bpost.example']])('an address like %s is no setting', (url) => {
  expect(liveBpost.config.safeParse({ ...settingsAt({ url: server.url, folder }, 'soap'), tracking: { url } }).success).toBe(false);
});
