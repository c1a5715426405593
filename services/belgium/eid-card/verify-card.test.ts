import 'reflect-metadata';
import { BasicConstraintsExtension, KeyUsageFlags, KeyUsagesExtension, X509CertificateGenerator } from '@peculiar/x509';
import { createHash, KeyObject, sign, webcrypto, X509Certificate } from 'node:crypto';
import * as fc from 'fast-check';
import { makeCardNumber } from '../card-number.ts';
import { makeInsz } from '../insz.ts';
import { cardFileNames, type CardContent } from './card-files.ts';
import { verifyCard } from './verify-card.ts';

const from = new Date('2020-01-01T00:00:00Z');
const to = new Date('2031-01-01T00:00:00Z');
const at = Date.UTC(2026, 10, 24);

const algorithms = {
  rsa: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) },
  ec: { name: 'ECDSA', hash: 'SHA-384', namedCurve: 'P-384' },
} as const;
type Kind = keyof typeof algorithms;

interface Authority { readonly name: string; readonly kind: Kind; readonly keys: webcrypto.CryptoKeyPair; readonly der: Buffer }

async function issue(name: string, kind: Kind, { issuer, ca = false, until = to }: { issuer?: Authority; ca?: boolean; until?: Date } = {}): Promise<Authority> {
  const keys: webcrypto.CryptoKeyPair = await (kind === 'rsa'
    ? webcrypto.subtle.generateKey(algorithms.rsa, true, ['sign', 'verify'])
    : webcrypto.subtle.generateKey(algorithms.ec, true, ['sign', 'verify']));
  const certificate = await X509CertificateGenerator.create({
    subject: name, issuer: issuer?.name ?? name, notBefore: from, notAfter: until, publicKey: keys.publicKey,
    signingKey: (issuer?.keys ?? keys).privateKey, signingAlgorithm: algorithms[issuer?.kind ?? kind],
    extensions: [new BasicConstraintsExtension(ca, undefined, true), new KeyUsagesExtension(ca ? KeyUsageFlags.keyCertSign : KeyUsageFlags.digitalSignature, true)],
  }, webcrypto);
  return { name, kind, keys, der: Buffer.from(certificate.rawData) };
}

const tlv = (fields: Record<number, string | Buffer>): Buffer =>
  Buffer.concat(Object.entries(fields).map(([tag, value]) => { const bytes = Buffer.from(value); return Buffer.concat([Buffer.from([Number(tag), bytes.length]), bytes]); }));
const padded = (bytes: Buffer, size: number): Buffer => Buffer.concat([bytes, Buffer.alloc(size - bytes.length)]);

const insz = makeInsz('1960-06-01', 3, { testPerson: true });
const cardNumber = makeCardNumber('5911917064');
const photo = Buffer.concat([Buffer.from([0xff, 0xd8]), Buffer.alloc(300, 7)]);
const addressFields = tlv({ 1: 'Kouter 1', 2: '9000', 3: 'Gent' });

function identityFields(changed: Record<number, string | Buffer> = {}, photoHash = 'sha256'): Buffer {
  return tlv({
    1: cardNumber, 2: Buffer.alloc(16, 1), 3: '24.11.2020', 4: '24.11.2030', 5: 'Gent', 6: insz, 7: 'Persoon', 8: 'Test Anna', 9: 'M', 10: 'Belg', 11: 'Gent',
    12: '01 JUIN 1960', 13: 'V', 14: '', 15: '1', 16: '0', 17: createHash(photoHash).update(photo).digest(), ...changed,
  });
}

/** A card as the register makes it: everything that this person would find on it. */
function makeCard(register: Authority, { hash = 'sha256', identity = identityFields(), address = padded(addressFields, 117) } = {}): CardContent & Record<'identity' | 'photo', Buffer> {
  const key = KeyObject.from(register.keys.privateKey);
  const seal = (bytes: Buffer): Buffer => (register.kind === 'ec' ? padded(sign('sha384', bytes, key), 112) : sign(hash, bytes, key));
  const signature = seal(identity);
  const trimmed = address.subarray(0, address.findLastIndex((byte) => byte !== 0) + 1);
  return {
    identity, 'identity-signature': signature, address, 'address-signature': seal(Buffer.concat([trimmed, signature])), photo,
    'rrn-certificate': padded(register.der, 1_200),
  };
}

let root: Authority;
let registers: Record<Kind, Authority>;
let anchors: X509Certificate[];
beforeAll(async () => {
  root = await issue('CN=Belgium Root CA TEST, C=BE', 'rsa', { ca: true });
  registers = { rsa: await issue('CN=RRN, O=RRN, C=BE', 'rsa', { issuer: root }), ec: await issue('CN=RRN, O=RRN, C=BE', 'ec', { issuer: root }) };
  anchors = [new X509Certificate((await issue('CN=Belgium Root CA TEST 2, C=BE', 'ec', { ca: true })).der), new X509Certificate(root.der)];
});

test.each([['applet 1.7', 'rsa', 'sha256'], ['an old card', 'rsa', 'sha1'], ['applet 1.8', 'ec', 'sha384']] as const)('what the register signed on %s is believed', (_title, kind, hash) => {
  expect(verifyCard(makeCard(registers[kind], { hash }), { anchors, at })).toEqual({ card: {
    identity: {
      cardNumber, validFrom: '2020-11-24', validUntil: '2030-11-24', issuedBy: 'Gent', insz, lastName: 'Persoon', firstNames: 'Test Anna', thirdInitial: 'M',
      nationality: 'Belg', birthPlace: 'Gent', birthDate: '1960-06-01', sex: 'female', documentType: 1, photoHash: createHash('sha256').update(photo).digest(),
    },
    address: { street: 'Kouter 1', postcode: '9000', municipality: 'Gent' }, photo, signedWith: hash,
  } });
});

test.each(['sha1', 'sha256', 'sha384'])('the photo is held against the %s that stands in the identity, whatever signs it', (photoHash) => {
  expect(verifyCard(makeCard(registers.ec, { identity: identityFields({}, photoHash) }), { anchors, at })).toMatchObject({ card: { photo } });
});

test('address and photo may be left unread; the identity, its signature and the certificate may not', () => {
  const { photo: _photo, address: _address, ...rest } = makeCard(registers.rsa);
  expect(verifyCard(rest, { anchors, at })).toMatchObject({ card: { photo: null, address: null } });
  for (const name of ['identity', 'identity-signature', 'rrn-certificate', 'address-signature'] as const) {
    const { [name]: _left, ...less } = makeCard(registers.rsa);
    expect(verifyCard(less, { anchors, at })).toEqual({ refused: 'unreadable' });
  }
});

test('a citizen without an address in Belgium has none', () => {
  expect(verifyCard(makeCard(registers.rsa, { address: tlv({ 1: '', 2: '', 3: '' }) }), { anchors, at })).toMatchObject({ card: { address: null } });
});

test.each(['rsa', 'ec'] as const)('a card on which any one byte was changed is refused (%s)', (kind) => {
  const card = makeCard(registers[kind]);
  const places = cardFileNames.flatMap((name) => [...(card[name] ?? []).keys()].map((index) => ({ name, index })));
  fc.assert(fc.property(fc.constantFrom(...places), fc.integer({ min: 1, max: 255 }), ({ name, index }, flip) => {
    const bytes = Buffer.from(card[name] ?? []);
    bytes[index] = (bytes[index] ?? 0) ^ flip;
    expect(verifyCard({ ...card, [name]: bytes }, { anchors, at })).toEqual({ refused: expect.any(String) as unknown });
  }), { numRuns: 1_500 });
});

test('what was changed is said: identity, address or photo', () => {
  const card = makeCard(registers.ec);
  const other = (bytes: Uint8Array | undefined): Buffer => { const copy = Buffer.from(bytes ?? []); copy[4] = (copy[4] ?? 0) ^ 1; return copy; };
  expect(verifyCard({ ...card, identity: other(card.identity) }, { anchors, at })).toEqual({ refused: 'forged-identity' });
  expect(verifyCard({ ...card, address: other(card.address) }, { anchors, at })).toEqual({ refused: 'forged-address' });
  expect(verifyCard({ ...card, photo: other(card.photo) }, { anchors, at })).toEqual({ refused: 'forged-photo' });
});

test("another citizen's address is refused, though the register signed it", () => {
  const neighbour = makeCard(registers.rsa, { identity: identityFields({ 7: 'Buur' }), address: tlv({ 1: 'Elders 2', 2: '9000', 3: 'Gent' }) });
  const { address, 'address-signature': signature } = neighbour;
  expect(verifyCard({ ...makeCard(registers.rsa), ...(address && { address }), ...(signature && { 'address-signature': signature }) }, { anchors, at })).toEqual({ refused: 'forged-address' });
});

test('a register whose authority we do not trust is refused', async () => {
  const stranger = await issue('CN=Belgium Root CA TEST, C=BE', 'rsa', { ca: true });
  expect(verifyCard(makeCard(await issue('CN=RRN, O=RRN, C=BE', 'rsa', { issuer: stranger })), { anchors, at })).toEqual({ refused: 'unknown-authority' });
  expect(verifyCard(makeCard(registers.rsa), { anchors: [], at })).toEqual({ refused: 'unknown-authority' });
});

test('another key of the state is not the register: not by its name, not an authority, not below an authority that is no anchor', async () => {
  const below = await issue('CN=Government CA TEST, C=BE', 'rsa', { issuer: root, ca: true });
  for (const signer of [
    await issue('CN=Government TEST, O=RRN, C=BE', 'rsa', { issuer: root }), await issue('CN=RRN, O=RRN, C=BE', 'rsa', { issuer: root, ca: true }),
    await issue('CN=RRN, O=RRN, C=BE', 'rsa', { issuer: below }), await issue('CN=RRN, O=RRN, C=BE', 'rsa'),
  ]) expect(verifyCard(makeCard(signer), { anchors, at })).toEqual({ refused: 'unknown-authority' });
});

test('a certificate of the register counts from its first to its last moment', async () => {
  const card = makeCard(await issue('CN=RRN, O=RRN, C=BE', 'rsa', { issuer: root, until: new Date(at) }));
  expect([from.getTime() - 1, from.getTime(), at, at + 1000].map((instant) => verifyCard(card, { anchors, at: instant }))).toEqual([
    { refused: 'expired-authority' }, { card: expect.anything() as unknown }, { card: expect.anything() as unknown }, { refused: 'expired-authority' },
  ]);
});

test.each([
  ['a length past its end', Buffer.from([1, 0x7f, 65])], ['a length without an end', Buffer.alloc(64, 0xff)], ['a field twice', Buffer.concat([identityFields(), tlv({ 7: 'Ander' })])],
  ['no number of the register', identityFields({ 6: '85073003329' })], ['another card number than cards have', identityFields({ 1: '591191706459' })],
  ['a day that is none', identityFields({ 4: '31.02.2030' })], ['no name', identityFields({ 7: '' })], ['a line break in a name', identityFields({ 7: 'Per\nsoon' })],
  ['a hash of no known length', identityFields({ 17: Buffer.alloc(21) })],
])('an identity with %s is unreadable, even signed', (_title, identity) => {
  expect(verifyCard(makeCard(registers.rsa, { identity }), { anchors, at })).toEqual({ refused: 'unreadable' });
});

test('whatever the bytes are, there is an answer, and it is a code', () => {
  const anything = fc.oneof(fc.uint8Array({ maxLength: 600 }), fc.constant(Buffer.alloc(1_048_576, 0x30)), fc.constant(Buffer.from([0x30, 0x84, 0xff, 0xff, 0xff, 0xff])));
  const names = ['identity', 'identity-signature', 'address', 'address-signature', 'photo', 'rrn-certificate'] as const;
  const card = makeCard(registers.rsa);
  fc.assert(fc.property(fc.subarray([...names], { minLength: 1 }), anything, (changed, bytes) => {
    expect(verifyCard({ ...card, ...Object.fromEntries(changed.map((name) => [name, bytes])) }, { anchors, at })).toEqual({ refused: expect.stringMatching(/^[a-z-]+$/) as unknown });
  }));
});
