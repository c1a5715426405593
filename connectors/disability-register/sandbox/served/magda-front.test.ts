import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sandboxBench } from '#connectors/sandbox-kit/sandbox-bench.ts';
import { signMessage } from '#services/wire-kit/ws-security/sign-message.ts';
import type { XmlTree } from '#services/wire-kit/xml-tree.ts';
import { makeInsz } from '#services/belgium/insz.ts';
import type { OpenServed } from '#services/kernel/connector.ts';
import { askDossier, askInscription } from '../../live/magda-messages.ts';
import { openDisabilityRegister } from '../open-disability-register.ts';
import { servedMagda } from './serve-magda.ts';
import { magdaKeys, type MagdaHolder } from './magda-keys.ts';

/** The served sandbox refuses what MAGDA refuses. */

const bench = sandboxBench({}, Date.UTC(2026, 10, 24, 9));
const folder = join(bench.env.folder, 'served');
const sandbox = openDisabilityRegister(bench.env);
const open = () => servedMagda.open(sandbox, { ...bench.env, folder, url: 'http://127.0.0.1', realNow: Date.now });
let served: OpenServed;
beforeAll(async () => { served = await open(); });
afterAll(async () => {
  await served.close?.();
  sandbox.close();
  bench.remove();
});

const insz = makeInsz('1960-05-01', 1, { testPerson: true });
const by = (reference: string) => ({ sender: { identification: 'kb.vlaanderen.be/test', capacity: '1300' }, reference, now: Date.now() });
const read = (file: string) => readFileSync(file, 'utf8');
const signed = (envelope: XmlTree, holder: MagdaHolder = 'house') =>
  signMessage(envelope, { certificatePem: read(magdaKeys.certificateFile(folder, holder)), privateKey: read(magdaKeys.keyFile(folder, holder)) }, { now: Date.now(), newId: () => `_${crypto.randomUUID()}` }).xml;
const post = async (body: string, path = '/soap', method = 'POST') => {
  const answer = await served.handle({ method, path, query: new URLSearchParams(), headers: {}, body: Buffer.from(body) });
  return { status: answer.status, body: String(answer.body ?? '') };
};
const dossier = (number = insz) => askDossier({ insz: number, on: '2026-11-24', sources: ['DGPH'] }, by('a')).envelope;
const inscription = (from: string, until: string) => askInscription({ insz, from, until }, by('b')).envelope;

test('it gives nothing about a person who is not registered, or not any more, and remembers across a restart who is', async () => {
  await bench.pull(sandbox, 'put-recognition', { insz, from: '2020-01-01', until: null });
  expect((await post(signed(dossier()))).body).toContain('NO_DATA_FOUND');
  await post(signed(inscription('2026-11-01', '2026-11-23')));
  expect((await post(signed(dossier()))).body).toContain('MSG00021');
  expect((await post(signed(inscription('2026-11-24', '2026-11-24')))).body).toContain('Wel geslaagd');
  expect((await post(signed(dossier()))).body).toContain('<startDateRecognition>2020-01-01<');
  await served.close?.();
  served = await open();
  expect((await post(signed(dossier()))).body).toContain('DATA_FOUND');
});

test('what the house did not sign, or signed before, gets a fault', async () => {
  const message = signed(dossier());
  expect((await post(message)).status).toBe(200);
  expect(await post(message)).toMatchObject({ status: 500, body: expect.stringContaining('wss.replayed') });
  expect(await post(signed(dossier(), 'magda'))).toMatchObject({ status: 500, body: expect.stringContaining('wss.wrong-certificate') });
  expect(await post(message.replace('2026-11-24<', '2026-11-23<'))).toMatchObject({ status: 500, body: expect.stringContaining('wss.altered') });
  expect((await post('<a/>')).status).toBe(500);
});

test('a number that is none and a period that ends before it begins are refused inside an answer with status 200', async () => {
  for (const envelope of [dossier('85073003329'), inscription('2026-11-24', '2026-11-23')]) {
    expect(await post(signed(envelope))).toMatchObject({ status: 200, body: expect.stringMatching(/<Identificatie>20002<.*<Type>FOUT</) });
  }
});

test('the faults that are switched on come as MAGDA tells them', async () => {
  await post(signed(inscription('2026-11-24', '2026-12-24')));
  for (const [kind, code] of [['down', '99996'], ['refuses', '30003']] as const) {
    await bench.pull(sandbox, 'fault', { operation: 'recognition', kind, times: 1 });
    expect(await post(signed(dossier()))).toMatchObject({ status: 200, body: expect.stringContaining(`<Identificatie>${code}<`) });
  }
});

test('elsewhere, or in another way, nothing is served', async () => {
  expect((await post('', '/other')).status).toBe(404);
  expect((await post('', '/soap', 'GET')).status).toBe(404);
});
