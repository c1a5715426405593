import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync, appendFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { openAsBiza } from '#connectors/sandbox-kit/biza-test-keys.ts';
import { exceptionList, requests } from '#tools/journey/answers.ts';
import { authoriseEverybody, walkJourney } from '#tools/journey/drive-journey.ts';
import { placeOf } from '#tools/journey/find-place.ts';
import { credential, goTo, replayExceptions, type JourneyOptions } from '#tools/journey/journey-run.ts';
import type { MiddlewareClient } from '#tools/journey/middleware-client.ts';
import type { Citizen } from '#tools/journey/new-citizen.ts';
import { startNode, type RunningNode } from '#tools/test-house/start-node.ts';
import { makeBackup } from '#services/backup/make-backup.ts';
import { addDays } from '#services/belgium/day.ts';
import { makePlantedKnown, planted, plantedCitizen, plantedPrints, plantingClient, recordsInClear, type Listened } from './plant-words.ts';
import { notUnderstood, posting, understood, type Told } from './what-outsiders-say.ts';
import { scanPaths, type Words } from './scan-paths.ts';

const nis = '44021';
const place = placeOf(nis);
const root = mkdtempSync(join(tmpdir(), 'eid-leak-'));
const [dataDir, written, outside] = [join(root, 'data'), join(root, 'written'), join(root, 'outside')];
for (const folder of [dataDir, written, outside]) mkdirSync(folder);
const sandboxes = join(dataDir, 'sandboxes');
/** The agent of a visit; and one of a maker who seals nothing. */
const [tablet, careless] = ['tablet-1', 'tablet-2'] as const;
const devices = join(sandboxes, 'gent', 'devices');
const queueOf = (device: string) => join(devices, device, 'queue.sqlite');
const whenKilled = join(root, 'agent-when-killed');
let node: RunningNode | undefined;
afterAll(async () => {
  await node?.stop('SIGKILL');
  rmSync(root, { recursive: true, force: true });
});

const anything = z.unknown();
const today = new Date().toISOString().slice(0, 10);
const [refused, killed, atHome, byBpost] = [plantedCitizen(1, addDays(today, 21)), plantedCitizen(2, addDays(today, 22)), plantedCitizen(3, addDays(today, 23)), plantedCitizen(4, addDays(today, 24))] as const;
const citizens = [refused, killed, atHome, byBpost];
/** Short enough for any field of a message. */
const freely = [byBpost.insz, `${planted.firstNames} ${planted.lastName}`, planted.email, planted.mobile];
const personalCodes = new Set<string>();
const tokens = new Set<string>();

/** What people in the right may see goes outside; what anybody may see, or lists for administrators, must hold nothing. */
function listen({ path, request, status, answer }: Listened): void {
  appendFileSync(join(outside, 'wire.txt'), `${request}\n${answer}\n`);
  if (!path.startsWith('/sandbox/') && (status >= 400 || /^\/(api\/v1\/exceptions|api\/v1\/dead-letters|health)/.test(path))) appendFileSync(join(written, 'answers.txt'), `${answer}\n`);
  for (const [, signature = ''] of `${request}${answer}`.matchAll(/eyJ[\w-]+\.eyJ[\w-]+\.([\w-]{40,})/g)) tokens.add(signature);
  for (const [, code = ''] of answer.matchAll(/\b([0-9A-Z]{5}-[0-9A-Z]{5})\b/g)) personalCodes.add(code);
}

async function start(): Promise<{ client: MiddlewareClient; administrator: string; url: string }> {
  node = await startNode({ DATA_DIR: dataDir, LOG_LEVEL: 'debug' }, ['--no-demo', '--no-pcsc']);
  const client = plantingClient(node.url, nis, listen);
  for (const device of [tablet, careless]) await client.pull(anything, 'devices', 'connect', { device, title: 'Tablet' });
  return { client, administrator: await credential(client, 'administrator'), url: node.url };
}

async function kill(): Promise<void> {
  await node?.stop('SIGKILL');
  appendFileSync(join(written, 'log.txt'), node?.output() ?? '');
}

function words(): Words {
  const { firstNames, lastName, street, mobile, email, code, pin, wrongPin } = planted;
  return {
    'national number': citizens.map(({ insz }) => insz), 'card number': citizens.map(({ cardNumber }) => cardNumber),
    'first name': [firstNames], 'last name': [lastName], street: [street], 'phone number': [mobile], 'e-mail address': [email],
    'chosen code': [code], PIN: [pin, wrongPin], fingerprint: plantedPrints().map((print) => `base64:${print.toString('base64')}`),
    'personal code': [...personalCodes].flatMap((personal) => [personal, personal.replace('-', '')]), 'bearer token': [...tokens].slice(0, 20),
  };
}
/** The sandboxes play the outside world, which knows all of it; but not the home of an agent, which they stand beside. */
const leaks = async (...paths: string[]) => (await scanPaths(words(), [...paths, join(devices, tablet), join(devices, '_ledger.sqlite')], [sandboxes])).leaks;

/** What is refused on the way waits for a person, who has it tried again. Says what that was. */
async function walk(client: MiddlewareClient, citizen: Citizen, options: Pick<JourneyOptions, 'deliverBy' | 'ground' | 'pay'>): Promise<{ readonly dossier: string; readonly replayed: string }> {
  if (!place) throw new Error('not configured');
  await makePlantedKnown(client, citizen, { nis, ...place });
  const [administrator, told]: [string, string[]] = [await credential(client, 'administrator'), []];
  const tell = (what: string) => { if (what.startsWith('exception list')) told.push(what); };
  const { dossier } = await walkJourney({
    client, citizen, options: { nis, ...options }, device: tablet, employee: place.employee, tell,
    administrator, website: await credential(client, 'website'),
    reach: (instant) => goTo(client, instant), meanwhile: () => replayExceptions({ client, administrator, tell }), choose: (offered) => offered[0], alone: (_who, visit) => visit(), patience: { longestMs: 30_000, lookEveryMs: 50 },
  });
  return { dossier, replayed: told.join() };
}

/** At the door: the citizen types the PIN, wrong and right, and gives two fingers; the network is gone before the house has them. */
async function giveFingersWithoutNetwork(client: MiddlewareClient, dossier: string): Promise<void> {
  const [official = ''] = place?.officials ?? [];
  const token = await credential(client, 'official', official);
  const { visit } = await client.post(z.object({ visit: z.string() }), '/visits', token, { dossier, device: tablet, purpose: 'capture', person: { holder: 'official', reference: official } });
  await client.pull(anything, 'devices', 'insert-card', { device: tablet, card: { ...cardOf(refused), activated: true } });
  const typed: string[] = [];
  for (const pin of [planted.wrongPin, planted.pin]) {
    await client.pull(anything, 'devices', 'type-pin', { device: tablet, pin });
    typed.push((await client.post(z.object({ result: z.string() }), `/visits/${visit}/pin/verify`, token, { language: 'nl' })).result);
  }
  expect(typed).toEqual(['wrong', 'verified']);
  await client.act(`/visits/${visit}/fingerprints`, token, { fingers: ['left-index', 'right-index'] });
  while ((await client.pull(requests, 'devices', 'requests', { device: tablet })).requests.length === 0) await pause(20);
  await client.pull(anything, 'devices', 'network', { device: tablet, does: 'down' });
  await client.pull(anything, 'devices', 'put-fingers', { device: tablet, fingers: ['left-index', 'right-index'].map((finger) => ({ finger, quality: 0 })) });
}
const cardOf = ({ insz, cardNumber, firstNames, lastName, expiresOn }: Citizen) => ({ insz, cardNumber, firstNames, lastName, validUntil: expiresOn, photo: null });

/** What waits in the queue of the agent, as BiZa alone can read it. */
async function asBizaReadsIt(queue: string): Promise<string[]> {
  const file = new DatabaseSync(queue);
  const envelopes = file.prepare('SELECT envelope FROM deliveries WHERE envelope IS NOT NULL').all().map((row) => envelope.parse(JSON.parse(String(row['envelope']))));
  file.close();
  return Promise.all(envelopes.map(async (one) => Buffer.from(await openAsBiza(join(sandboxes, 'gent'), one) ?? []).toString('utf8')));
}
const envelope = z.object({ keyId: z.string(), wrappedKey: z.string(), iv: z.string(), ciphertext: z.string(), tag: z.string(), boundTo: z.object({ dossier: z.string(), purpose: z.enum(['fingerprints', 'code']) }) });

/** An agent of a careless maker sends prints, code and PIN in clear: beside what was agreed, and in messages that are not as it was agreed. */
function sendInClear(queue: string): void {
  const file = new DatabaseSync(queue);
  const fingers = recordsInClear().map((minutiae) => ({ finger: 'left-index', quality: 85, minutiae }));
  const [prints, digits] = [{ fingers }, { code: planted.code, pin: planted.pin }];
  for (const [message, result, said] of [['fingerprints', 'captured', prints], ['fingerprints', 'in-clear', prints], ['code', 'chosen', digits], ['code', 'in-clear', digits]] as const) {
    const payload = { device: careless, visit: randomUUID(), request: randomUUID(), result, failure: null, sealed: null, ...said };
    file.prepare('INSERT INTO deliveries (id, message, payload, at) VALUES (?, ?, ?, ?)').run(randomUUID(), message, JSON.stringify(payload), 0);
  }
  file.close();
}

test('no word of a citizen is found in clear, whatever happens and wherever one looks', async () => {
  if (!place) throw new Error('not configured');
  // What the eID tool refuses and what the mail server leaves unsure wait for a person; another is cut off by a kill.
  let { client, administrator } = await start();
  await authoriseEverybody(client, { nis }, place, { device: tablet, today });
  await makePlantedKnown(client, refused, { nis, ...place });
  await client.pull(anything, 'eid-tool', 'fault', { operation: 'openRenewal', kind: 'refuses', times: 1 });
  await client.pull(anything, 'messaging', 'fault', { operation: 'sendEmail', kind: 'answers-late', times: 1 });
  await client.post(anything, '/expiry-checks', administrator, {});
  await client.pull(anything, 'house', 'idle', { withinMs: 20_000 });
  const { exceptions } = await client.get(exceptionList, '/exceptions', administrator);
  expect(exceptions.map(({ name, state }) => `${name} ${state}`).sort()).toEqual(['eid-tool.openRenewal failed', 'messaging.sendEmail parked']);
  await makePlantedKnown(client, killed, { nis, ...place });
  await client.pull(anything, 'messaging', 'fault', { operation: 'sendEmail', kind: 'slow', ms: 3_000 });
  await client.post(anything, '/expiry-checks', administrator, {});
  await kill();
  expect(statSync(join(dataDir, 'eid.sqlite-wal')).size).toBeGreaterThan(0);
  expect(await leaks(dataDir, written)).toEqual([]);

  // While the house lies down, people at the other systems write a citizen's words in every free field that their messages have.
  for (const said of freely) postFrom(join(sandboxes, 'gent'), understood(said));
  const again = await start();
  ({ client, administrator } = again);
  await client.pull(anything, 'messaging', 'fault', { operation: 'sendEmail', kind: null });
  for (const operation of ['registerBiometrics', 'registerCode']) await client.pull(anything, 'biza', 'fault', { operation, kind: 'refuses', times: 1 });
  const { replayed } = await walk(client, atHome, { deliverBy: 'official', ground: 'disability', pay: 'none' });
  expect(replayed).toMatch(/biza\.registerBiometrics.*biza\.registerCode/s);
  const { dossier } = await walk(client, byBpost, { deliverBy: 'bpost', ground: 'limited-availability', pay: 'transfer' });
  await tellTooMuch(client, dossier);
  await complainByName(client, dossier);
  await sayItEverywhere(again.url, administrator, dossier);
  await client.get(exceptionList, '/exceptions', administrator);
  appendFileSync(join(written, 'answers.txt'), await (await fetch(new URL('/health', again.url))).text());
  await giveFingersWithoutNetwork(client, exceptions[0]?.dossier ?? '');
  await kill();
  cpSync(join(devices, tablet), whenKilled, { recursive: true });
  const sealed = await asBizaReadsIt(queueOf(tablet));
  expect(sealed).toHaveLength(1);
  writeFileSync(join(outside, 'as-biza-reads-it.json'), sealed.join('\n'));
  sendInClear(queueOf(careless));
  postFrom(join(sandboxes, 'gent'), notUnderstood(freely));
  ({ client, administrator } = await start());
  for (const port of posting) await client.pull(anything, port, 'flush');
  // All of it came in: what was told of no delivery of ours waits for a person, and dead letters were kept.
  const waiting = (await client.get(exceptionList, '/exceptions', administrator)).exceptions;
  expect(waiting.filter(({ name }) => name === 'bpost.delivery')).toHaveLength(freely.length);
  const look = async () => (await client.get(z.object({ letters: z.array(z.object({ source: z.string(), kept: z.string() })) }), '/dead-letters', administrator)).letters;
  // Agents deliver when they like.
  while ((await look()).filter(({ source }) => source.startsWith('devices.')).length < 2) await pause(50);
  const letters = await look();
  expect(new Set(letters.map(({ source, kept }) => `${source} ${kept}`))).toEqual(new Set(['bpost.delivery whole', 'crm.complaint whole', 'devices.code withheld', 'devices.fingerprints withheld', 'messaging.report whole', 'payment.credited whole']));
  const backup = join(root, 'backup');
  const { rows } = await makeBackup({ store: join(dataDir, 'eid.sqlite'), dataDir, to: backup, now: Date.now() });
  expect(rows['outbox_letters']).toBe(letters.length);
  await kill();
  expect(await leaks(dataDir, written, backup, whenKilled)).toEqual([]);

  // The same look at the outside finds each of them: it is not blind, and all of them were really there.
  const seen = async (path: string) => new Set((await scanPaths(words(), [path])).leaks.map(({ kind }) => kind));
  expect([...await seen(outside)].sort()).toEqual(Object.keys(words()).sort());
  expect([...await seen(sandboxes)]).toEqual(expect.arrayContaining(['national number', 'card number', 'first name', 'last name', 'street', 'phone number', 'e-mail address', 'personal code']));
  expect(existsSync(join(dataDir, 'audit-anchors'))).toBe(true);
  expect(statSync(join(written, 'log.txt')).size).toBeGreaterThan(0);
});

/** People at other systems write what they like where a code was agreed. */
async function tellTooMuch(client: MiddlewareClient, dossier: string): Promise<void> {
  const { deliveries } = await client.pull(z.object({ deliveries: z.array(z.object({ reference: z.string() })) }), 'bpost', 'deliveries');
  const { messages: sent } = await client.pull(z.object({ messages: z.array(z.object({ messageId: z.string() })) }), 'messaging', 'messages', { dossier });
  for (const said of [`${planted.firstNames} ${planted.lastName}`, byBpost.insz]) {
    for (const { reference } of deliveries) await client.pull(anything, 'bpost', 'send', { reference, event: 'attempt-failed', employee: place?.employee ?? null, reason: said });
    await client.pull(anything, 'payment', 'credit', { communication: said, amount: 2_500 });
    await client.pull(anything, 'messaging', 'report', { messageId: sent[0]?.messageId ?? '', status: 'failed', reason: said });
  }
  await client.pull(anything, 'house', 'idle', { withinMs: 20_000 });
}

/** A clerk notes a complaint in which somebody names everybody, and answers it likewise. */
async function complainByName(client: MiddlewareClient, dossier: string): Promise<void> {
  const [token, said] = [await credential(client, 'clerk', 'an.claes'), freely.join(', ')];
  const { complaint } = await client.post(z.object({ complaint: z.string() }), `/dossiers/${dossier}/complaints`, token, { about: 'visit', text: said });
  await client.get(anything, '/complaints', token);
  await client.act(`/complaints/${complaint}/answer`, token, { text: said });
  await client.pull(anything, 'house', 'idle', { withinMs: 20_000 });
}

/** Puts messages into the outgoing post of a municipality's sandboxes, which send them when the house is there again. */
function postFrom(folder: string, messages: readonly Told[]): void {
  for (const [port, message, id, payload] of messages) {
    const file = new DatabaseSync(join(folder, `${port}.sqlite`));
    file.prepare('INSERT INTO outgoing (id, message, payload, delivered) VALUES (?, ?, ?, 0)').run(id, message, JSON.stringify(payload));
    file.close();
  }
}

/** A caller puts a citizen's words in every place of a request. */
async function sayItEverywhere(url: string, token: string, dossier: string): Promise<void> {
  const official = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const ask = async (method: string, path: string, headers: Record<string, string>, body?: string) => {
    const request = { method, headers, ...(body !== undefined && { body }) };
    const answer = await fetch(new URL(path, url), request);
    listen({ path, request: `${method} ${path} ${JSON.stringify(headers)} ${body ?? ''}`, status: answer.status, answer: await answer.text() });
  };
  const all = [`${planted.firstNames} ${planted.lastName}`, planted.lastName, byBpost.insz, byBpost.cardNumber, planted.email, planted.mobile, planted.code, planted.pin];
  await Promise.all(all.map(async (said) => {
    const inAddress = encodeURIComponent(said);
    await ask('GET', `/api/v1/dossiers/${inAddress}`, official);
    await ask('GET', `/api/v1/dossiers?state=${inAddress}&page=${inAddress}`, official);
    await ask('GET', `/${inAddress}`, {});
    await ask('GET', `/api/v1/exceptions?dossier=${inAddress}`, official);
    await ask('GET', '/api/v1/exceptions', { authorization: `Bearer ${Buffer.from(said).toString('base64url')}` });
    await ask('GET', '/api/v1/exceptions', { ...official, 'belgov-trace-id': inAddress.replaceAll(/[^A-Za-z0-9-]/g, ''), 'accept-language': inAddress });
    for (const path of ['/dossiers/find', '/dossiers', '/enter', `/dossiers/${dossier}/withdraw`, `/dossiers/${dossier}/delivery/plan`, '/exceptions/replay', '/expiry-checks']) {
      const keyed = { ...official, 'idempotency-key': inAddress.slice(0, 60).padEnd(20, '-') };
      await ask('POST', `/api/v1${path}`, keyed, JSON.stringify({ insz: said, code: said, why: said, reason: said, items: [said], by: said, start: said }));
      await ask('POST', `/api/v1${path}`, keyed, `{"insz":"${said}`);
      await ask('POST', `/api/v1${path}`, { ...keyed, 'content-type': said === planted.lastName ? 'text/plain' : 'application/json' }, JSON.stringify(said));
    }
    await ask('POST', `/sandbox/${nis}/crm/${inAddress}`, { 'content-type': 'application/json' }, JSON.stringify({ [said]: said }));
  }));
}
