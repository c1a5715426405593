import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { inspect } from 'node:util';
import { sandboxBench } from '#connectors/sandbox-kit/sandbox-bench.ts';
import { makeInsz } from '#services/belgium/insz.ts';
import { liveCrm } from './live-crm.ts';

/** What a CRM, or somebody on the way to it, may answer; and what the house then knows. What is no answer on any REST wire is the kit's. */

const insz = makeInsz('1960-05-01', 4, { testPerson: true });
const somebodyElse = makeInsz('1960-05-01', 6, { testPerson: true });
const item = {
  id: 'c-1', version: '7', ssin: insz, givenName: 'Noor', familyName: 'Voorbeeld', language: 'nl', reachable: true,
  address: { streetName: 'Voorbeeldstraat', houseNumber: '1', postalCode: '9000', municipalityName: 'Gent' }, contactData: {}, preferences: {}, consents: { whatsapp: false },
};
type Say = (response: ServerResponse) => void;
const say = (status: number, body: unknown, type = 'application/json'): Say => (response) => { response.writeHead(status, { 'content-type': type }).end(body === undefined ? '' : JSON.stringify(body)); };
const items = (...all: unknown[]) => say(200, { items: all });
const done: Say = (response) => { response.writeHead(204).end(); };
const problem = (name: string, status: number) => say(status, { type: `urn:problem-type:eid-aan-huis:crm:${name}`, title: insz, detail: insz, status }, 'application/problem+json');

const asked: { line: string; ifMatch: string | undefined }[] = [];
let answers: { search: Say; write: Say };
const server = createServer((request: IncomingMessage, response) => {
  asked.push({ line: `${request.method} ${request.url}`, ifMatch: request.headers['if-match'] });
  request.resume().on('end', () => (request.url === '/v1/citizens/search' ? answers.search : answers.write)(response));
});
const bench = sandboxBench({}, Date.UTC(2026, 10, 24, 9));
let port: ReturnType<typeof liveCrm.open>;
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const config: unknown = liveCrm.config.parse({ url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`, credentials: { kind: 'bearer', token: 'env:TOKEN' } });
  port = liveCrm.open({ ...bench.env, config, realNow: Date.now, secret: () => 'token' });
});
afterAll(async () => {
  await new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); });
  bench.remove();
});
beforeEach(() => {
  asked.length = 0;
  answers = { search: items(item), write: done };
});

const ending = async (asking: Promise<unknown>) => {
  const end: unknown = await asking.then((told) => ({ told }), (error: unknown) => error);
  if (end instanceof Error) for (const word of [insz, 'Voorbeeld', 'example.org']) expect(inspect(end, { depth: 12 })).not.toContain(word);
  return end;
};
const read = () => ending(port.citizen({ insz }, bench.call()));
const change = (version = '7') => ending(port.updateContact({ insz, version, email: 'noor@example.org' }, bench.call()));
const note = () => ending(port.recordContact({ insz, dossier: randomUUID(), medium: 'sms', subject: 'Uw eID vervalt', at: bench.env.now() }, bench.call()));
const complain = () => ending(port.recordComplaint({ insz, dossier: randomUUID(), about: 'other', text: 'Voorbeeld', at: bench.env.now(), answeredBy: 'crm' }, bench.call()));
const close = () => ending(port.closeProcedure({ insz, dossier: randomUUID(), closedOn: '2026-12-10', outcome: 'delivered' }, bench.call()));
const fails = (type: string, retry: string) => expect.objectContaining({ type: `crm.${type}`, data: { retry } });

test('what a CRM says beyond the contract is passed over, and what it leaves out or calls null is nothing', async () => {
  const nothing = { email: null, mobile: null, phone: null, preferredMedium: null, representative: null };
  for (const one of [{ ...item, loyaltyPoints: 3, address: { ...item.address, boxNumber: null } }, { ...item, representative: null, contactData: { email: null, mobilePhone: null, fixedPhone: null }, preferences: { medium: null } }]) {
    answers.search = items(one);
    expect(await read()).toEqual({ told: { citizen: { insz, version: '7', firstName: 'Noor', lastName: 'Voorbeeld', language: 'nl', address: { street: 'Voorbeeldstraat', houseNumber: '1', postcode: '9000', city: 'Gent' }, whatsappOptIn: false, reachable: true, ...nothing } } });
  }
});

test.each([
  ['somebody else', items({ ...item, ssin: somebodyElse })], ['two citizens', items(item, { ...item, id: 'c-2' })], ['a number with wrong check digits', items({ ...item, ssin: '60650100400' })], ['a number as a number', items({ ...item, ssin: Number(insz) })],
  ['a citizen without a version', items({ ...item, version: undefined })], ['a version that ends the header', items({ ...item, version: '7"\r\nx-more: "1' })], ['a reference that leads elsewhere', items({ ...item, id: '../../v1/communications' })],
  ['a reference that is the number with dots', items({ ...item, id: '60.65.01-004.26' })], ['no address', items({ ...item, address: undefined })], ['a medium that nobody has', items({ ...item, preferences: { medium: 'pigeon' } })],
  ['no word on consent', items({ ...item, consents: {} })], ['an e-mail address that is none', items({ ...item, contactData: { email: 'ask the neighbour' } })], ['a list', say(200, [item])], ['another language', items({ ...item, language: 'xx' })],
])('%s is no answer: nothing is told, and nothing is changed', async (_what, search) => {
  answers.search = search;
  expect([await read(), await change()]).toEqual([fails('unreadable', 'safe'), fails('unreadable', 'safe')]);
  expect(asked.map(({ line }) => line)).toEqual(['POST /v1/citizens/search', 'POST /v1/citizens/search']);
});

test('a change goes to the one who was found, on the version that the citizen saw, whatever version was found just now', async () => {
  await change('5');
  expect(asked).toEqual([{ line: 'POST /v1/citizens/search', ifMatch: undefined }, { line: 'PATCH /v1/citizens/c-1', ifMatch: '"5"' }]);
});

test.each<[string, Say, string, string]>([
  ['says that it changed meanwhile', problem('changedMeanwhile', 412), 'changed-meanwhile', 'never'], ['does not know the citizen any more', problem('unknownCitizen', 404), 'unknown-citizen', 'never'], ['refuses', problem('refused', 409), 'refused', 'never'],
  ['states something that is not in the contract', problem('somethingNew', 409), 'unclear', 'ambiguous'], ['answers a page', say(200, 'x', 'text/html'), 'unclear', 'ambiguous'], ['answers more than was agreed', say(200, {}), 'unclear', 'ambiguous'],
  ['breaks', say(500, undefined), 'no-answer', 'ambiguous'], ['breaks off', (response) => { response.socket?.destroy(); }, 'no-answer', 'ambiguous'], ['is busy', say(503, undefined), 'unavailable', 'safe'],
  ['does not let us in', say(401, undefined), 'credentials-refused', 'safe'], ['does not take it', say(400, { type: 'urn:problem-type:belgif:badRequest' }, 'application/problem+json'), 'not-understood', 'never'],
])('a CRM that %s at a write', async (_what, write, type, retry) => {
  answers.write = write;
  for (const ask of [change, note, complain, close]) expect(await ask()).toEqual(fails(type, retry));
});

test('while citizens cannot be searched nothing is written, and it may be asked again', async () => {
  answers.search = say(500, undefined);
  expect(await change()).toEqual(fails('unavailable', 'safe'));
  expect(asked).toHaveLength(1);
});
