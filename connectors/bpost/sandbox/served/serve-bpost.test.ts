import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { tokenFile } from '#connectors/rest-kit/served-token.ts';
import { sandboxBench } from '#connectors/sandbox-kit/sandbox-bench.ts';
import { childNamed, childText } from '#services/wire-kit/find-in-xml.ts';
import { readXml } from '#services/wire-kit/read-xml.ts';
import { instantOf } from '#services/belgium/brussels-time.ts';
import type { OpenServed } from '#services/kernel/connector.ts';
import type { WireAnswer } from '#services/kernel/wire.ts';
import { bpostConfig } from '../../bpost.config.ts';
import { bpostSettings } from '../../live/bpost-settings.ts';
import { orderFor } from '../../live/fit-order.ts';
import { writeCancellation, writeOrder } from '../../live/write-order.ts';
import { proofingAction } from '../../wire/proofing-names.ts';
import { infoNs, mediaTypes } from '../../wire/shm-names.ts';
import { openBpost } from '../open-bpost.ts';
import { servedBpost } from './serve-bpost.ts';

/** The sandbox over its wires is as odd as the real bpost, and as strict. */

const bench = sandboxBench(bpostConfig.parse({}), instantOf('2026-11-24', '10:00'));
const sandbox = openBpost(bench.env);
const folder = join(bench.env.folder, 'bpost');
const settings = bpostSettings.parse({ account: '123456', passPhrase: 'env:PASS', eidDelivery: { url: 'https://eid.example' }, proofing: { kind: 'soap' } });
let served: OpenServed;
let secret: string;
let number = 0;
beforeAll(async () => {
  served = await servedBpost.open(sandbox, { ...bench.env, folder, url: 'http://127.0.0.1', realNow: Date.now });
  secret = readFileSync(tokenFile(folder), 'utf8');
});
afterAll(async () => {
  await served.close?.();
  sandbox.close();
  bench.remove();
});

const ask = (method: string, path: string, headers: Readonly<Record<string, string>> = {}, body = '', pass = secret): Promise<WireAnswer> => served.handle({
  method, path, query: new URLSearchParams(), body: Buffer.from(body), headers: { authorization: `Basic ${Buffer.from(`123456:${pass}`).toString('base64')}`, ...headers },
});
const address = { street: 'Dorpsstraat', houseNumber: '12', postcode: '3070', city: 'Kortenberg' };
const moment = { start: instantOf('2026-11-26', '13:00'), end: instantOf('2026-11-26', '17:00') };
const orderOf = (reference: string, changes: object = {}, key: string = randomUUID()) =>
  writeOrder(orderFor({ reference, receiver: { name: 'Test Person', address, mobile: null, email: 'test@example.be', language: 'nl' }, moment, ...changes }, { key, dossier: null }, settings));
const place = (body: string, type: string = mediaTypes.order) => ask('POST', '/shm/123456/orders', { 'content-type': type }, body);
const fetchOrder = (reference: string) => ask('GET', `/shm/123456/orders/${reference}`, { accept: mediaTypes.orderInfo });
const fetchLabels = (reference: string) => ask('GET', `/shm/123456/orders/${reference}/labels/A6`, { accept: mediaTypes.labels });
const cancel = (reference: string, body = writeCancellation()) => ask('POST', `/shm/123456/orders/${reference}`, { 'content-type': mediaTypes.orderUpdate, 'x-request-id': randomUUID() }, body);
const boxOf = ({ body = '' }: WireAnswer) => childNamed(readXml(Buffer.from(body)), 'box', infoNs);
const placed = async () => {
  number += 1;
  expect(await place(orderOf(`b-${number}`))).toEqual({ status: 201 });
  return `b-${number}`;
};

test('an order that is taken is answered with nothing, and fetched in version 3', async () => {
  const reference = await placed();
  const { status, headers, body } = await fetchOrder(reference);
  expect([status, headers?.['content-type']]).toEqual([200, mediaTypes.orderInfo]);
  expect(readXml(Buffer.from(body ?? '')).name).toMatchObject({ local: 'orderInfo', namespace: infoNs });
});
test('fetching the labels prints: once, and from then on the order has its barcode and is replaced no more', async () => {
  const reference = await placed();
  expect(await place(orderOf(reference))).toEqual({ status: 201 });
  expect(childText(boxOf(await fetchOrder(reference)), 'status', infoNs)).toBe('OPEN');
  expect(String((await fetchLabels(reference)).body)).toMatch(/<barcode>3232\d{20}<\/barcode>/);
  expect(childText(boxOf(await fetchOrder(reference)), 'status', infoNs)).toBe('PRINTED');
  expect(childText(boxOf(await fetchOrder(reference)), 'barcode', infoNs)).toMatch(/^3232/);
  expect(String((await fetchLabels(reference)).body)).not.toContain('<barcode>');
  expect(await place(orderOf(reference))).toMatchObject({ status: 400, headers: { 'content-type': 'text/plain;charset=utf-8' } });
});
test('an order follows the card, up to a status that nobody published', async () => {
  for (const [event, status] of [['card-received', 'IN_TRANSIT'], ['handed-over', 'DELIVERED'], ['returned', 'BACK_TO_SENDER'], ['lost', 'LOST']] as const) {
    const reference = await placed();
    await bench.pull(sandbox, 'send', { reference, event, employee: 'bp-1001' });
    expect(childText(boxOf(await fetchOrder(reference)), 'status', infoNs)).toBe(status);
  }
});
test('what is called off is CANCELLED; what has ended answers with an exception whose parts are in another namespace', async () => {
  const reference = await placed();
  expect(await cancel(reference)).toEqual({ status: 200 });
  expect(childText(boxOf(await fetchOrder(reference)), 'status', infoNs)).toBe('CANCELLED');
  const ended = await placed();
  await bench.pull(sandbox, 'send', { reference: ended, event: 'handed-over', employee: 'bp-1001' });
  const { status, body } = await cancel(ended);
  expect([status, body]).toEqual([400, expect.stringMatching(/<businessException xmlns="[^"]*\/v1\/"><ns2:code xmlns:ns2="[^"]*\/v2\/">409</)]);
  expect((await cancel(reference, writeCancellation().replace('CANCELLED', 'DELIVERED'))).status).toBe(400);
  expect(await cancel('unknown')).toMatchObject({ status: 404, headers: { 'content-type': 'text/plain;charset=utf-8' } });
});
test.each<[string, (order: string) => string]>([
  ['in another order of elements', (order) => order.replace('<tns:reference>', '<tns:box/><tns:reference>')], ['of another account', (order) => order.replace('<tns:accountId>123456', '<tns:accountId>654321')],
  ['in version 3', (order) => order.replaceAll('deepintegration/v5/', 'deepintegration/v3/')], ['without a signature', (order) => order.replace(/<common:signed[^>]*><\/common:signed>/, '')],
  ['with a street of 41 characters', (order) => order.replace('Dorpsstraat', 'x'.repeat(41))], ['with a part of the day that there is not', (order) => order.replace('value="PM"', 'value="NIGHT"')],
  ['with a DTD', (order) => `<!DOCTYPE order>${order}`], ['that is half', (order) => order.slice(0, -10)],
])('an order %s is refused in plain text, and there is none', async (_what, spoil) => {
  const good = orderOf('spoilt');
  expect(spoil(good)).not.toBe(good);
  expect(await place(spoil(good))).toMatchObject({ status: 400, headers: { 'content-type': 'text/plain;charset=utf-8' } });
  expect((await fetchOrder('spoilt')).status).toBe(404);
});
test('a day or an address that bpost does not do is refused, and there is no order', async () => {
  const sunday = { start: instantOf('2026-11-29', '13:00'), end: instantOf('2026-11-29', '17:00') };
  expect(String((await place(orderOf('nowhere', { moment: sunday }))).body)).toContain('invalidSelection');
  await bench.pull(sandbox, 'remark-address', { postcode: '3070', street: 'Dorpsstraat', deliverable: false });
  expect((await place(orderOf('nowhere'))).status).toBe(400);
  await bench.pull(sandbox, 'remark-address', { postcode: '3070', street: 'Dorpsstraat' });
  expect((await fetchOrder('nowhere')).status).toBe(404);
});
test('who is not known here is not let in, at any of its services', async () => {
  expect((await ask('GET', '/shm/123456/orders/b-1', {}, '', 'another')).status).toBe(401);
  expect((await ask('GET', '/tracking/item/1/trackingInfo', {}, '', 'another')).status).toBe(401);
  expect((await ask('GET', '/eid/v1/moments', { authorization: 'Bearer another' })).status).toBe(401);
  expect((await ask('POST', '/proofing/rest/validateAddresses', { 'x-api-key': 'another' })).status).toBe(403);
  expect((await ask('GET', '/shm/654321/orders/b-1')).status).toBe(404);
  expect((await ask('GET', '/nothing/here')).status).toBe(404);
});
test('what is sent or wanted as something else is refused', async () => {
  expect((await place(orderOf('b-0'), 'application/xml')).status).toBe(400);
  expect((await ask('GET', '/shm/123456/orders/b-1', { accept: '*/*' })).status).toBe(400);
  expect((await ask('GET', '/shm/123456/orders/b-1/labels/A6', { accept: '*/*' })).status).toBe(400);
  expect((await ask('POST', '/proofing/soap', { soapaction: '""' }, '<a/>')).status).toBe(500);
  expect(String((await ask('POST', '/proofing/soap', { soapaction: `"${proofingAction}"` }, '<!DOCTYPE a><a/>')).body)).toContain('Fault');
});
test('scans come in another order than they were made', async () => {
  const reference = await placed();
  const { barcode } = z.object({ barcode: z.string() }).parse(await bench.pull(sandbox, 'scan', { reference, code: 'U00', at: 1 }));
  await bench.pull(sandbox, 'scan', { reference, code: 'A00', at: 2 });
  const { body } = await ask('GET', `/tracking/item/${barcode}/trackingInfo`);
  expect([...String(body).matchAll(/<stateCode>(\w+)</g)].map(([, code]) => code)).toEqual(['A00', 'U00']);
});
