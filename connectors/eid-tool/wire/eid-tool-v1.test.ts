import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { sandboxBench } from '#connectors/sandbox-kit/sandbox-bench.ts';
import { serveHandler } from '#connectors/sandbox-kit/serve-handler.ts';
import { instantOf } from '#services/belgium/brussels-time.ts';
import { makeCardNumber } from '#services/belgium/card-number.ts';
import { makeInsz } from '#services/belgium/insz.ts';
import type { WireAnswer, WireRequest } from '#services/kernel/wire.ts';
import { eidToolConfig } from '../eid-tool.config.ts';
import { liveEidTool } from '../live/live-eid-tool.ts';
import { openEidTool } from '../sandbox/open-eid-tool.ts';
import { servedEidTool } from '../sandbox/served/serve-eid-tool.ts';
import { describeEidTool } from './describe-eid-tool.ts';
import { operations } from './operations.ts';

/** The OpenAPI file that a supplier is given, against what is really asked and served. */

const text = readFileSync(join(import.meta.dirname, 'eid-tool-v1.openapi.json'), 'utf8');
const content = z.object({ content: z.object({ 'application/json': z.object({ schema: z.record(z.string(), z.unknown()) }) }) });
const described = z.object({
  parameters: z.array(z.object({ name: z.string(), in: z.string(), required: z.boolean() })), requestBody: content,
  responses: z.record(z.string(), z.union([content, z.object({ description: z.string() }), z.object({ $ref: z.string() })])),
});
const { paths } = z.object({ paths: z.record(z.string(), z.record(z.string(), described)) }).parse(JSON.parse(text));

/** One exchange as it travelled. */
interface Exchange { readonly request: WireRequest; readonly answer: WireAnswer }
const bench = sandboxBench(eidToolConfig.parse({ pageSize: 3 }), instantOf('2026-11-24', '10:00'));
const sandbox = openEidTool(bench.env);
const exchanges: Exchange[] = [];
const numbers = [1, 2, 3, 4, 9].map((serial) => makeCardNumber(String(5_910_000_000 + serial)));
const [first = '', second = '', , , replacing = ''] = numbers;
const holder = makeInsz('1960-05-01', 1, { testPerson: true });

beforeAll(async () => {
  const folder = join(bench.env.folder, 'eid-tool');
  const served = await serveHandler(async (url) => {
    const { handle } = await servedEidTool.open(sandbox, { ...bench.env, folder, url, realNow: Date.now });
    return async (request) => {
      const answer = await handle(request);
      exchanges.push({ request, answer });
      return answer;
    };
  });
  const tool = liveEidTool.open({ ...bench.env, config: liveEidTool.config.parse(servedEidTool.settings({ url: served.url, folder })), realNow: Date.now, secret: (reference) => readFileSync(reference.slice('file:'.length), 'utf8') });
  for (const [index, cardNumber] of numbers.slice(0, 4).entries()) await bench.pull(sandbox, 'put-card', { card: { cardNumber, insz: makeInsz('1960-05-01', index + 1, { testPerson: true }), kind: 'eid', expiresOn: '2026-12-24', renewal: 'card' } });
  await bench.pull(sandbox, 'renew-at-counter', { cardNumber: second });
  const dossier = randomUUID();
  await tool.expiringCards({ from: '2026-12-01', until: '2026-12-31', after: null }, bench.call());
  for (const insz of [holder, makeInsz('1970-01-01', 7, { testPerson: true })]) await tool.cardOf({ insz }, bench.call());
  await tool.renewalsAtCounter({ since: 0 }, bench.call());
  await tool.openRenewal({ dossier, cardNumber: first }, bench.call());
  await tool.setHomeServiceFlag({ insz: holder, homeService: true }, bench.call());
  await tool.mirrorDossier({ dossier, cardNumber: first, state: 'invited', sequence: 1, at: bench.env.now() }, bench.call());
  await tool.closeRenewal({ dossier, cardNumber: first, newCardNumber: replacing, closedOn: '2026-12-10', deliveredBy: 'bpost' }, bench.call());
  await served.close();
});
afterAll(() => { sandbox.close(); bench.remove(); });

const placeOf = ({ request: { method, path } }: Exchange) => {
  const [template = '', known] = Object.entries(paths).find(([name]) => new RegExp(`^${name.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path)) ?? [];
  return { template, operation: known?.[method.toLowerCase()] };
};

test('what it says is what is spoken: another one is another version', () => {
  expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(describeEidTool())));
});

test('everything that it says is asked, and nothing else', () => {
  expect([...new Set(exchanges.map((exchange) => `${exchange.request.method} ${placeOf(exchange).template}`))].sort()).toEqual(Object.values(operations).map(({ method, path }) => `${method} ${path}`).sort());
});

test('every request and every answer that travelled is one that it allows', () => {
  expect(exchanges.length).toBeGreaterThanOrEqual(8);
  for (const { request, answer, operation } of exchanges.map((exchange) => ({ ...exchange, ...placeOf(exchange) }))) {
    if (!operation) throw new Error('this is not in the file');
    const said: unknown = JSON.parse(Buffer.from(request.body).toString('utf8'));
    expect(z.fromJSONSchema(operation.requestBody.content['application/json'].schema).safeParse(said)).toMatchObject({ success: true });
    const demanded = operation.parameters.filter((parameter) => parameter.in === 'header' && parameter.required).map(({ name }) => name.toLowerCase());
    expect(demanded.filter((name) => request.headers[name] === undefined)).toEqual([]);
    const allowed = operation.responses[String(answer.status)];
    expect(allowed).toBeDefined();
    const shape = content.safeParse(allowed).data?.content['application/json'].schema;
    const answered: unknown = answer.body === undefined ? undefined : JSON.parse(String(answer.body));
    expect((shape ? z.fromJSONSchema(shape) : z.undefined()).safeParse(answered)).toMatchObject({ success: true });
  }
});

test('no national or card number stands in an address', () => {
  for (const { request } of exchanges) expect(`${request.path}?${request.query.toString()}`).not.toMatch(/\d{11}/);
});
