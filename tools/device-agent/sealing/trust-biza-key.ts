import { X509Certificate } from 'node:crypto';
import type { BizaKey } from './seal-for-biza.ts';

/** `biza-key-unknown`, `biza-key-expired`, `biza-key-unfit`. */
export class BizaKeyRefused extends Error {
  override readonly name = 'BizaKeyRefused';
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

const leastBits = 2048;

/**
 * The key that the house names, if it is BiZa's: its certificate is the pinned one, or one that the pinned certificate issued. The house cannot name another,
 * so it cannot open what is sealed here.
 * @throws BizaKeyRefused
 */
export function trustBizaKey(named: { readonly keyId: string; readonly certificate: string }, pinned: string, now: number): BizaKey {
  const certificate = readCertificate(named.certificate);
  const anchor = readCertificate(pinned);
  const isPinned = certificate.fingerprint256 === anchor.fingerprint256;
  const isIssued = anchor.ca && certificate.checkIssued(anchor) && certificate.verify(anchor.publicKey);
  if (!isPinned && !isIssued) throw new BizaKeyRefused('biza-key-unknown');
  if ([certificate, anchor].some(({ validFromDate, validToDate }) => now < validFromDate.getTime() || now > validToDate.getTime())) throw new BizaKeyRefused('biza-key-expired');
  const { publicKey } = certificate;
  if (publicKey.asymmetricKeyType !== 'rsa' || (publicKey.asymmetricKeyDetails?.modulusLength ?? 0) < leastBits) throw new BizaKeyRefused('biza-key-unfit');
  return { keyId: named.keyId, publicKey };
}

/** SHA-256 over the whole certificate, in pairs: what people compare. @throws BizaKeyRefused */
export function fingerprintOf(certificate: string): string {
  return readCertificate(certificate).fingerprint256;
}

function readCertificate(pem: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch {
    throw new BizaKeyRefused('biza-key-unfit');
  }
}
