import { execFile, execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serveHandler, type ServedHandler } from '#connectors/sandbox-kit/serve-handler.ts';
import { childNamed, childrenOf } from '#services/wire-kit/find-in-xml.ts';
import { readXml } from '#services/wire-kit/read-xml.ts';
import { writeXml } from '#services/wire-kit/write-xml.ts';
import { failures, issuesOf } from '#services/kernel/failure.ts';
import { demand, pythonXmlsec, xmllint, xmlsec, zeep } from '#tools/system-packages/packages.ts';
import { certificationMessage, deliveryEvent, deliveryMessage } from './bpost.port.ts';
import { deliveryService } from './live/inbound/delivery-service.ts';
import { bpostKeys } from './sandbox/served/bpost-keys.ts';
import { tellHouse } from './sandbox/served/tell-house.ts';
import { soapNamespace } from './wire/delivery-message-names.ts';

/** Our SOAP service for bpost, called and judged by programs that were not written here. */

const folder = mkdtempSync(join(tmpdir(), 'eid-foreign-sender-'));
const schema = join(import.meta.dirname, 'wire', 'delivery-messages-v1.xsd');
const house = failures('message', { 'not-understood': { status: 400, retry: 'never', title: 'This message is not what was agreed with its sender.' } });
const taken: unknown[] = [];
const requests: Buffer[] = [];
const answers: Buffer[] = [];
let server: ServedHandler;

beforeAll(async () => {
  for (const wanted of [zeep, pythonXmlsec, xmllint, xmlsec]) demand(wanted);
  await bpostKeys.open(folder, Date.now());
  server = await serveHandler((url) => {
    const handle = deliveryService({
      config: { soap: { trustRoots: bpostKeys.rootFile(folder), signedBy: { subject: bpostKeys.subjectOf('bpost') }, skewSeconds: 60 } },
      municipality: { id: 'gent', nis: '44021' }, now: Date.now, realNow: Date.now, random: () => 0.5, fetch, url: () => url, secret: (file) => readFileSync(file, 'utf8'),
      deliver: async (message, id, payload) => {
        const { data, error } = (message === 'certification' ? certificationMessage : deliveryMessage).safeParse(payload);
        if (error) throw house['not-understood']({ issues: issuesOf(error, 'body') });
        taken.push({ id, ...data });
      },
    });
    return async (request) => {
      const answer = await handle(request);
      if (request.method === 'POST') { requests.push(Buffer.from(request.body)); answers.push(Buffer.from(answer.body ?? '')); }
      return answer;
    };
  });
});
afterAll(async () => { await server.close(); rmSync(folder, { recursive: true }); });
beforeEach(() => { for (const list of [taken, requests, answers]) list.length = 0; });

const at = '2026-11-24T10:00:00+01:00';
const message = (event: string, more: object = {}) => ({ messageId: randomUUID(), municipality: '44021', reference: 'dossier-1', event, at, sequence: 2, ...more });

/** Not synchronously: the server is in this process. */
function foreignSender(messages: readonly object[], operation = 'deliveryMessage'): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const python = execFile(demand(zeep), [join(import.meta.dirname, 'foreign-sender.py')], (error, stdout, stderr) => {
      if (error) reject(new Error(stderr, { cause: error }));
      else resolve(JSON.parse(stdout));
    });
    python.stdin?.end(JSON.stringify({ wsdl: `${server.url}/soap?wsdl`, key: bpostKeys.keyFile(folder, 'bpost'), certificate: bpostKeys.certificateFile(folder, 'bpost'), messages, operation }));
  });
}

test('zeep, which has read the WSDL alone and signs by xmlsec, tells everything that bpost has to tell', async () => {
  const told = [...deliveryEvent.options.map((event) => message(event)), message('moment-changed', { employee: 'bp-1001', reason: 'Zoë & <Co>', moment: { start: at, end: '2026-11-24T12:00:00+01:00' } })];
  expect(await foreignSender(told)).toEqual(told.map(({ messageId }) => ({ answer: messageId })));
  expect(taken).toHaveLength(told.length);
  expect(taken.at(-1)).toMatchObject({ event: 'moment-changed', at: Date.parse(at), reason: 'Zoë & <Co>', moment: { start: Date.parse(at), end: Date.parse('2026-11-24T12:00:00+01:00') } });
});

const certificate = { validFrom: '2026-12-01', validUntil: '2027-11-30', evidence: 'C-2026/17 <&>', training: 'Zoë & <Co>' };

test('zeep tells who may handle cards, and who may not any more', async () => {
  const about = (event: string, more: object = {}) => ({ messageId: randomUUID(), municipality: '44021', employee: 'bp-2001', event, at, sequence: 2, ...more });
  const told = [about('certified', certificate), about('withdrawn')];
  expect(await foreignSender(told, 'certificationMessage')).toEqual(told.map(({ messageId }) => ({ answer: messageId })));
  expect(taken).toEqual([expect.objectContaining({ event: 'certified', at: Date.parse(at), ...certificate }), expect.objectContaining({ event: 'withdrawn', validFrom: null })]);
  expect(await foreignSender([about('certified'), about('certified', { ...certificate, validUntil: '2026-11-30' })], 'certificationMessage')).toEqual([{ fault: 'soap:Client' }, { fault: 'soap:Client' }]);
  expect(taken).toHaveLength(2);
});

test('zeep understands a refusal', async () => {
  expect(await foreignSender([message('handed-over', { reference: 'x'.repeat(101) })])).toEqual([{ fault: 'soap:Client' }]);
  expect(await foreignSender([message('handed-over', { municipality: '24055' })])).toEqual([{ fault: 'soap:Client' }]);
  expect(taken).toEqual([]);
});

test('libxml2 finds each message and each answer, refusals too, as the schema has them; xmlsec finds what the sandbox signs sound', async () => {
  const tell = tellHouse({ folder, realNow: Date.now, fetch, municipality: { id: 'gent', nis: '44021' } }, server.url);
  for (const [index, event] of deliveryEvent.options.entries()) {
    const details = index % 2 === 0 ? { employee: null, reason: null, moment: null } : { employee: 'bp-1001', reason: 'Zoë & <Co>', moment: { start: Date.parse(at), end: Date.parse(at) } };
    await tell('delivery', randomUUID(), { reference: 'dossier-1', event, at: Date.parse(at), sequence: index + 1, ...details });
  }
  await tell('certification', randomUUID(), { employee: 'bp-2001', event: 'certified', at: Date.parse(at), sequence: 1, ...certificate });
  await tell('certification', randomUUID(), { employee: 'bp-2001', event: 'withdrawn', at: Date.parse(at), sequence: 2, validFrom: null, validUntil: null, evidence: null, training: null });
  await fetch(`${server.url}/soap`, { method: 'POST', body: '<x/>' });
  expect(answers).toHaveLength(deliveryEvent.options.length + 3);
  const contents = [...requests.slice(0, -1), ...answers].map(contentOf);
  contents.forEach((content, index) => {
    const file = join(folder, `${index}.xml`);
    writeFileSync(file, content);
    execFileSync(demand(xmllint), ['--noout', '--nonet', '--schema', schema, file], { stdio: 'pipe' });
  });
  const file = join(folder, 'signed.xml');
  writeFileSync(file, requests[0] ?? '');
  execFileSync(demand(xmlsec), [
    '--verify', '--trusted-pem', bpostKeys.rootFile(folder), '--pubkey-cert-pem', bpostKeys.certificateFile(folder, 'bpost'), '--enabled-reference-uris', 'same-doc',
    '--id-attr:Id', 'http://schemas.xmlsoap.org/soap/envelope/:Body', '--id-attr:Id', 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd:Timestamp', file,
  ], { stdio: 'pipe' });
});

/** What the schema speaks of: the content of the Body, or the detail of a fault in it. */
function contentOf(bytes: Buffer): string {
  const [content] = childrenOf(childNamed(readXml(bytes), 'Body', soapNamespace));
  if (content === undefined) throw new Error('an empty Body');
  const inside = content.name.local === 'Fault' ? childrenOf(childNamed(content, 'detail', ''))[0] : content;
  return writeXml(inside ?? content);
}
