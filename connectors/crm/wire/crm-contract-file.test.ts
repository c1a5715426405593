import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { makeInsz } from '#services/belgium/insz.ts';
import type { WireAnswer, WireRequest } from '#services/kernel/wire.ts';
import { liveCrm } from '../live/live-crm.ts';
import { crmBench } from '../sandbox/served/crm-bench.ts';
import { complaintOnWire } from './complaint-message.ts';
import { describeComplaints, describeCrm } from './describe-crm.ts';

/** The file that suppliers are given, held against what is really asked and served. */

const kept = (name: string): unknown => JSON.parse(readFileSync(join(import.meta.dirname, name), 'utf8'));
const file = kept('crm-v1.openapi.json');
const content = z.object({ 'application/json': z.object({ schema: z.looseObject({}) }) });
const operation = z.object({
  operationId: z.string(), parameters: z.array(z.object({ name: z.string(), in: z.string(), required: z.boolean() })),
  requestBody: z.object({ content }).optional(), responses: z.record(z.string(), z.object({ content: content.optional() })),
});
const { paths } = z.object({ paths: z.record(z.string(), z.record(z.string(), operation)) }).parse(file);
const described = Object.entries(paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, one]) => ({ method: method.toUpperCase(), path: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`), ...one })));
const schemaIn = (holder: { readonly content?: z.output<typeof content> | undefined } | undefined) => (holder?.content ? z.fromJSONSchema(holder.content['application/json'].schema) : z.literal(''));
const said = (body: string | Uint8Array = ''): unknown => (body.length === 0 ? '' : JSON.parse(Buffer.from(body).toString('utf8')));

const insz = makeInsz('1960-05-01', 4, { testPerson: true });
const citizen = {
  insz, firstName: 'Noor', lastName: 'Voorbeeld', language: 'fr', address: { street: 'Voorbeeldstraat', houseNumber: '1', box: '2', postcode: '9000', city: 'Gent' },
  email: 'noor@example.org', mobile: '+32470123456', phone: null, preferredMedium: 'letter', whatsappOptIn: false, reachable: true,
  representative: { relation: 'guardian', firstName: 'An', lastName: 'Voogd', email: null, mobile: null },
};
const [dossier, complaint] = [randomUUID(), randomUUID()];
const exchanged: { request: WireRequest; answer: WireAnswer }[] = [];

beforeAll(async () => {
  const bench = crmBench(Date.UTC(2026, 10, 24, 9));
  const { settings, close } = await bench.serve((request, answer) => { exchanged.push({ request, answer }); });
  const config: unknown = liveCrm.config.parse(settings);
  await bench.pull('put-citizen', { citizen });
  const port = liveCrm.open(bench.liveEnv(config));
  const { citizen: known } = await port.citizen({ insz }, bench.call());
  await port.citizen({ insz: makeInsz('1999-01-01', 7, { testPerson: true }) }, bench.call());
  await port.updateContact({ insz, version: known?.version ?? '', email: 'anders@example.org', mobile: null, preferredMedium: 'sms', whatsappOptIn: true, representative: { ...citizen.representative, relation: 'carer', email: 'an@example.org' } }, bench.call());
  await port.recordContact({ insz, dossier, medium: 'sms', subject: 'Uw eID vervalt', at: bench.env.now() }, bench.call());
  await port.recordComplaint({ insz, dossier, complaint, about: 'visit', tone: 'negative', text: 'Niemand kwam bij Noor.', at: bench.env.now(), answeredBy: 'here' }, bench.call());
  await port.recordComplaint({ insz, dossier, about: 'visit', text: 'Van een vroegere versie.', at: bench.env.now(), answeredBy: 'crm' }, bench.call());
  await port.recordComplaintEnd({ reference: complaint, dossier, outcome: 'answered', answer: 'Dag Noor, wij komen morgen.', reason: null, at: bench.env.now() }, bench.call());
  await port.closeProcedure({ insz, dossier, closedOn: '2026-12-10', outcome: 'delivered-by-bpost' }, bench.call());
  await liveCrm.check(bench.liveEnv(config));
  await close();
  bench.close();
  bench.remove();
});

test('the OpenAPI that suppliers were given is what is spoken: another one is another version', () => {
  expect(file).toEqual(JSON.parse(JSON.stringify(describeCrm())));
  expect(kept('crm-complaints-v1.openapi.json')).toEqual(JSON.parse(JSON.stringify(describeComplaints())));
});

test('a complaint of an earlier release is asked as 1.0 of the contract has it', () => {
  const bodies = exchanged.filter(({ request: { path } }) => path === '/v1/complaints').map(({ request: { body } }) => said(body));
  expect(bodies).toEqual([
    { ssin: insz, dossier, complaintId: complaint, about: 'visit', tone: 'negative', text: 'Niemand kwam bij Noor.', receivedAt: expect.any(String), answeredBy: 'sender' },
    { ssin: insz, dossier, about: 'visit', text: 'Van een vroegere versie.', receivedAt: expect.any(String) },
  ]);
});

test('an example of what a CRM tells fits the file that it is built by', () => {
  const told = { messageId: 'm-1', complaintId: 'k_7', ssin: insz, dossier, recordedAs: complaint, about: 'visit', tone: 'neutral', text: 'Een vraag.', receivedAt: '2026-11-24T09:00:00Z', changedAt: '2026-11-24T10:00:00+01:00', ended: { outcome: 'closed', at: '2026-11-24T09:00:00Z' } };
  expect(complaintOnWire.safeParse(told).error).toBeUndefined();
});

test('every operation of the file is asked, and nothing else', () => {
  const asked = exchanged.map(({ request: { method, path } }) => described.find((one) => one.method === method && one.path.test(path))?.operationId);
  expect(new Set(asked)).toEqual(new Set(described.map(({ operationId }) => operationId)));
});

test('what is asked and what is answered keeps to the schemas of the file', () => {
  for (const { request, answer } of exchanged) {
    const one = described.find(({ method, path }) => method === request.method && path.test(request.path));
    expect([one?.operationId, schemaIn(one?.requestBody).safeParse(said(request.body)).error]).toEqual([one?.operationId, undefined]);
    expect([one?.operationId, schemaIn(one?.responses[String(answer.status)]).safeParse(said(answer.body)).error]).toEqual([one?.operationId, undefined]);
    expect(Object.keys(request.headers)).toEqual(expect.arrayContaining(one?.parameters.filter(({ in: place, required }) => place === 'header' && required).map(({ name }) => name.toLowerCase()) ?? []));
  }
});

test('nothing about a citizen stands in an address or a header: those end up in logs', () => {
  const written = exchanged.map(({ request: { path, query, headers } }) => JSON.stringify([decodeURIComponent(path), [...query], headers]));
  for (const word of [insz, 'Noor', 'Voorbeeld', 'example.org', '32470', 'vervalt', 'Voogd', '9000']) expect(written.filter((one) => one.includes(word))).toEqual([]);
});
