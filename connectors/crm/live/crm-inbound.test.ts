import { noSecrets } from '#services/kernel/secret.ts';
import { failures } from '#services/kernel/failure.ts';
import type { WireRequest } from '#services/kernel/wire.ts';
import { basicHeader } from '#connectors/rest-kit/basic-password.ts';
import { makeInsz } from '#services/belgium/insz.ts';
import { crm } from '../crm.port.ts';
import { crmInbound } from './crm-inbound.ts';
import { crmSettings } from './crm-settings.ts';

/** Who tells of a complaint has to prove itself, and everything that was not agreed changes nothing. */

const ssin = makeInsz('1960-05-01', 4, { testPerson: true });
const words = 'Niemand kwam bij Noor Voorbeeld.';
const told = { messageId: 'm-1', complaintId: 'K-2026_17', ssin, about: 'visit', tone: 'negative', text: words, receivedAt: '2026-11-24T09:00:00+01:00', changedAt: '2026-11-24T09:05:00+01:00' };
const config = crmSettings.parse({ url: 'https://crm.example', complaints: { user: 'crm', password: 'env:CRM_COMPLAINTS' } });
const { refused, away } = failures('message', { refused: { status: 400, retry: 'never', title: 'Refused.' }, away: { status: 503, retry: 'safe', title: 'Away.' } });

let taken: { message: string; id: string; payload: unknown }[] = [];
beforeEach(() => { taken = []; });

const deliver = (message: string, id: string, payload: unknown) => { taken.push({ message, id, payload }); return Promise.resolve(); };
function tell(changes: { readonly body?: unknown; readonly headers?: Readonly<Record<string, string>>; readonly path?: string; readonly method?: string } = {}, over: Partial<Parameters<typeof crmInbound>[0]> = {}) {
  const { body = told, headers = {}, path = '/complaints', method = 'POST' } = changes;
  const request: WireRequest = {
    method, path, query: new URLSearchParams(), headers: { 'content-type': 'application/json', authorization: basicHeader({ user: 'crm', password: 'secret' }), ...headers },
    body: typeof body === 'string' ? Buffer.from(body) : Buffer.from(JSON.stringify(body)),
  };
  return crmInbound({ config, secret: () => 'secret', deliver, ...over })(request);
}

test('a complaint that is told as agreed is taken in under the CRM\'s own number of the message, and acknowledged then', async () => {
  expect(await tell()).toMatchObject({ status: 200, body: JSON.stringify({ messageId: 'm-1' }) });
  expect(taken).toEqual([{ message: 'complaint', id: 'm-1', payload: expect.objectContaining({ reference: 'K-2026_17', insz: ssin, dossier: null, ours: null, ended: null, receivedAt: Date.UTC(2026, 10, 24, 8), changedAt: Date.UTC(2026, 10, 24, 8, 5) }) }]);
  expect(crm.messages.complaint.payload.safeParse(taken[0]?.payload).error).toBeUndefined();
});

test.each([
  ['nobody in particular', { authorization: '' }], ['a wrong password', { authorization: basicHeader({ user: 'crm', password: 'guessed' }) }], ['somebody else', { authorization: basicHeader({ user: 'other', password: 'secret' }) }],
  ['a token', { authorization: 'Bearer secret' }],
])('%s is not believed, and is told nothing of what it said', async (_who, headers) => {
  const answer = await tell({ headers });
  expect([answer.status, taken]).toEqual([401, []]);
  expect(JSON.stringify(answer)).not.toContain('Noor');
});

test.each([
  ['no JSON', '{', {}], ['another kind of body', told, { 'content-type': 'text/xml' }], ['a list', [told], {}], ['a message without a number', { ...told, messageId: undefined }, {}], ['a message with an endless number', { ...told, messageId: 'm'.repeat(201) }, {}],
])('%s is refused with the field and without the words, and changes nothing', async (_what, body, headers) => {
  const answer = await tell({ body, headers });
  expect([answer.status, taken]).toEqual([400, []]);
  expect(JSON.stringify(answer)).not.toContain('Noor');
});

test.each([
  ['a moment that is none', { receivedAt: 'yesterday' }], ['a moment as a number', { changedAt: 1 }], ['a moment that is left out', { changedAt: undefined }], ['a moment of the end that is none', { ended: { outcome: 'answered', at: 1 } }], ['a number of nobody', { ssin: '11111111111' }], ['a reference with a name in it', { complaintId: 'Noor Voorbeeld' }],
  ['a subject that there is not', { about: '__proto__' }], ['no words', { text: ' ' }], ['too many words', { text: 'x'.repeat(4_001) }], ['an end that is a text', { ended: 'yes' }],
])('%s goes to the house as it is, which refuses it by its name and keeps it for a person', async (_what, changes) => {
  await tell({ body: { ...told, ...changes } });
  expect(taken).toHaveLength(1);
  expect(crm.messages.complaint.payload.safeParse(taken[0]?.payload).success).toBe(false);
});

test('what the house refuses is not to be sent again; what it cannot take in now is', async () => {
  expect(await tell({}, { deliver: () => Promise.reject(refused()) })).toMatchObject({ status: 400, body: expect.stringContaining('"again":false') });
  expect(await tell({}, { deliver: () => Promise.reject(away()) })).toMatchObject({ status: 503, headers: { 'retry-after': '5' }, body: expect.stringContaining('"again":true') });
  await expect(tell({}, { deliver: () => Promise.reject(new Error('a mistake of ours')) })).rejects.toThrow('a mistake of ours');
});

test('where nothing was agreed nothing comes in, and elsewhere neither', async () => {
  expect(await tell({}, { config: crmSettings.parse({ url: 'https://crm.example' }), secret: noSecrets })).toEqual({ status: 404 });
  expect([(await tell({ path: '/other' })).status, (await tell({ method: 'GET' })).status, taken]).toEqual([404, 405, []]);
});
