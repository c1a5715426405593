import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sandboxBench, type SandboxBench } from '#connectors/sandbox-kit/sandbox-bench.ts';
import { serveHandler, type ServedHandler } from '#connectors/sandbox-kit/serve-handler.ts';
import type { OpenSandbox } from '#services/kernel/connector.ts';
import { checkWhatsapp } from '../../live/whatsapp/check-whatsapp.ts';
import { openWhatsapp } from '../../live/whatsapp/send-whatsapp.ts';
import { whatsappSettings } from '../../live/whatsapp/whatsapp-settings.ts';
import type { messaging } from '../../messaging.port.ts';
import { readTemplates } from '../../wire/whatsapp-wire.ts';
import { openMessaging } from '../open-messaging.ts';
import { whatsappDesk } from './whatsapp-desk.ts';
import { graphVersion, whatsappIds, whatsappPlaces } from './whatsapp-places.ts';
import { servedTemplates } from './whatsapp-templates.ts';

/** The Graph API as the sandbox serves it: what it refuses, and what the check says of it. */

let bench: SandboxBench<unknown>;
let sandbox: OpenSandbox<typeof messaging>;
let served: ServedHandler;
let folder: string;
beforeEach(async () => {
  bench = sandboxBench({}, Date.UTC(2026, 10, 24, 9));
  sandbox = openMessaging(bench.env);
  folder = join(bench.env.folder, 'served');
  mkdirSync(folder);
  served = await serveHandler(() => whatsappDesk(sandbox.implementation, folder));
});
afterEach(async () => { await served.close(); sandbox.close(); bench.remove(); });

const secret = (reference: string) => readFileSync(reference.slice('file:'.length), 'utf8');
const config = (changes: object = {}) => {
  const { accessToken, appSecret, verifyToken } = whatsappPlaces(folder);
  return whatsappSettings.parse({ url: served.url, version: graphVersion, ...whatsappIds(folder), accessToken: `file:${accessToken}`, appSecret: `file:${appSecret}`, verifyToken: `file:${verifyToken}`, sendsReferences: true, ...changes });
};
const [template = { name: '', language: 'nl' as const, text: '', parameters: [] }] = readTemplates();
const parameters = template.parameters.map((name) => ({ name, text: `a ${name}` }));
const send = async (changes: object = {}, settings: object = {}) => {
  const sender = openWhatsapp({ config: config(settings), secret });
  try {
    return await sender.send({ to: '+32470000000', subject: '', body: '', language: 'nl', dossier: randomUUID(), template: template.name, parameters, ...changes }, bench.call()).then(() => 'sent', (error: unknown) => error);
  } finally {
    sender.close();
  }
};
const set = (status: string) => servedTemplates(folder).lever.pull({ name: template.name, status });
const sent = () => bench.pull(sandbox, 'messages', {});
const failed = (type: string, says: string) => expect.objectContaining({ type: `messaging.${type}`, cause: expect.objectContaining({ message: `POST /{id}/messages: ${says}` }) });

test.each<[string, object, object, ReturnType<typeof failed>]>([
  ['a text that nobody approved', { template: 'free_text' }, {}, failed('medium-not-offered', 'HTTP 404, code 132001')],
  ['a language in which it was not approved', { language: 'de' }, { languages: { de: 'de_AT' } }, failed('medium-not-offered', 'HTTP 404, code 132001')],
  ['a placeholder that is left out', { parameters: parameters.slice(1) }, {}, failed('text-unfit', 'HTTP 400, code 132000')],
  ['a placeholder with another name', { parameters: parameters.map((one, at) => (at === 0 ? { ...one, name: 'other' } : one)) }, {}, failed('text-unfit', 'HTTP 400, code 100')],
  ['a text that becomes too long', { parameters: parameters.map((one) => ({ ...one, text: 'x'.repeat(400) })) }, {}, failed('text-unfit', 'HTTP 400, code 132005')],
  ['a version that was withdrawn', {}, { version: 'v19.0' }, failed('not-let-in', 'HTTP 400, code 2635')],
  ['the number of somebody else', {}, { phoneNumberId: '100000000000000' }, failed('not-let-in', 'HTTP 400, code 100')],
  ['a number that is none', { to: '+9990000000000000' }, {}, expect.objectContaining({ type: 'messaging.address-refused' })],
])('%s is refused, and nothing is sent', async (_what, changes, settings, expected) => {
  expect(await send(changes, settings)).toEqual(expected);
  expect(await sent()).toEqual({ messages: [] });
});
test('a token or a proof that is not ours is refused, and nothing is sent', async () => {
  const { appSecret, verifyToken } = whatsappPlaces(folder);
  expect(await send({}, { accessToken: `file:${verifyToken}` })).toEqual(failed('not-let-in', 'HTTP 401, code 190'));
  expect(await send({}, { appSecret: `file:${verifyToken}` })).toEqual(failed('not-let-in', 'HTTP 400, code 100'));
  expect(secret(`file:${appSecret}`)).not.toBe(secret(`file:${verifyToken}`));
  expect(await sent()).toEqual({ messages: [] });
});
test.each([['PENDING', '132001', 404], ['REJECTED', '132001', 404], ['PAUSED', '132015', 400], ['DISABLED', '132016', 400]])('a text that is %s is not sent until it is approved again', async (status, code, http) => {
  await set(status);
  expect(await send()).toEqual(failed('medium-not-offered', `HTTP ${http}, code ${code}`));
  await set('APPROVED');
  expect(await send()).toBe('sent');
});
test('a number that is refused from now on gets nothing', async () => {
  await bench.pull(sandbox, 'refuse-address', { to: '+32470000000' });
  expect(await send()).toEqual(failed('address-refused', 'HTTP 400, code 131026'));
});
test('two municipalities have each their own number', () => {
  expect(whatsappIds(folder)).not.toEqual(whatsappIds(join(bench.env.folder, 'other')));
});

describe('the check', () => {
  const check = async (changes: object = {}) => (await checkWhatsapp({ config: config(changes), secret, realNow: Date.now })).map(({ what, ok, says }) => `${ok ? 'good' : 'wrong'} ${what}: ${says}`);
  test('says that all is well, and sends nothing', async () => {
    expect(await check()).toEqual([expect.stringMatching(/^good reachability/), expect.stringMatching(/^good credentials/), `good mapping: All ${readTemplates().length} texts are approved.`]);
    expect(await check({ languages: { nl: 'nl' } })).toContain(`good mapping: All ${readTemplates().length / 4} texts are approved.`);
    expect(await sent()).toEqual({ messages: [] });
  });
  test('names each text that is not approved in a language of the municipality', async () => {
    await set('PAUSED');
    const said = await check({ languages: { nl: 'nl', en: 'en_GB' } });
    expect(said).toContainEqual(expect.stringMatching(new RegExp(`^wrong mapping: The text ${template.name} \\(nl\\) is PAUSED at Meta`)));
    expect(said.filter((one) => one.includes('(en_GB) was not submitted'))).toHaveLength(readTemplates().length / 4);
    expect(said.filter((one) => one.startsWith('wrong'))).toHaveLength(1 + readTemplates().length / 4);
  });
  test.each<[string, () => object, RegExp]>([
    ['the token', () => ({ accessToken: `file:${whatsappPlaces(folder).verifyToken}` }), /^wrong credentials: Meta does not let us in \(HTTP 401, code 190\)/],
    ['the number', () => ({ phoneNumberId: '100000000000000' }), /^wrong credentials: Meta does not let us in \(HTTP 400, code 100\).*phoneNumberId/],
    ['the version', () => ({ version: 'v19.0' }), /^wrong mapping: Meta does not know version v19\.0/],
    ['the address', () => ({ url: 'http://127.0.0.1:1' }), /^wrong reachability: WhatsApp does not answer/],
    ['a secret that is not there', () => ({ verifyToken: 'file:/nowhere/word' }), /^wrong credentials: Nothing can be read at file:\/nowhere\/word/],
  ])('says in one sentence what is wrong with %s', async (_what, changes, expected) => {
    expect(await check(changes())).toEqual([expect.stringMatching(expected)]);
  });
  test('names a text that says something else at Meta, whatever it is called there', async () => {
    const desk = whatsappDesk(sandbox.implementation, folder);
    const other = await serveHandler(() => async (request) => {
      const { body = '', ...answer } = await desk(request);
      return { ...answer, body: String(body).replace(template.text, `${template.text} Ha!`) };
    });
    expect((await check({ url: other.url })).filter((said) => said.startsWith('wrong'))).toEqual([expect.stringMatching(new RegExp(`^wrong mapping: The text ${template.name} \\(${template.language}\\) says something else at Meta`))]);
    await other.close();
  });
  test('says when the account shows no texts', async () => {
    expect((await check({ accountId: '200000000000000' })).at(-1)).toMatch(/^wrong rights: Meta does not show us which texts were approved/);
  });
});
