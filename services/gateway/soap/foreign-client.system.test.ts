import { execFile, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { z } from 'zod';
import { childNamed, childrenOf } from '#services/wire-kit/find-in-xml.ts';
import { readXml } from '#services/wire-kit/read-xml.ts';
import { soapNs } from '#services/wire-kit/ws-security/wss-names.ts';
import { writeXml } from '#services/wire-kit/write-xml.ts';
import { demand, xmllint, zeep } from '#tools/system-packages/packages.ts';
import { aCitizen, authoriseEverybody } from '#tools/test-house/make-citizen.ts';
import { as } from '#tools/test-house/open-test-house.ts';
import { openServedHouse, type ServedHouse } from '#tools/test-house/open-served-house.ts';
import { jsonSchemaOf } from '../input-fields.ts';
import { surfaceOf } from '../surface.ts';
import { valueOf } from '#tools/test-house/contract-values.ts';
import { soapOperationsOf } from './soap-operation.ts';
import { contentIn } from './open-soap-gateway.ts';
import { writeValue } from './write-value.ts';
import { xsdNamespace } from './write-xsd.ts';

/** Our SOAP front, called and judged by programs that were not written here. */

const folder = mkdtempSync(join(tmpdir(), 'eid-foreign-client-'));
let t: ServedHouse;
let token: string;
let wsdl: string;

beforeAll(async () => {
  for (const wanted of [zeep, xmllint]) demand(wanted);
  const place = { url: '' };
  t = await openServedHouse({ publish: { soap: 'all' }, house: { publicUrl: () => place.url } });
  place.url = t.url;
  wsdl = `${t.url}/soap/44021?wsdl`;
  await authoriseEverybody(t);
  ({ token } = await t.house.issuer.issue(as('clerk', 'an.claes'), 60));
});
afterAll(async () => { await t.stop(); rmSync(folder, { recursive: true }); });

interface Call { readonly operation: string; readonly arguments: object; readonly key?: string }
const told = z.object({
  operations: z.array(z.string()),
  calls: z.array(z.object({ answer: z.unknown().optional(), fault: z.string().optional(), problem: z.record(z.string(), z.unknown()).optional(), sent: z.string(), received: z.string() })),
});

/** Not synchronously: the server is in this process. */
async function foreignClient(calls: readonly Call[]): Promise<z.infer<typeof told>> {
  const text = await new Promise<string>((resolve, reject) => {
    const python = execFile(demand(zeep), [join(import.meta.dirname, 'foreign-client.py')], { maxBuffer: 16 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (error) reject(new Error(stderr, { cause: error }));
      else resolve(stdout);
    });
    python.stdin?.end(JSON.stringify({ wsdl, token, calls }));
  });
  return told.parse(JSON.parse(text));
}

/** libxml2 holds each document against the schema that stands in the WSDL. */
async function validate(documents: readonly string[]): Promise<void> {
  const [schema] = childrenOf(childNamed(readXml(Buffer.from(await (await fetch(wsdl)).arrayBuffer()), { elements: 100_000, bytes: 4_000_000 }), 'types', 'http://schemas.xmlsoap.org/wsdl/'));
  if (schema?.name.namespace !== xsdNamespace) throw new Error('the WSDL has no schema');
  const file = join(folder, 'actions.xsd');
  writeFileSync(file, writeXml(schema));
  const files = documents.map((text, index) => {
    const document = join(folder, `${index}.xml`);
    writeFileSync(document, text);
    return document;
  });
  const { stderr } = spawnSync(demand(xmllint), ['--noout', '--nonet', '--schema', file, ...files], { encoding: 'utf8' });
  const said = stderr.trimEnd().split('\n');
  expect([said.filter((line) => !line.endsWith(' validates')), said.length]).toEqual([[], files.length]);
}

/** What the schema speaks of: the content of a Body, or the detail of a fault in it. */
function contentOf(message: string): string {
  const content = contentIn(message);
  const [detail] = childrenOf(content).filter(({ name }) => content.name.namespace === soapNs && name.local === 'detail').flatMap(childrenOf);
  return writeXml(detail ?? content);
}

test('zeep, which has read the WSDL alone, finds every public operation, opens a dossier once, looks at it and at its timeline, and asks for moments', async () => {
  const { insz } = await aCitizen(t);
  const open = { operation: 'RequestOpenFor', arguments: { insz, why: 'citizen-called' }, key: randomUUID() };
  const { operations, calls: [first, again] } = await foreignClient([open, open]);
  expect(operations).toEqual(soapOperationsOf(surfaceOf(t.house.plugins)).map(({ name }) => name));
  const dossier = z.uuid().parse(first?.answer);
  expect(again?.answer).toBe(dossier);
  await t.idle();
  const { timeline, effects, moves, ...seen } = await t.call<{ timeline: object[]; effects: object[]; moves: string[] }>('journey.show', { dossier }, as('clerk'));
  expect([timeline.length, effects.length]).toEqual([1, 2]);

  const words = [['link', { text: 'https://stad.gent.example/?a=1&b=2' }], ['code', { text: 'ABCD-1234' }], ['expiresOn', { text: '2026-12-15' }], ['amount', { number: 2500 }]];
  const { calls } = await foreignClient([
    { operation: 'JourneyShow', arguments: { dossier } }, { operation: 'AppointmentsOffer', arguments: { dossier, purpose: 'capture', ground: 'disability' } },
    { operation: 'JourneyList', arguments: { open: 'true', limit: 10 } }, { operation: 'RequestOverview', arguments: { dossier } },
    { operation: 'CommunicationTell', arguments: { dossier, notice: 'counter-information', once: 'x', values: { entry: words.map(([key, value]) => ({ key, value })) } }, key: randomUUID() },
  ]);
  const [show, offer, list, overview, tell] = calls.map(({ answer, problem }) => answer ?? problem);
  expect(show).toEqual({ ...seen, effects: { item: effects }, timeline: { item: timeline }, moves: { item: moves } });
  const { slots } = await t.call<{ slots: object[] }>('appointments.offer', { dossier, purpose: 'capture', ground: 'disability' }, as('clerk'));
  expect(slots.length).toBeGreaterThan(10);
  expect(offer).toEqual(slots);
  expect(list).toMatchObject({ total: 1, dossiers: { item: [{ dossier }] } });
  const { grounds } = await t.call<{ grounds: { methods: string[] }[] }>('request.overview', { dossier }, as('clerk'));
  // To zeep an empty list is none at all.
  expect(overview).toMatchObject({ grounds: { item: grounds.map((ground) => ({ ...ground, methods: ground.methods.length === 0 ? null : { item: ground.methods } })) } });
  expect(tell).toMatchObject({ messages: { item: [expect.any(String)] } });
  await validate([first, again, ...calls].flatMap((call) => (call ? [call.sent, call.received] : [])).map(contentOf));
});

test('zeep understands a refusal by its fields, and by what it would be over HTTP', async () => {
  const { calls } = await foreignClient([
    { operation: 'JourneyShow', arguments: { dossier: randomUUID() } }, { operation: 'RequestOpenFor', arguments: { insz: '85073003329', why: 'at-counter' } }, { operation: 'AuthorisationsRefresh', arguments: {} },
  ]);
  const problem = (status: number, failure: string, name: string) => expect.objectContaining({ fault: 'soap:Client', problem: expect.objectContaining({ status, failure, again: false, issues: { item: [expect.objectContaining({ name })] } }) });
  expect(calls).toEqual([problem(404, 'journey.unknown-dossier', 'dossier'), problem(400, 'gateway.bad-input', 'insz'), problem(403, 'caller.scope-missing', 'Authorization')]);
  await validate(calls.flatMap(({ sent, received }) => [sent, received]).map(contentOf));
});

test('libxml2 finds everything that any operation may take or answer as the schema has it', async () => {
  const documents = soapOperationsOf(surfaceOf(t.house.plugins)).flatMap(({ name, responseName, input, output, operation: { action } }) => [
    ...fc.sample(valueOf(jsonSchemaOf(action.input, 'input')), { numRuns: 5, seed: 7 }).map((value) => writeXml(writeValue(name, value, input))),
    ...fc.sample(valueOf(jsonSchemaOf(action.output, 'output')), { numRuns: 5, seed: 7 }).map((value) => writeXml(writeValue(responseName, value, output))),
  ]);
  expect(documents.length).toBeGreaterThan(500);
  await validate(documents);
});
