import 'reflect-metadata';
import {
  BasicConstraintsExtension, Extension, KeyUsageFlags, KeyUsagesExtension, X509CertificateGenerator,
} from '@peculiar/x509';
import { KeyObject, webcrypto } from 'node:crypto';

/** For sandboxes and tests alone: certificates that nobody but they trusts, made when they are needed and never kept in the repository. */
export interface TestIdentity {
  readonly certificatePem: string;
  readonly privateKeyPem: string;
  readonly keys: CryptoKeyPair;
}
type CryptoKeyPair = webcrypto.CryptoKeyPair;

export interface TestCertificate {
  /** As in `CN=fsb, O=FOD BiZa, C=BE`; read back by node:crypto in the order of the certificate. */
  readonly name: string;
  readonly issuer?: TestIdentity & { readonly name: string };
  readonly from: Date;
  readonly to: Date;
  /** A certificate authority, with how many may follow below it. */
  readonly ca?: { readonly pathLength?: number };
  /** What its key may do; to vouch for others when it is an authority, otherwise to sign messages. */
  readonly usage?: readonly ('digitalSignature' | 'keyCertSign' | 'keyEncipherment')[];
  readonly keys?: CryptoKeyPair;
  readonly extensions?: readonly { readonly oid: string; readonly critical: boolean; readonly value: Uint8Array<ArrayBuffer> }[];
}

export async function makeTestKeys(bits = 2048): Promise<CryptoKeyPair> {
  return webcrypto.subtle.generateKey({ name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: bits, publicExponent: new Uint8Array([1, 0, 1]) }, true, ['sign', 'verify']);
}

/** A certificate and its private key; without an issuer it signs itself. */
export async function makeTestCertificate({ name, issuer, from, to, ca, usage = [ca ? 'keyCertSign' : 'digitalSignature'], keys: given, extensions = [] }: TestCertificate): Promise<TestIdentity & { name: string }> {
  const keys = given ?? await makeTestKeys();
  const usages = usage.reduce((flags, name) => flags | KeyUsageFlags[name], 0);
  const certificate = await X509CertificateGenerator.create({
    subject: name, issuer: issuer?.name ?? name, notBefore: from, notAfter: to,
    publicKey: keys.publicKey, signingKey: (issuer?.keys ?? keys).privateKey, signingAlgorithm: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
    extensions: [new BasicConstraintsExtension(ca !== undefined, ca?.pathLength, true), new KeyUsagesExtension(usages, true), ...extensions.map(({ oid, critical, value }) => new Extension(oid, critical, value))],
  }, webcrypto);
  return {
    name, keys, certificatePem: certificate.toString('pem'),
    privateKeyPem: KeyObject.from(keys.privateKey).export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}
