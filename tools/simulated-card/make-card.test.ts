import { createHash, createPublicKey, verify, X509Certificate } from 'node:crypto';
import { pinBlock } from '#connectors/biza/wire/card-commands.ts';
import { CardGone, type Card } from '#tools/device-agent/card-reader.ts';
import type { Flaw } from './content/card-content.ts';
import { testPerson } from './content/card-person.ts';
import { filePaths, type FileName } from './content/file-paths.ts';
import { inProcessReader } from './in-process-reader.ts';
import { makeCard } from './make-card.ts';
import { mintPki, type TestPki } from './pki/mint-pki.ts';
import type { VirtualCard } from './virtual-card.ts';

const now = Date.UTC(2026, 10, 29);
const person = testPerson();
let pki: TestPki;
let foreignPki: TestPki;
beforeAll(async () => {
  [pki, foreignPki] = await Promise.all([mintPki({ now }), mintPki({ now })]);
});

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex').toUpperCase();
const send = (card: VirtualCard, command: string) => hex(card.transmit(Buffer.from(command, 'hex')));

/** As a reader does: block after block, and once more for exactly what is left. */
function read(card: VirtualCard, name: FileName): Buffer {
  const path = filePaths[name];
  if (send(card, `00A4080C${path.length === 8 ? '06' : '04'}3F00${path}`) !== '9000') throw new Error('no such file');
  const parts: Buffer[] = [];
  for (let offset = 0; ;) {
    const at = offset.toString(16).padStart(4, '0');
    let answer = send(card, `00B0${at}FF`);
    if (/^6C..$/.test(answer)) answer = send(card, `00B0${at}${answer.slice(2)}`);
    if (answer === '6B00') return Buffer.concat(parts);
    if (!answer.endsWith('9000')) throw new Error(answer);
    const part = Buffer.from(answer.slice(0, -4), 'hex');
    parts.push(part);
    offset += part.length;
  }
}

/** The last byte of a signature on a curve, without the zeros behind it. */
const trimmed = (signature: Buffer) => signature.subarray(0, 2 + (signature[1] ?? 0));
const withoutZeros = (file: Buffer) => Buffer.from(file.toString('latin1').replace(/\0+$/, ''), 'latin1');

function judge(card: VirtualCard) {
  const [root, rrn] = [new X509Certificate(read(card, 'root-certificate')), new X509Certificate(read(card, 'rrn-certificate'))];
  const isCurve = rrn.publicKey.asymmetricKeyType === 'ec';
  const holds = (data: Buffer, signature: Buffer) => verify(isCurve ? 'sha384' : 'sha256', data, rrn.publicKey, isCurve ? trimmed(signature) : signature);
  const [identity, signature] = [read(card, 'identity'), read(card, 'identity-signature')];
  return {
    register: rrn.verify(root.publicKey), identity: holds(identity, signature),
    address: holds(Buffer.concat([withoutZeros(read(card, 'address')), signature]), read(card, 'address-signature')),
    photo: identity.includes(createHash(isCurve ? 'sha384' : 'sha256').update(read(card, 'photo')).digest()),
  };
}
const allHold = { register: true, identity: true, address: true, photo: true };

describe.each(['1.7', '1.8'] as const)('a card with applet %s', (applet) => {
  test('carries an identity, an address and a photo that its register signed', async () => {
    const card = await makeCard(person, { pki, applet });
    expect(judge(card)).toEqual(allHold);
    expect(read(card, 'identity').toString('utf8')).toContain(person.lastName);
  });

  test('carries certificates of the citizen, issued by the citizen authority below the root', async () => {
    const card = await makeCard(person, { pki, applet });
    const [root, authority, own] = [new X509Certificate(read(card, 'root-certificate')), new X509Certificate(read(card, 'ca-certificate')), new X509Certificate(read(card, 'authentication-certificate'))];
    expect(own.verify(authority.publicKey)).toBe(true);
    expect(authority.verify(root.publicKey)).toBe(true);
    expect([root, authority, own].every(({ subject }) => subject.includes('TEST'))).toBe(true);
  });

  test.each<[Flaw, Partial<typeof allHold>]>([
    ['forged-identity', { identity: false }], ['forged-address', { address: false }], ['forged-photo', { photo: false }], ['foreign-register', { register: false }],
  ])('that is %s shows it in that one place', async (flaw, shown) => {
    expect(judge(await makeCard(person, { pki, foreignPki, applet, flaws: [flaw] }))).toEqual({ ...allHold, ...shown });
  });

  test('may have a file that was cut short', async () => {
    const [whole, cut] = [await makeCard(person, { pki, applet }), await makeCard(person, { pki, applet, flaws: [{ cutShort: 'photo' }] })];
    expect(read(cut, 'photo')).toEqual(read(whole, 'photo').subarray(0, Math.floor(person.photo.length / 2)));
  });

  test('lets a minor sign nothing', async () => {
    const card = await makeCard(person, { pki, applet, signing: false });
    expect(() => read(card, 'signature-certificate')).toThrow('no such file');
    expect(send(card, '002241B6050480018483')).toBe('6A88');
  });
});

test('an old card has its register sign with SHA-1', async () => {
  const card = await makeCard(person, { pki, hashes: { photo: 'sha1', signature: 'sha1' } });
  expect(verify('sha1', read(card, 'identity'), pki.rsa.rrn.key, read(card, 'identity-signature'))).toBe(true);
});

test('the chip of applet 1.8 proves that it is the one whose key the identity names', async () => {
  const card = await makeCard(person, { pki, applet: '1.8' });
  const [key, nonce] = [read(card, 'basic-key'), Buffer.alloc(20, 7)];
  expect(read(card, 'identity').includes(createHash('sha384').update(key).digest())).toBe(true);
  expect(send(card, `00880281329430${hex(createHash('sha384').update(nonce).digest())}`)).toBe('6160');
  const answer = send(card, '00C0000060');
  expect(answer).toMatch(/9000$/);
  const publicKey = createPublicKey({ key, format: 'der', type: 'spki' });
  expect(verify('sha384', nonce, { key: publicKey, dsaEncoding: 'ieee-p1363' }, Buffer.from(answer.slice(0, -4), 'hex'))).toBe(true);
});

describe('a card in a reader of this program', () => {
  test('is for one at a time, and a login does not outlive its turn', async () => {
    const [card, reader, turns] = [await makeCard(person, { pki }), inProcessReader(), [] as string[]];
    reader.insert(card);
    const ask = async (held: Card, command: string) => hex(await held.transmit(Buffer.from(command, 'hex')));
    await Promise.all([
      reader.use(async (held) => { turns.push(await ask(held, `0020000108${hex(pinBlock('1234'))}`), await ask(held, '0020000100')); }),
      reader.use(async (held) => { turns.push(await ask(held, '0020000100')); }),
    ]);
    expect(turns).toEqual(['9000', '9000', '63C3']);
  });

  test('that is pulled in the middle is gone, and works when it is put in again', async () => {
    const [card, reader, states] = [await makeCard(person, { pki }), inProcessReader(), [] as string[]];
    reader.onChange(() => states.push(reader.state()));
    reader.insert(card);
    card.pullAfter(1);
    const select = Buffer.from('00A4080C043F002F00', 'hex');
    const twice = () => reader.use(async (held) => [await held.transmit(select), await held.transmit(select)].map(hex));
    await expect(twice()).rejects.toThrow(CardGone);
    expect(reader.state()).toBe('no-card');
    reader.insert(card);
    expect(await twice()).toEqual(['9000', '9000']);
    expect(states).toEqual(['ready', 'no-card', 'ready']);
  });

  test('takes a PIN from the keys of the reader, and only from there', async () => {
    const card = await makeCard(person, { pki });
    const typed = ['9999', 'cancelled', '1234', '4321', '4312', '1234', '4321', '4321'];
    const reader = inProcessReader({ type: async () => typed.shift() ?? 'time-out' });
    reader.insert(card);
    const said = await reader.use(async ({ pinpad }) => [await pinpad?.verify(1), await pinpad?.verify(1), await pinpad?.change(1), await pinpad?.change(1), await pinpad?.verify(1)]);
    expect(said.map((one) => (one instanceof Uint8Array ? hex(one) : one))).toEqual(['63C2', 'cancelled', '6402', '9000', 'time-out']);
    expect(card.pinTriesLeft()).toBe(3);
  });
});
