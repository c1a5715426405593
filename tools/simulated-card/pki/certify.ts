import 'reflect-metadata';
import {
  AuthorityKeyIdentifierExtension, BasicConstraintsExtension, KeyUsageFlags, KeyUsagesExtension, SubjectKeyIdentifierExtension, X509CertificateGenerator, type JsonName,
} from '@peculiar/x509';
import { KeyObject, webcrypto } from 'node:crypto';

export type KeyPair = webcrypto.CryptoKeyPair;
export type KeyKind = 'rsa' | 'ec';

/** Somebody who has a key and a certificate that says so. */
export interface Holder {
  readonly name: JsonName;
  /** DER, as it stands on a card. */
  readonly certificate: Buffer;
  readonly keys: KeyPair;
  readonly key: KeyObject;
}

export const importAlgorithm = (kind: KeyKind) => (kind === 'ec' ? { name: 'ECDSA', namedCurve: 'P-384' } : { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' });

export async function makeKeys(kind: KeyKind, bits = 2048): Promise<KeyPair> {
  return webcrypto.subtle.generateKey({ ...importAlgorithm(kind), modulusLength: bits, publicExponent: new Uint8Array([1, 0, 1]) }, true, ['sign', 'verify']);
}

export interface CertificateWish {
  readonly name: JsonName;
  readonly keys: KeyPair;
  readonly kind: KeyKind;
  /** Without one it signs itself. */
  readonly issuer?: Holder;
  readonly from: Date;
  readonly to: Date;
  /** An authority vouches for others; so many authorities may follow below it. */
  readonly authority?: { readonly below: number };
  readonly usage: 'keyCertSign' | 'digitalSignature' | 'nonRepudiation';
  /** Hexadecimal. */
  readonly serial: string;
}

export async function certify({ name, keys, kind, issuer, from, to, authority, usage, serial }: CertificateWish): Promise<Holder> {
  const signing = issuer?.keys ?? keys;
  const flags = usage === 'keyCertSign' ? KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign : KeyUsageFlags[usage];
  const made = await X509CertificateGenerator.create({
    subject: name, issuer: issuer?.name ?? name, notBefore: from, notAfter: to, serialNumber: serial, publicKey: keys.publicKey, signingKey: signing.privateKey,
    signingAlgorithm: kind === 'ec' ? { name: 'ECDSA', hash: 'SHA-384' } : { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
    extensions: [
      new BasicConstraintsExtension(authority !== undefined, authority?.below, true), new KeyUsagesExtension(flags, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey, false, webcrypto), await AuthorityKeyIdentifierExtension.create(signing.publicKey, false, webcrypto),
    ],
  }, webcrypto);
  return { name, keys, certificate: Buffer.from(made.rawData), key: KeyObject.from(keys.privateKey) };
}
