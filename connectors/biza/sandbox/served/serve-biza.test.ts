import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { z } from 'zod';
import { sandboxBench, type SandboxBench } from '#connectors/sandbox-kit/sandbox-bench.ts';
import { serveHandler } from '#connectors/sandbox-kit/serve-handler.ts';
import { ledgerEntry } from '#connectors/sandbox-kit/keep-ledger.ts';
import { signMessage } from '#services/wire-kit/ws-security/sign-message.ts';
import { instantOf } from '#services/belgium/brussels-time.ts';
import { makeCardNumber } from '#services/belgium/card-number.ts';
import type { OpenSandbox } from '#services/kernel/connector.ts';
import type { PortImplementation } from '#services/kernel/port.ts';
import { bizaConfig, type BizaConfig } from '../../biza.config.ts';
import type { biza } from '../../biza.port.ts';
import { liveBiza } from '../../live/live-biza.ts';
import { eidNamespace, fsbHeaderNamespace, soapNamespace } from '../../wire/names.ts';
import { openBiza } from '../open-biza.ts';
import { bizaKeys } from './biza-keys.ts';
import { restSettingsIn, servedBiza } from './serve-biza.ts';

const card = makeCardNumber('5910000007');
const old = { dossier: randomUUID(), cardNumber: card, reason: 'replaced' } as const;

let bench: SandboxBench<BizaConfig>;
let folder: string;
let sandbox: OpenSandbox<typeof biza>;
let url: string;
let stop: () => Promise<void>;
let sides: Readonly<Record<'soap' | 'rest', PortImplementation<typeof biza>>>;

const secret = (reference: string) => readFileSync(reference.slice('file:'.length), 'utf8');
const live = (config: unknown) => liveBiza.open({ ...bench.env, config: liveBiza.config.parse(config), realNow: Date.now, secret });

async function serve() {
  let closeServed: (() => Promise<void>) | undefined;
  const server = await serveHandler(async (at) => {
    const served = await servedBiza.open(sandbox, { ...bench.env, folder, url: at, realNow: Date.now });
    closeServed = served.close;
    return served.handle;
  });
  return { url: server.url, stop: async () => { await closeServed?.(); await server.close(); } };
}

beforeAll(async () => {
  bench = sandboxBench(bizaConfig.parse({}), instantOf('2026-11-24', '10:00'));
  folder = join(bench.env.folder, 'biza');
  mkdirSync(folder);
  sandbox = openBiza(bench.env);
  ({ url, stop } = await serve());
  sides = { soap: live(servedBiza.settings({ url, folder })), rest: live(restSettingsIn(folder)) };
});
afterAll(async () => {
  await stop();
  sandbox.close();
  bench.remove();
});

const ledger = z.object({ entries: z.array(ledgerEntry) });
const doneUnder = async (key: string) => ledger.parse(await bench.pull(sandbox, 'ledger', {})).entries.filter((entry) => entry.key === key).map(({ operation, times, actor }) => ({ operation, times, actor }));
const fault = (operation: string, kind: string) => bench.pull(sandbox, 'fault', { operation, kind, times: 1 });

describe.each(['soap', 'rest'] as const)('over %s', (flavour) => {
  const port = () => sides[flavour];

  test('a write is written down with its key, its caller and its dossier', async () => {
    const key = randomUUID();
    await port().annulCard(old, bench.call(key));
    expect(await doneUnder(key)).toEqual([{ operation: 'annulCard', times: 1, actor: 'official:els.peeters' }]);
  });
  test('where BiZa is down nothing is done, and nothing else is said', async () => {
    const key = randomUUID();
    await fault('annulCard', 'down');
    await expect(port().annulCard(old, bench.call(key))).rejects.toMatchObject({ type: 'biza.unavailable' });
    expect(await doneUnder(key)).toEqual([]);
  });
  test('an answer that is lost after the deed leaves it open; the same key finds it done, once', async () => {
    const key = randomUUID();
    await fault('annulCard', 'answers-late');
    await expect(port().annulCard(old, bench.call(key))).rejects.toMatchObject({ type: 'biza.no-answer' });
    expect(await doneUnder(key)).toEqual([{ operation: 'annulCard', times: 1, actor: 'official:els.peeters' }]);
    await expect(port().annulCard(old, bench.call(key))).resolves.toEqual({});
    expect(await doneUnder(key)).toEqual([{ operation: 'annulCard', times: 2, actor: 'official:els.peeters' }]);
  });
  test('what BiZa refuses it refuses for good, and says so provably', async () => {
    await fault('annulCard', 'refuses');
    await expect(port().annulCard(old, bench.call())).rejects.toMatchObject({ type: 'biza.refused', data: { retry: 'never' } });
  });
  test('a check finds everything in order, and until when', async () => {
    const config = liveBiza.config.parse(flavour === 'soap' ? servedBiza.settings({ url, folder }) : restSettingsIn(folder));
    const findings = await liveBiza.check({ ...bench.env, config, realNow: Date.now, secret });
    expect(findings.map(({ what, ok }) => [what, ok])).toEqual([['certificate', true], ['reachability', true], ['credentials', true], ['certificate', true]]);
    expect(findings.at(-1)?.says).toMatch(/^BiZa's certificate is valid until 20\d\d-/);
  });
});

describe('who is not let in', () => {
  const ask = (body: string) => fetch(`${url}/eid`, { method: 'POST', body });
  const annul = (extra = '') => `<s:Envelope xmlns:s="${soapNamespace}"><s:Header><f:fsbHeader xmlns:f="${fsbHeaderNamespace}"><f:messageId>m-1</f:messageId></f:fsbHeader></s:Header><s:Body>
<e:annulCard xmlns:e="${eidNamespace}"><e:context><e:requestKey>by-hand</e:requestKey><e:actor>a</e:actor><e:traceId>t</e:traceId></e:context><e:dossier>${old.dossier}</e:dossier><e:cardNumber>${card}</e:cardNumber><e:reason>replaced</e:reason>${extra}</e:annulCard></s:Body></s:Envelope>`;
  const signedBy = (holder: 'house' | 'bus', xml: string) => signMessage(
    Buffer.from(xml), { certificatePem: readFileSync(bizaKeys.certificateFile(folder, holder), 'utf8'), privateKey: readFileSync(bizaKeys.keyFile(folder, holder), 'utf8'), alsoSign: [{ namespace: fsbHeaderNamespace, local: 'fsbHeader' }] },
    { now: Date.now(), newId: () => `_${randomUUID()}` },
  ).xml;

  test.each([['nobody signed', () => annul()], ['somebody else signed', () => signedBy('bus', annul())], ['is no XML', () => 'annul it']])('what %s is answered by a fault of the bus, and not done', async (_what, body) => {
    const answer = await ask(body());
    expect([answer.status, await answer.text()]).toEqual([500, expect.not.stringContaining('Security>')]);
    expect(await doneUnder('by-hand')).toEqual([]);
  });
  test('a message that does not keep to the contract is refused under a signature, and not done', async () => {
    const answer = await ask(signedBy('house', annul('<e:more>1</e:more>')));
    expect([answer.status, await answer.text()]).toEqual([500, expect.stringMatching(/Signature.*EID-100/s)]);
    expect(await doneUnder('by-hand')).toEqual([]);
  });
  test('the very same message is taken once', async () => {
    const message = signedBy('house', annul());
    expect((await ask(message)).status).toBe(200);
    expect((await ask(message)).status).toBe(500);
    expect(await doneUnder('by-hand')).toMatchObject([{ times: 1 }]);
  });
  test('who shows no certificate does not get as far as asking over REST', async () => {
    const rest = z.object({ url: z.string() }).parse(restSettingsIn(folder));
    const outcome = await new Promise((resolve) => {
      request(`${rest.url}/v1/cardStatus`, { method: 'POST', ca: readFileSync(join(folder, 'keys', 'root.pem')) }, () => resolve('answered')).on('error', () => resolve('refused')).end('{}');
    });
    expect(outcome).toBe('refused');
  });
});

describe('what is wrong', () => {
  const settings = () => z.record(z.string(), z.unknown()).parse(servedBiza.settings({ url, folder }));
  const found = async (changes: object, at = Date.now()) =>
    (await liveBiza.check({ ...bench.env, config: liveBiza.config.parse({ ...settings(), ...changes }), realNow: () => at, secret })).filter(({ ok }) => !ok);

  test.each([
    ['a key of somebody else', () => ({ privateKey: `file:${bizaKeys.keyFile(folder, 'bus')}` }), 'credentials', /does not belong/],
    ['a certificate that is not there', () => ({ certificate: 'file:/nowhere' }), 'credentials', /file:\/nowhere/],
    ['a certificate that BiZa does not know', () => ({ privateKey: `file:${bizaKeys.keyFile(folder, 'rest')}`, certificate: `file:${bizaKeys.certificateFile(folder, 'rest')}` }), 'credentials', /does not take our message/],
    ['another signer than was agreed', () => ({ expectedSigner: { subject: 'CN=other' } }), 'credentials', /not proven to be BiZa/],
    ['an address where nobody is', () => ({ eidUrl: 'http://127.0.0.1:1/eid' }), 'reachability', /ECONNREFUSED/],
  ])('%s is told in one sentence', async (_what, changes, what, says) => {
    expect(await found(changes())).toEqual([{ what, ok: false, says: expect.stringMatching(says) }]);
  });
  test('a certificate of ours that ends soon, or has ended, is told before it hurts', async () => {
    const day = 86_400_000;
    expect(await found({}, Date.now() + 1_810 * day)).toContainEqual(expect.objectContaining({ what: 'certificate', ok: false, says: expect.stringMatching(/^Our certificate is valid for 1\d more days/) }));
    expect(await found({}, Date.now() + 1_900 * day)).toContainEqual(expect.objectContaining({ what: 'certificate', ok: false, says: expect.stringMatching(/^Our certificate expired/) }));
  });
});

describe('what is published', () => {
  test.each(['eid', 'person'])('the WSDL of %s names its own address, and the schemas that it needs are there', async (service) => {
    const wsdl = await (await fetch(`${url}/${service}?wsdl`)).text();
    expect(wsdl).toContain(`location="${url}/${service}"`);
    for (const [, schema] of wsdl.matchAll(/schemaLocation="([^"]+)"/g)) expect((await fetch(`${url}/${schema}`)).status).toBe(200);
  });
  test('the OpenAPI of the other flavour is beside them', async () => {
    expect(await (await fetch(`${url}/eid-service-v1.openapi.json`)).json()).toMatchObject({ openapi: '3.1.0' });
  });
  test.each(['/no-such.xsd', '/names.ts', '/..%2f..%2fbiza.port.ts', '/keys/root.pem', '/'])('%s is not', async (path) => {
    expect((await fetch(`${url}${path}`)).status).toBe(404);
  });
});

test('after a restart the same keys count, on the same port', async () => {
  const before = [restSettingsIn(folder), readFileSync(bizaKeys.certificateFile(folder, 'bus'), 'utf8')];
  await stop();
  ({ url, stop } = await serve());
  expect([restSettingsIn(folder), readFileSync(bizaKeys.certificateFile(folder, 'bus'), 'utf8')]).toEqual(before);
  await expect(live(restSettingsIn(folder)).cardStatus({ order: 'none' }, bench.call())).rejects.toMatchObject({ type: 'biza.unknown-order' });
});
