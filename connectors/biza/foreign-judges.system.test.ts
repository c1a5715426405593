import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { sealForBiza } from '#connectors/sandbox-kit/biza-test-keys.ts';
import { sandboxBench, type SandboxBench } from '#connectors/sandbox-kit/sandbox-bench.ts';
import { serveHandler } from '#connectors/sandbox-kit/serve-handler.ts';
import { childNamed, childrenOf } from '#services/wire-kit/find-in-xml.ts';
import { readXml } from '#services/wire-kit/read-xml.ts';
import { writeXml } from '#services/wire-kit/write-xml.ts';
import type { XmlElement } from '#services/wire-kit/xml-tree.ts';
import { instantOf } from '#services/belgium/brussels-time.ts';
import { makeInsz } from '#services/belgium/insz.ts';
import { demand, xmllint, xmlsec, zeep } from '#tools/system-packages/packages.ts';
import { bizaConfig, type BizaConfig } from './biza.config.ts';
import { liveBiza } from './live/live-biza.ts';
import { openBiza } from './sandbox/open-biza.ts';
import { bizaKeys } from './sandbox/served/biza-keys.ts';
import { servedBiza } from './sandbox/served/serve-biza.ts';
import { eidOperation } from './wire/eid-messages.ts';
import { fsbHeaderNamespace, soapNamespace } from './wire/names.ts';

/** What was said over the wire, judged by programs that were not written here. */

interface Said { readonly name: string; readonly bytes: Buffer }

const wire = (name: string) => join(import.meta.dirname, 'wire', name);
let bench: SandboxBench<BizaConfig>;
let folder: string;
let url: string;
let close: () => Promise<void>;
const requests: Said[] = [];
const answers: Said[] = [];

const partOf = (bytes: Uint8Array, part: 'Header' | 'Body') => childNamed(readXml(bytes), part, soapNamespace);
const contentOf = (bytes: Uint8Array): XmlElement => {
  const [content] = childrenOf(partOf(bytes, 'Body'));
  if (content === undefined) throw new Error('an empty Body');
  return content;
};

beforeAll(async () => {
  bench = sandboxBench(bizaConfig.parse({}), instantOf('2026-11-24', '10:00'));
  folder = join(bench.env.folder, 'biza');
  mkdirSync(folder);
  const sandbox = openBiza(bench.env);
  let closeServed: (() => Promise<void>) | undefined;
  const server = await serveHandler(async (at) => {
    const served = await servedBiza.open(sandbox, { ...bench.env, folder, url: at, realNow: Date.now });
    closeServed = served.close;
    return async (request) => {
      const answer = await served.handle(request);
      if (request.method === 'POST') {
        requests.push({ name: contentOf(request.body).name.local, bytes: Buffer.from(request.body) });
        answers.push({ name: contentOf(Buffer.from(answer.body ?? '')).name.local, bytes: Buffer.from(answer.body ?? '') });
      }
      return answer;
    };
  });
  ({ url } = server);
  close = async () => { await closeServed?.(); await server.close(); sandbox.close(); bench.remove(); };
  const pull = (lever: string, input: unknown) => bench.pull(sandbox, lever, input);
  const config = liveBiza.config.parse(servedBiza.settings({ url, folder }));
  await sayEverything(liveBiza.open({ ...bench.env, config, realNow: Date.now, secret: (reference) => readFileSync(reference.slice('file:'.length), 'utf8') }), pull);
});
afterAll(() => close());

/** Each operation at least once, with everything that may be left out there and not there. */
async function sayEverything(port: ReturnType<typeof liveBiza.open>, pull: (lever: string, input: unknown) => Promise<unknown>): Promise<void> {
  const who = { official: 'els.peeters', device: 'tablet-1' };
  const insz = makeInsz('1960-05-01', 3, { testPerson: true });
  await pull('put-person', { insz, birthDate: '1960-05-01', firstNames: ['An', 'Zoë & <Co>'], lastName: 'Peeters', nisCode: '24055' });
  for (const act of ['capture-biometrics', 'activate-card']) {
    for (const [holder, reference] of [['municipality', '24055'], ['official', who.official], ['device', who.device]]) await pull('put-authorisation', { holder, reference, act, validFrom: '2026-01-01', validUntil: '2027-12-31' });
  }
  const seal = async (dossier: string, purpose: 'fingerprints' | 'code', content: unknown) => bench.keep(await sealForBiza(bench.env.folder, Buffer.from(JSON.stringify(content)), { dossier, purpose }));
  await port.person({ insz }, bench.call());
  await port.person({ insz: makeInsz('1999-01-01', 7, { testPerson: true }) }, bench.call());
  await port.authorisations({ holder: 'official', reference: who.official }, bench.call());
  await port.authorisations({ holder: 'device', reference: 'none' }, bench.call());

  const dossier = randomUUID();
  const sealed = await seal(dossier, 'fingerprints', { version: 1, fingers: [{ finger: 'left-index', imageRecord: 'AAAA' }] });
  const { registration } = await port.registerBiometrics({ dossier, insz, outcome: 'captured', fingers: ['left-index'], sealed, ...who }, bench.call());
  await port.registerBiometrics({ dossier: randomUUID(), insz, outcome: 'permanently-impossible', fingers: [], sealed: null, ...who }, bench.call());
  await pull('reject-next-biometrics', { times: 1 });
  await port.verifyBiometrics({ dossier, registration: (await port.registerBiometrics({ dossier, insz, outcome: 'captured', fingers: ['left-index'], sealed, ...who }, bench.call())).registration }, bench.call());
  await port.verifyBiometrics({ dossier, registration }, bench.call());
  const { order, cardNumber } = await port.orderCard({ dossier, insz, registration, procedure: 'urgent', outcome: 'captured', certificates: 'authentication-and-signature', validityMonths: 120 }, bench.call());
  await port.cardStatus({ order }, bench.call());
  const code = await seal(dossier, 'code', { version: 1, code: '2468' });
  await port.openActivation({ dossier, cardNumber, sealed: null, ...who }, bench.call());
  const { activation, script } = await port.openActivation({ dossier, cardNumber, sealed: code, ...who }, bench.call());
  await port.confirmActivation({ dossier, activation, responses: script.map(() => '9000') }, bench.call());
  await port.registerCode({ dossier, cardNumber, sealed: code }, bench.call());
  await port.closeRenewal({ dossier, order, closedOn: '2026-12-01' }, bench.call());
  await port.cardStatus({ order: 'none' }, bench.call()).catch(() => undefined);
  await port.reportUnclaimed({ dossier, order: 'none', destroyedOn: '2027-03-01' }, bench.call()).catch(() => undefined);
  const other = randomUUID();
  const prints = await port.registerBiometrics({ dossier: other, insz, outcome: 'temporarily-impossible', fingers: [], sealed: null, ...who }, bench.call());
  await port.verifyBiometrics({ dossier: other, registration: prints.registration }, bench.call());
  const second = await port.orderCard({ dossier: other, insz, registration: prints.registration, procedure: 'normal', outcome: 'temporarily-impossible', certificates: 'authentication-and-signature', validityMonths: 12 }, bench.call());
  await port.annulCard({ dossier: other, cardNumber: second.cardNumber, reason: 'unclaimed' }, bench.call());
  await port.reportUnclaimed({ dossier: other, order: second.order, destroyedOn: '2027-03-01' }, bench.call());
}

function validate(content: XmlElement): void {
  const schema = content.name.local.startsWith('getPerson') ? 'get-person-v3.xsd' : content.name.local === 'fsbHeader' ? 'fsb-header.xsd' : 'eid-service-v1.xsd';
  execFileSync(demand(xmllint), ['--noout', '--nonet', '--schema', wire(schema), '-'], { input: writeXml(content), stdio: 'pipe' });
}

/** What counts in a fault is what it declares. */
function declaredIn(bytes: Buffer): XmlElement {
  const content = contentOf(bytes);
  const [stated] = content.name.local === 'Fault' ? childrenOf(childNamed(content, 'detail', '')) : [content];
  return stated ?? content;
}

test('every operation was said', () => {
  const said = new Set(requests.map(({ name }) => name));
  expect([...eidOperation.options, 'getPersonRequest'].filter((operation) => !said.has(operation))).toEqual([]);
  expect(answers.filter(({ name }) => name === 'Fault')).toHaveLength(2);
});

test('xmllint finds every request and every answer valid against the schemas, and would find a mistake', () => {
  for (const { bytes } of [...requests, ...answers]) {
    validate(declaredIn(bytes));
    validate(childNamed(partOf(bytes, 'Header'), 'fsbHeader', fsbHeaderNamespace));
  }
  const order = requests.find(({ name }) => name === 'orderCard');
  const content = contentOf(order?.bytes ?? Buffer.from(''));
  expect(() => validate({ ...content, children: content.children.toReversed() })).toThrow('Command failed');
});

test('xmlsec1 confirms the signature of every request, by our certificate, and of no other content', () => {
  const ids = [`${soapNamespace}:Body`, `${fsbHeaderNamespace}:fsbHeader`, ...['utility-1.0.xsd:Timestamp', 'secext-1.0.xsd:BinarySecurityToken'].map((part) => `http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-${part}`)];
  const confirm = (xml: string) => {
    const file = join(bench.env.folder, 'request.xml');
    writeFileSync(file, xml);
    execFileSync(demand(xmlsec), ['--verify', '--pubkey-cert-pem', bizaKeys.certificateFile(folder, 'house'), ...ids.flatMap((element) => ['--id-attr:Id', element]), file], { stdio: 'pipe' });
  };
  for (const { bytes } of requests) confirm(bytes.toString('utf8'));
  const xml = requests.find(({ name }) => name === 'orderCard')?.bytes.toString('utf8') ?? '';
  expect(() => confirm(xml.replace('urgent', 'normal'))).toThrow('Command failed');
  expect(() => confirm(xml.replace('messageId>_', 'messageId>x'))).toThrow('Command failed');
});

const foreign = z.object({ requests: z.array(z.string()), answers: z.array(z.unknown()) });
const askForeign = (service: 'eid' | 'person', asked: object) =>
  foreign.parse(JSON.parse(execFileSync(demand(zeep), [join(import.meta.dirname, 'sandbox', 'served', 'foreign-client.py')], { input: JSON.stringify({ wsdl: `file://${wire(service === 'eid' ? 'eid-service-v1.wsdl' : 'get-person-v3.wsdl')}`, ...asked }), encoding: 'utf8' })));

test('a foreign client writes valid requests from our WSDL alone, and understands our answers', () => {
  const context = { requestKey: 'k', actor: 'official:a', traceId: 't' };
  const dossier = randomUUID();
  const sealed = { keyId: 'k', wrappedKey: 'AAAA', iv: 'AAAA', ciphertext: 'AAAA', tag: 'AAAA', boundTo: { dossier, purpose: 'fingerprints' } };
  const asked = [
    { operation: 'registerBiometrics', message: { context, dossier, insz: '60650100333', outcome: 'captured', fingers: ['left-index', 'right-index'], sealed, official: 'a', device: 'b' } },
    { operation: 'orderCard', message: { context, dossier, insz: '60650100333', registration: 'R', procedure: 'normal', outcome: 'captured', certificates: 'authentication', validityMonths: 72 } },
    { operation: 'cardStatus', message: { context: { actor: 'a', traceId: 't' }, order: 'O' } },
    { operation: 'openActivation', message: { context, dossier, cardNumber: '592000000115', sealed: { ...sealed, boundTo: { dossier, purpose: 'code' } }, official: 'a', device: 'b' } },
    { operation: 'confirmActivation', message: { context, dossier, activation: 'A', responses: ['9000'] } },
  ];
  const given = answers.filter(({ name }) => ['authorisationsResponse', 'openActivationResponse', 'annulCardResponse'].includes(name));
  const { requests: written, answers: understood } = askForeign('eid', { requests: asked, answers: given.map(({ name, bytes }) => ({ operation: name.replace('Response', ''), envelope: bytes.toString('utf8') })) });
  for (const xml of written) validate(contentOf(Buffer.from(xml)));
  const held = { validFrom: '2026-01-01', validUntil: '2027-12-31', withdrawn: false };
  expect(understood).toEqual([
    { authorisations: [{ act: 'capture-biometrics', ...held }, { act: 'activate-card', ...held }] }, { authorisations: [] },
    ...[4, 5].map((commands) => ({ activation: expect.any(String), chip: expect.stringMatching(/^[0-9A-F]{32}$/), script: Array.from({ length: commands }, () => expect.any(String)) })), null,
  ]);
});

test('it looks a person up from the WSDL of the bus, too', () => {
  const found = answers.find(({ name }) => name === 'getPersonResponse');
  const { requests: [written = ''], answers: [person] } = askForeign('person', {
    requests: [{ operation: 'getPerson', message: { userContext: { language: 'nl' }, personNumber: '60650100333' } }], answers: [{ operation: 'getPerson', envelope: found?.bytes.toString('utf8') }],
  });
  validate(contentOf(Buffer.from(written)));
  expect(person).toMatchObject({ basicNaturalPerson: { state: 'ACTIVE', basicPerson: { name: { firstName: ['An', 'Zoë & <Co>'], lastName: 'Peeters' } }, address: { structuredAddress: { municipality: { code: '24055' } } } } });
});
