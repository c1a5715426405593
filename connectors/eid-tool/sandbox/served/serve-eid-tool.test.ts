import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { sandboxBench } from '#connectors/sandbox-kit/sandbox-bench.ts';
import { serveHandler, type ServedHandler } from '#connectors/sandbox-kit/serve-handler.ts';
import { instantOf } from '#services/belgium/brussels-time.ts';
import { makeCardNumber } from '#services/belgium/card-number.ts';
import { makeInsz } from '#services/belgium/insz.ts';
import { eidToolConfig } from '../../eid-tool.config.ts';
import { liveEidTool } from '../../live/live-eid-tool.ts';
import { openEidTool } from '../open-eid-tool.ts';
import { servedEidTool } from './serve-eid-tool.ts';

/** The sandbox over REST: what its levers play is what the live side meets, and what comes in is not believed. */

const bench = sandboxBench(eidToolConfig.parse({}), instantOf('2026-11-24', '10:00'));
const sandbox = openEidTool(bench.env);
const folder = join(bench.env.folder, 'eid-tool');
const secret = (reference: string) => readFileSync(reference.slice('file:'.length), 'utf8');
const cardNumber = makeCardNumber('5910000001');
const insz = makeInsz('1960-05-01', 1, { testPerson: true });
let served: ServedHandler;
let tool: ReturnType<typeof open>;
const open = () => liveEidTool.open({ ...bench.env, config: liveEidTool.config.parse(servedEidTool.settings({ url: served.url, folder })), realNow: Date.now, secret });
beforeAll(async () => {
  served = await serveHandler(async (url) => (await servedEidTool.open(sandbox, { ...bench.env, folder, url, realNow: Date.now })).handle);
  tool = open();
  await bench.pull(sandbox, 'put-card', { card: { cardNumber, insz, kind: 'eid', expiresOn: '2026-12-24', renewal: 'card' } });
});
afterAll(async () => { await served.close(); sandbox.close(); bench.remove(); });
const fault = (operation: string, kind: string) => bench.pull(sandbox, 'fault', { operation, kind, times: 1 });
const ledger = z.object({ entries: z.array(z.object({ operation: z.string(), key: z.string().nullable(), dossier: z.string().nullable(), actor: z.string(), times: z.int() })) });
const entriesOf = async (dossier: string) => ledger.parse(await bench.pull(sandbox, 'ledger', { dossier })).entries;

test.each([['down', 'unavailable', 'safe'], ['refuses', 'refused', 'never'], ['answers-late', 'no-answer', 'ambiguous']])('a write to a tool that plays %s fails as %s', async (kind, type, retry) => {
  await fault('openRenewal', kind);
  await expect(tool.openRenewal({ dossier: randomUUID(), cardNumber }, bench.call())).rejects.toMatchObject({ type: `eid-tool.${type}`, data: { retry } });
});
test.each([['down'], ['answers-late']])('a read of a tool that plays %s may be repeated', async (kind) => {
  await fault('cardOf', kind);
  await expect(tool.cardOf({ insz }, bench.call())).rejects.toMatchObject({ type: 'eid-tool.unavailable', data: { retry: 'safe' } });
  expect(await tool.cardOf({ insz }, bench.call())).toMatchObject({ card: { cardNumber } });
});

test('a write whose answer was lost is done once when it is asked again under its key', async () => {
  const dossier = randomUUID();
  await fault('openRenewal', 'answers-late');
  const asking = () => tool.openRenewal({ dossier, cardNumber }, bench.call('key-lost'));
  await expect(asking()).rejects.toMatchObject({ data: { retry: 'ambiguous' } });
  expect(await asking()).toEqual({});
  expect(await entriesOf(dossier)).toEqual([{ operation: 'openRenewal', key: 'key-lost', dossier, actor: 'official:els.peeters', times: 2 }]);
});

test('a write that names no dossier stands in the books under the dossier that it was done for', async () => {
  const dossier = randomUUID();
  await tool.setHomeServiceFlag({ insz, homeService: true }, bench.call('key-flag', dossier));
  expect(await entriesOf(dossier)).toEqual([expect.objectContaining({ operation: 'setHomeServiceFlag', key: 'key-flag' })]);
});

test('the token outlives the sandbox, so that what knows it goes on', async () => {
  const again = await servedEidTool.open(sandbox, { ...bench.env, folder, url: served.url, realNow: Date.now });
  const answer = await again.handle({ method: 'POST', path: '/v1/cards/held', query: new URLSearchParams(), headers: { authorization: `Bearer ${secret(`file:${join(folder, 'token')}`)}`, 'content-type': 'application/json' }, body: Buffer.from(JSON.stringify({ insz })) });
  expect(answer.status).toBe(200);
});

const hostile = ["' OR 1=1 --", "'; DROP TABLE documents; --", '$(reboot)', '<script>alert(1)</script>', '../../etc/passwd', '\u0000', '%00', '{"$ne":1}', 'x'.repeat(10_000)];
const raw = async (method: string, path: string, body: unknown, headers: Record<string, string> = {}) => {
  const answer = await fetch(`${served.url}${path}`, { method, body: JSON.stringify(body), headers: { authorization: `Bearer ${secret(`file:${join(folder, 'token')}`)}`, 'content-type': 'application/json', 'idempotency-key': 'k', ...headers } });
  return { status: answer.status, text: await answer.text() };
};
test.each(hostile)('%j in any field is refused by the name of the field, or is text like any other, and changes nothing', async (text) => {
  const dossier = randomUUID();
  const bodies: [string, string, Record<string, unknown>][] = [
    ['POST', '/v1/cards/expiring', { from: '2026-12-01', until: '2026-12-31', after: null }], ['POST', '/v1/cards/held', { insz }], ['POST', '/v1/counter-renewals', { since: '2026-11-24T00:00:00Z' }],
    ['POST', '/v1/renewals/open', { dossier, cardNumber }], ['POST', '/v1/renewals/close', { dossier, cardNumber, newCardNumber: makeCardNumber('5910000002'), closedOn: '2026-12-10', deliveredBy: 'bpost' }],
    ['PUT', '/v1/home-service', { insz, homeService: true }],
  ];
  for (const [method, path, body] of bodies) {
    for (const field of Object.keys(body).filter((name) => name !== 'after')) {
      const { status, text: said } = await raw(method, path, { ...body, [field]: text });
      expect([status, said.includes(`"name":"${field}"`)]).toEqual([400, true]);
      expect(text.length > 8 && said.includes(JSON.stringify(text).slice(1, -1))).toBe(false);
    }
  }
  expect(await entriesOf(dossier)).toEqual([]);
  // A cursor and the name of a state are any text: they are compared and shown, and never run.
  expect((await raw('POST', '/v1/cards/expiring', { from: '2026-12-01', until: '2026-12-31', after: text })).status).toBe(text.length > 200 ? 400 : 200);
  expect(await tool.cardOf({ insz }, bench.call())).toMatchObject({ card: { cardNumber } });
});
