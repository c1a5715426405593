import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as fc from 'fast-check';
import { sealedEnvelope } from '#connectors/devices/devices.port.ts';
import type { SealedEnvelope } from '#services/kernel/port.ts';
import { openAsBiza, sealForBiza } from './biza-test-keys.ts';

const root = mkdtempSync(join(tmpdir(), 'biza-test-keys-'));
afterAll(() => rmSync(root, { recursive: true }));

const boundTo = { dossier: '019376a0-0000-7000-8000-000000000001', purpose: 'fingerprints' } as const;
const content = Buffer.from('prints of nobody');
const folder = join(root, 'one');

beforeAll(() => sealForBiza(folder, content, boundTo));

test('BiZa opens what a device sealed for it, whatever it holds', async () => {
  await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 2_000 }), async (bytes) => {
    expect(Buffer.from(await openAsBiza(folder, await sealForBiza(folder, bytes, boundTo)) ?? 'unopened')).toEqual(Buffer.from(bytes));
  }), { numRuns: 20 });
});

test('the same content never gives the same ciphertext', async () => {
  const [first, second] = [await sealForBiza(folder, content, boundTo), await sealForBiza(folder, content, boundTo)];
  expect(first.ciphertext).not.toBe(second.ciphertext);
  expect(first.wrappedKey).not.toBe(second.wrappedKey);
});

const flipped = (base64: string) => {
  const bytes = Buffer.from(base64, 'base64');
  bytes[0] = (bytes[0] ?? 0) ^ 1;
  return bytes.toString('base64');
};
test.each<[string, (envelope: SealedEnvelope) => SealedEnvelope]>([
  ['another dossier', (envelope) => ({ ...envelope, boundTo: { ...boundTo, dossier: '019376a0-0000-7000-8000-000000000002' } })],
  ['another purpose', (envelope) => ({ ...envelope, boundTo: { ...boundTo, purpose: 'code' } })],
  ['another key', (envelope) => ({ ...envelope, keyId: 'biza-2019' })],
  ['changed ciphertext', (envelope) => ({ ...envelope, ciphertext: flipped(envelope.ciphertext) })],
  ['a changed key', (envelope) => ({ ...envelope, wrappedKey: flipped(envelope.wrappedKey) })],
  ['a shortened tag', (envelope) => ({ ...envelope, tag: Buffer.from(envelope.tag, 'base64').subarray(0, 4).toString('base64') })],
])('an envelope with %s stays closed', async (_what, change) => {
  expect(await openAsBiza(folder, change(await sealForBiza(folder, content, boundTo)))).toBeUndefined();
});

test('the order in which an envelope was stored does not matter', async () => {
  const envelope = await sealForBiza(folder, content, boundTo);
  const stored = { ...envelope, boundTo: { purpose: boundTo.purpose, dossier: boundTo.dossier } };
  expect(await openAsBiza(folder, stored)).toEqual(content);
});

test('who comes at the same time agrees on one pair of keys, and leaves nothing else behind', async () => {
  const shared = join(root, 'shared');
  const envelopes = await Promise.all([1, 2, 3].map(() => sealForBiza(shared, content, boundTo)));
  for (const envelope of envelopes) expect(await openAsBiza(shared, envelope)).toEqual(content);
  expect(readdirSync(shared)).toEqual(['biza-test-keys.json']);
});

test('two processes agree on one pair of keys', async () => {
  const shared = join(root, 'processes');
  const program = `
    import { sealForBiza } from '#connectors/sandbox-kit/biza-test-keys.ts';
    const [folder, boundTo] = process.argv.slice(1);
    console.log(JSON.stringify(await sealForBiza(folder, Buffer.from('prints of nobody'), JSON.parse(boundTo))));`;
  const run = () => promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program, shared, JSON.stringify(boundTo)], { cwd: join(__dirname, '../..') });
  for (const { stdout } of await Promise.all([run(), run()])) {
    const envelope = sealedEnvelope.parse(JSON.parse(stdout));
    expect(await openAsBiza(shared, envelope)).toEqual(content);
  }
});
