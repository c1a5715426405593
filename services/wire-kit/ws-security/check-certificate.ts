import { X509Certificate } from 'node:crypto';
import { knownExtensions, readExtensions } from './read-extensions.ts';
import type { CertificateExtensions } from './read-extensions.ts';
import { wssFailure } from './wss-failures.ts';

/** Whose signature is believed: roots from configuration, and of all that they vouch for these certificates alone. */
export interface TrustedPartner {
  /** PEM, one certificate each. */
  readonly roots: readonly string[];
  readonly intermediates?: readonly string[];
  /** A subject as node:crypto writes it, its lines joined: `C=BE, O=FOD BiZa, CN=fsb`; or the SHA-256 fingerprint in hexadecimal with colons. */
  readonly allowed: readonly [PinnedCertificate, ...PinnedCertificate[]];
}
export type PinnedCertificate = { readonly subject: string } | { readonly fingerprint256: string };

const longestChain = 5;
const place = 'Security/BinarySecurityToken';
const understood = new Set<string>(Object.values(knownExtensions));

/** Refuses a certificate that does not lead to a root, is not valid at this moment, may not sign messages, or is not the partner's. */
export function checkCertificate(leaf: X509Certificate, partner: TrustedPartner, now: number, alsoSent: readonly X509Certificate[] = []): void {
  const usage = extensionsOf(leaf).keyUsage;
  if (leaf.ca || usage?.digitalSignature === false) throw wssFailure('untrusted-certificate', place, 'a certificate that is not meant to sign messages');
  const roots = partner.roots.map((pem) => new X509Certificate(pem));
  const between = [...(partner.intermediates ?? []).map((pem) => new X509Certificate(pem)), ...alsoSent];
  if (!leadsToRoot(leaf, roots, between, now, 0)) throw wssFailure('untrusted-certificate', place, 'no chain of valid certificates leads to a configured root');
  if (!partner.allowed.some((pinned) => matches(leaf, pinned))) throw wssFailure('wrong-certificate', place, 'not one of the certificates agreed with this partner');
}

/** `below` counts the certificate authorities between this certificate and the leaf. */
function leadsToRoot(certificate: X509Certificate, roots: readonly X509Certificate[], between: readonly X509Certificate[], now: number, below: number): boolean {
  if (below > longestChain || !isValid(certificate, now) || !isUnderstood(certificate)) return false;
  const vouches = (issuer: X509Certificate) => mayIssue(issuer, below) && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
  if (roots.some((root) => vouches(root) && isValid(root, now))) return true;
  return between.some((issuer) => vouches(issuer) && leadsToRoot(issuer, roots, between, now, below + 1));
}

function isValid(certificate: X509Certificate, now: number): boolean {
  return certificate.validFromDate.getTime() <= now && now <= certificate.validToDate.getTime();
}

/** RFC 5280, section 4.2: a critical extension that is not understood refuses the certificate. */
function isUnderstood(certificate: X509Certificate): boolean {
  return extensionsOf(certificate).criticalOids.every((oid) => understood.has(oid));
}

function mayIssue(issuer: X509Certificate, below: number): boolean {
  const { keyUsage, pathLength } = extensionsOf(issuer);
  return issuer.ca && keyUsage?.keyCertSign !== false && (pathLength === undefined || pathLength >= below);
}

function extensionsOf(certificate: X509Certificate): CertificateExtensions {
  try {
    return readExtensions(certificate.raw);
  } catch (cause) {
    throw wssFailure('untrusted-certificate', place, 'a certificate whose extensions cannot be read', cause);
  }
}

function matches(certificate: X509Certificate, pinned: PinnedCertificate): boolean {
  return 'subject' in pinned ? subjectOf(certificate) === pinned.subject : certificate.fingerprint256 === pinned.fingerprint256.toUpperCase();
}

/** The subject on one line; commas and line ends inside a value are escaped by node:crypto. */
export function subjectOf(certificate: X509Certificate): string {
  return certificate.subject.split('\n').join(', ');
}
