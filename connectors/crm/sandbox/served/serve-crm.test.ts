import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { tokenFile } from '#connectors/rest-kit/served-token.ts';
import { makeInsz } from '#services/belgium/insz.ts';
import { crmBench } from './crm-bench.ts';

/** The served CRM, asked by hand as the contract has it: nothing of the live side stands between. */

const at = Date.UTC(2026, 10, 24, 9);
const ssin = makeInsz('1960-05-01', 4, { testPerson: true });
const citizen = {
  insz: ssin, firstName: 'Noor', lastName: 'Voorbeeld', language: 'nl', address: { street: 'Voorbeeldstraat', houseNumber: '1', postcode: '9000', city: 'Gent' },
  email: 'noor@example.org', mobile: null, phone: null, preferredMedium: null, whatsappOptIn: false, representative: null, reachable: true,
};
const found = z.object({ items: z.array(z.looseObject({ id: z.string(), version: z.string(), contactData: z.object({ email: z.string().optional(), mobilePhone: z.string().optional() }) })) });

let bench: ReturnType<typeof crmBench>;
let served: Awaited<ReturnType<typeof bench.serve>>;
beforeEach(async () => {
  bench = crmBench(at);
  served = await bench.serve();
  await bench.pull('put-citizen', { citizen });
});
afterEach(async () => { await served.close(); bench.close(); bench.remove(); });

interface Sending { readonly body?: unknown; readonly headers?: Record<string, string>; readonly url?: string }
const tokenOf = (folder: string) => readFileSync(tokenFile(folder), 'utf8');
async function ask(method: string, path: string, { body, headers = {}, url = served.url }: Sending = {}) {
  const answer = await fetch(`${url}${path}`, {
    method, ...(body !== undefined && { body: JSON.stringify(body) }), headers: { authorization: `Bearer ${tokenOf(bench.place)}`, 'content-type': 'application/json', 'idempotency-key': randomUUID(), ...headers },
  });
  const text = await answer.text();
  return { status: answer.status, said: text === '' ? undefined : JSON.parse(text) as unknown };
}
const search = async (url = served.url) => {
  const { items: [one] } = found.parse((await ask('POST', '/v1/citizens/search', { body: { ssin }, url })).said);
  if (!one) throw new Error('nobody');
  return one;
};
const change = (id: string, ifMatch: string, body: unknown = { contactData: { email: 'anders@example.org' } }, more: Sending = {}) => ask('PATCH', `/v1/citizens/${id}`, { ...more, body, headers: { 'if-match': ifMatch, ...more.headers } });

test('a citizen is found by number, as the contract writes it, under a reference that stays', async () => {
  expect(await ask('POST', '/v1/citizens/search', { body: { ssin } })).toEqual({
    status: 200, said: {
      items: [{
        id: expect.stringMatching(/^[0-9a-f-]{36}$/), version: '1', ssin, givenName: 'Noor', familyName: 'Voorbeeld', language: 'nl', reachable: true,
        address: { streetName: 'Voorbeeldstraat', houseNumber: '1', postalCode: '9000', municipalityName: 'Gent' }, contactData: { email: 'noor@example.org' }, preferences: {}, consents: { whatsapp: false },
      }],
    },
  });
  expect((await search()).id).toBe((await search()).id);
});

test('a change names the version that it is based on, and is done once', async () => {
  const { id, version } = await search();
  expect(await change(id, `"${version}"`, { contactData: { mobilePhone: '+32470123456' } })).toEqual({ status: 204, said: undefined });
  expect(await change(id, `"${version}"`)).toMatchObject({ status: 412, said: { type: 'urn:problem-type:eid-aan-huis:crm:changedMeanwhile', status: 412 } });
  expect(await search()).toMatchObject({ contactData: { email: 'noor@example.org', mobilePhone: '+32470123456' } });
});

test('a merge patch: what is left out stays, null takes away', async () => {
  const { id, version } = await search();
  await change(id, `"${version}"`, { contactData: { email: null }, preferences: { medium: 'sms' } });
  const after = await search();
  expect(after).toMatchObject({ preferences: { medium: 'sms' }, consents: { whatsapp: false } });
  expect(after.contactData).toEqual({});
});

test.each(['', '*', '1', '""', 'W/"1"', '"1", "2"', '"1"x'])('without one version nothing is changed: If-Match %j', async (ifMatch) => {
  const { id, version } = await search();
  expect(await change(id, ifMatch)).toMatchObject({ status: 400, said: { issues: [{ in: 'header', name: 'if-match' }] } });
  expect(await search()).toMatchObject({ version, contactData: { email: 'noor@example.org' } });
});

test('a key that was used is answered before the version is compared', async () => {
  const { id, version } = await search();
  const headers = { 'idempotency-key': 'key-1' };
  for (const _ of ['once', 'again']) expect((await change(id, `"${version}"`, undefined, { headers })).status).toBe(204);
  expect((await search()).version).toBe('2');
});

test('who writes at once through two servers of the same books: one is heard', async () => {
  const beside = crmBench(at, bench.env.folder);
  const other = await beside.serve();
  const { id, version } = await search();
  expect(await search(other.url)).toMatchObject({ id, version });
  const ends = await Promise.all(Array.from({ length: 12 }, (_none, n) => change(id, `"${version}"`, { contactData: { mobilePhone: `+3247000000${n}` } }, { url: n % 2 === 0 ? served.url : other.url })));
  expect(ends.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, ...Array.from({ length: 11 }, () => 412)]);
  expect((await search()).contactData.mobilePhone).toBe(`+3247000000${ends.findIndex(({ status }) => status === 204)}`);
  await other.close();
  beside.close();
});

test.each<[string, string, string, Sending, number]>([
  ['nobody\'s token', 'POST', '/v1/citizens/search', { body: { ssin }, headers: { authorization: 'Bearer x' } }, 401],
  ['no token', 'GET', '/v1/health', { headers: { authorization: '' } }, 401],
  ['a number in the address', 'GET', `/v1/citizens?ssin=${ssin}`, {}, 404],
  ['a number in the query of a search', 'POST', `/v1/citizens/search?ssin=${ssin}`, { body: { ssin } }, 400],
  ['a number with wrong check digits', 'POST', '/v1/citizens/search', { body: { ssin: '60650100400' } }, 400],
  ['all citizens at once', 'POST', '/v1/citizens/search', { body: { ssin: { $ne: null } } }, 400],
  ['a reference that was never given', 'PATCH', '/v1/citizens/1 OR 1=1', { body: {}, headers: { 'if-match': '"1"' } }, 400],
  ['a reference that nobody has', 'PATCH', `/v1/citizens/${randomUUID()}`, { body: {}, headers: { 'if-match': '"1"' } }, 404],
  ['a field that may not be changed', 'PATCH', `/v1/citizens/${randomUUID()}`, { body: { ssin }, headers: { 'if-match': '"1"' } }, 400],
  ['the text of a message', 'POST', '/v1/communications', { body: { ssin, dossier: randomUUID(), medium: 'sms', subject: 'x', sentAt: '2026-11-24T09:00:00Z', text: 'x' } }, 400],
  ['a moment without a zone', 'POST', '/v1/communications', { body: { ssin, dossier: randomUUID(), medium: 'sms', subject: 'x', sentAt: '2026-11-24T09:00:00' } }, 400],
  ['a day that is none', 'POST', '/v1/procedureClosures', { body: { ssin, dossier: randomUUID(), closedOn: '2026-02-30', outcome: 'x' } }, 400],
])('%s is refused as a problem that repeats no value, and nothing is written', async (_what, method, path, sending, status) => {
  const answer = await ask(method, path, sending);
  expect([answer.status, answer.said]).toEqual([status, expect.objectContaining({ status, type: expect.stringMatching(/^urn:problem-type:/) })]);
  expect(JSON.stringify(answer.said)).not.toContain(ssin);
  expect(await bench.pull('ledger', {})).toEqual({ entries: [] });
});

test('the token of another municipality opens nothing here', async () => {
  const elsewhere = crmBench(at);
  const other = await elsewhere.serve();
  expect((await ask('POST', '/v1/citizens/search', { body: { ssin }, headers: { authorization: `Bearer ${tokenOf(elsewhere.place)}` } })).status).toBe(401);
  await other.close();
  elsewhere.close();
  elsewhere.remove();
});
