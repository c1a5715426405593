import { randomBytes } from 'node:crypto';
import { certify, makeKeys, type Holder, type KeyKind } from './certify.ts';

/** Who stands behind the cards of one kind of key. */
export interface CardChain {
  readonly kind: KeyKind;
  /** Signs the two others. */
  readonly root: Holder;
  /** Signs the certificates of citizens. */
  readonly citizenCa: Holder;
  /** Signs identity and address on each card: the national register. */
  readonly rrn: Holder;
}

/** `rsa` for applet 1.7, `ec` for applet 1.8. Nobody trusts them but who is told to. */
export interface TestPki {
  readonly rsa: CardChain;
  readonly ec: CardChain;
}

const year = 31_557_600_000;
const marked = 'TEST eID aan huis';

/** Named like the real ones, and TEST. */
const names = {
  rsa: { root: 'TEST Belgium Root CA4', series: '201601' },
  ec: { root: 'TEST Belgium Root CA6', series: '202001' },
} as const;

export async function mintPki({ now }: { readonly now: number }): Promise<TestPki> {
  const [rsa, ec] = await Promise.all([mintChain('rsa', now), mintChain('ec', now)]);
  return { rsa, ec };
}

async function mintChain(kind: KeyKind, now: number): Promise<CardChain> {
  const [rootKeys, caKeys, rrnKeys] = await Promise.all([makeKeys(kind, 3072), makeKeys(kind), makeKeys(kind)]);
  const validity = { kind, from: new Date(now - 12 * year), to: new Date(now + 15 * year) };
  const serial = () => `10${randomBytes(15).toString('hex')}`;
  const root = await certify({ ...validity, name: [{ C: ['BE'] }, { O: [marked] }, { CN: [names[kind].root] }], keys: rootKeys, authority: { below: 1 }, usage: 'keyCertSign', serial: serial() });
  const below = { ...validity, issuer: root };
  const [citizenCa, rrn] = await Promise.all([
    certify({ ...below, name: [{ C: ['BE'] }, { O: [marked] }, { CN: ['TEST Citizen CA'] }, { '2.5.4.5': [names[kind].series] }], keys: caKeys, authority: { below: 0 }, usage: 'keyCertSign', serial: serial() }),
    certify({ ...below, name: [{ C: ['BE'] }, { O: [`${marked} RRN`] }, { CN: ['TEST RRN'] }], keys: rrnKeys, usage: 'digitalSignature', serial: serial() }),
  ]);
  return { kind, root, citizenCa, rrn };
}
