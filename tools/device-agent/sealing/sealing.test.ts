import { constants, createDecipheriv, generateKeyPairSync, privateDecrypt, randomBytes, randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { sealedCode, sealedFingers } from '#connectors/biza/biza.port.ts';
import { makeTestCertificate, type TestIdentity } from '#services/wire-kit/ws-security/test-certificates.ts';
import { base64Bytes } from './base64-bytes.ts';
import { sealForBiza } from './seal-for-biza.ts';
import { contentOfCode, contentOfFingers } from './sealed-content.ts';
import { fingerprintOf, trustBizaKey } from './trust-biza-key.ts';

const now = Date.UTC(2026, 10, 24, 9);
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const dossier = randomUUID();

function open({ wrappedKey, iv, ciphertext, tag }: ReturnType<typeof sealForBiza>, boundTo: string): string {
  const bytes = (base64: string) => Buffer.from(base64, 'base64');
  const key = privateDecrypt({ key: privateKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }, bytes(wrappedKey));
  const gcm = createDecipheriv('aes-256-gcm', key, bytes(iv), { authTagLength: 16 }).setAAD(Buffer.from(boundTo)).setAuthTag(bytes(tag));
  return Buffer.concat([gcm.update(bytes(ciphertext)), gcm.final()]).toString('utf8');
}

test('base64 of bytes is that of the standard, for every length', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => { expect(base64Bytes(bytes).toString('latin1')).toBe(Buffer.from(bytes).toString('base64')); }));
});

test('BiZa opens the fingers with its private key, for this dossier and purpose only', () => {
  const images = [randomBytes(1_001), randomBytes(500)] as const;
  const envelope = sealForBiza(contentOfFingers([{ finger: 'left-index', image: images[0] }, { finger: 'right-index', image: images[1] }]), { dossier, purpose: 'fingerprints' }, { keyId: 'biza-1', publicKey });
  expect(sealedFingers.parse(JSON.parse(open(envelope, JSON.stringify({ dossier, purpose: 'fingerprints' }))))).toEqual({
    version: 1, fingers: [{ finger: 'left-index', imageRecord: images[0].toString('base64') }, { finger: 'right-index', imageRecord: images[1].toString('base64') }],
  });
  expect(() => open(envelope, JSON.stringify({ dossier, purpose: 'code' }))).toThrow('unable to authenticate');
});

test('BiZa opens the chosen code; what went in is wiped', () => {
  const content = contentOfCode(Buffer.from('271828'));
  const envelope = sealForBiza(content, { dossier, purpose: 'code' }, { keyId: 'biza-1', publicKey });
  expect(sealedCode.parse(JSON.parse(open(envelope, JSON.stringify({ dossier, purpose: 'code' }))))).toEqual({ version: 1, code: '271828' });
  expect(content.every((byte) => byte === 0)).toBe(true);
});

describe('a key of BiZa', () => {
  const time = { from: new Date(now - 86_400_000), to: new Date(now + 365 * 86_400_000) };
  let [authority, biza, issuedByLeaf, namesake]: TestIdentity[] = [];
  beforeAll(async () => {
    const root = await makeTestCertificate({ name: 'CN=Test authority, C=BE', ...time, ca: {} });
    const leaf = await makeTestCertificate({ name: 'CN=Test BiZa, C=BE', issuer: root, ...time, usage: ['keyEncipherment'] });
    [authority, biza] = [root, leaf];
    issuedByLeaf = await makeTestCertificate({ name: 'CN=Test below, C=BE', issuer: leaf, ...time });
    namesake = await makeTestCertificate({ name: 'CN=Test BiZa, C=BE', issuer: await makeTestCertificate({ name: 'CN=Test authority, C=BE', ...time, ca: {} }), ...time });
  });
  const pem = (of: TestIdentity | undefined) => of?.certificatePem ?? '';
  const trust = (named: TestIdentity | undefined, pinned: TestIdentity | undefined, at = now) => trustBizaKey({ keyId: 'biza-1', certificate: pem(named) }, pem(pinned), at);

  test('is the one that was pinned, or one that the pinned authority issued', () => {
    expect(trust(biza, biza)).toMatchObject({ keyId: 'biza-1' });
    expect(trust(biza, authority)).toMatchObject({ keyId: 'biza-1' });
  });

  test('is no other, also not one with the same name from an authority with the same name', () => {
    expect(() => trust(namesake, authority)).toThrow('biza-key-unknown');
    expect(() => trust(namesake, biza)).toThrow('biza-key-unknown');
  });

  test('is not one that a pinned certificate without the rights of an authority issued', () => {
    expect(() => trust(issuedByLeaf, biza)).toThrow('biza-key-unknown');
  });

  test('holds in its time only, and is no other text', () => {
    expect(() => trust(biza, biza, time.to.getTime() + 1)).toThrow('biza-key-expired');
    expect(() => trust(biza, biza, time.from.getTime() - 1)).toThrow('biza-key-expired');
    expect(() => trustBizaKey({ keyId: 'biza-1', certificate: 'hello' }, pem(biza), now)).toThrow('biza-key-unfit');
  });

  test('is compared by people as pairs of hexadecimal digits', () => {
    expect(fingerprintOf(pem(biza))).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
  });
});
