import { X509Certificate } from 'node:crypto';
import { subjectOf } from './check-certificate.ts';
import type { TrustedPartner } from './check-certificate.ts';
import type { SigningSettings } from './sign-message.ts';
import { makeTestCertificate } from './test-certificates.ts';
import type { TestIdentity } from './test-certificates.ts';

export type TestAuthority = TestIdentity & { readonly name: string };
export interface TestPartner {
  readonly root: TestAuthority;
  readonly intermediate: TestAuthority;
  readonly leaf: TestAuthority;
  /** How the partner signs. */
  readonly signs: SigningSettings;
  /** How the other side knows the partner. */
  readonly trusted: TrustedPartner;
}

const day = 86_400_000;

/** A partner with a root, an intermediate and a certificate to sign with, all valid around a moment. For sandboxes and tests alone. */
export async function makeTestPartner(name: string, now: number): Promise<TestPartner> {
  const valid = { from: new Date(now - 30 * day), to: new Date(now + 365 * day) };
  const root = await makeTestCertificate({ name: `CN=${name} test root, C=BE`, ca: {}, ...valid });
  const intermediate = await makeTestCertificate({ name: `CN=${name} test intermediate, C=BE`, ca: { pathLength: 0 }, issuer: root, ...valid });
  const leaf = await makeTestCertificate({ name: `CN=${name}, O=Test, C=BE`, issuer: intermediate, ...valid });
  return {
    root, intermediate, leaf,
    signs: { certificatePem: leaf.certificatePem, privateKey: leaf.privateKeyPem },
    trusted: {
      roots: [root.certificatePem], intermediates: [intermediate.certificatePem],
      allowed: [{ subject: subjectOf(new X509Certificate(leaf.certificatePem)) }],
    },
  };
}
