import { createHash, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { canonicalizeWith } from '../canonicalize.ts';
import { attributeOf, isNamed } from '../find-in-xml.ts';
import { readXml } from '../read-xml.ts';
import type { XmlLimits } from '../xml-limits.ts';
import type { XmlElement, XmlName } from '../xml-tree.ts';
import { checkCertificate, subjectOf } from './check-certificate.ts';
import type { TrustedPartner } from './check-certificate.ts';
import { checkTime, defaultWindow } from './check-time.ts';
import type { TimeWindow } from './check-time.ts';
import { hashOf, strictProfile } from './crypto-profile.ts';
import type { CryptoProfile } from './crypto-profile.ts';
import { elementIds } from './element-ids.ts';
import { openEnvelope } from './open-envelope.ts';
import type { OpenEnvelope, Understood } from './open-envelope.ts';
import { readSecurity, readToken } from './read-security.ts';
import type { SecurityHeader } from './read-security.ts';
import { readSignature } from './read-signature.ts';
import type { ReadSignature, SignatureReference } from './read-signature.ts';
import type { SeenMessages } from './seen-messages.ts';
import { wssFailure } from './wss-failures.ts';
import { wsuNs } from './wss-names.ts';

export interface VerifySettings {
  readonly partner: TrustedPartner;
  readonly profile?: CryptoProfile;
  readonly window?: TimeWindow;
  readonly understood?: Understood;
  /** Header blocks that must be signed too. */
  readonly mustCover?: readonly Pick<XmlName, 'namespace' | 'local'>[];
  readonly seen?: SeenMessages;
  readonly limits?: Partial<XmlLimits>;
}

export interface VerifiedMessage {
  /** Read again from the very bytes that were signed: nothing around it, and no prefix that the signature left out, can be seen from here. */
  readonly body: XmlElement;
  /** The signed header blocks, likewise; what was not signed is not here. */
  readonly headers: readonly XmlElement[];
  readonly confirmations: readonly XmlElement[];
  readonly signer: { readonly subject: string; readonly fingerprint256: string; readonly validTo: number };
  readonly created: number;
  readonly expires: number;
  /** The same for every copy of this message, different for every other one. */
  readonly identity: string;
}

/** A signed SOAP 1.1 message, or a refusal (`wss.…` or `xml.…`). Works on the raw bytes and gives back only what the signature covers. */
export async function verifyMessage(bytes: Uint8Array, settings: VerifySettings, now: number): Promise<VerifiedMessage> {
  return verifyEnvelope(openEnvelope(readXml(bytes, settings.limits), settings.understood), settings, now);
}

export async function verifyEnvelope(open: OpenEnvelope, settings: VerifySettings, now: number): Promise<VerifiedMessage> {
  const { partner, profile = strictProfile, window = defaultWindow, mustCover = [], seen, limits } = settings;
  if (open.security === undefined) throw wssFailure('not-signed', 'Header/Security', 'is not there for us');
  const security = readSecurity(open.security);
  const ids = elementIds(open.envelope);
  const signature = readSignature(security.signature, profile);

  const [certificate, ...above] = readToken(security.token);
  if (ids.get(signature.tokenId) !== security.token || attributeOf(security.token, 'Id', wsuNs) !== signature.tokenId) {
    throw wssFailure('malformed', 'KeyInfo', 'does not refer to the token of the same header');
  }
  checkCertificate(certificate, partner, now, above);
  checkSignatureValue(signature, certificate.publicKey, profile);

  const signed = new Map(signature.references.map((reference) => {
    const element = ids.get(reference.id);
    if (element === undefined) throw wssFailure('wrapped', 'SignedInfo/Reference', 'refers to nothing in this message');
    if (!mayBeSigned(element, open, security)) throw wssFailure('wrapped', 'SignedInfo/Reference', 'refers to an element in another place than a signed part has');
    return [element, signedTextOf(element, reference)] as const;
  }));
  const isCovered = (element: XmlElement): boolean => signed.has(element);
  const headersCovered = mustCover.every(({ namespace, local }) => {
    const named = open.blocks.filter((block) => isNamed(block, local, namespace));
    return named.length > 0 && named.every(isCovered);
  });
  if (!isCovered(open.body) || !isCovered(security.timestamp) || !headersCovered) throw wssFailure('wrapped', 'SignedInfo', 'does not cover Body, Timestamp and each header that must be');

  const { created, expires } = checkTime(security.timestamp, now, window);
  const identity = createHash('sha256').update(signature.value).update(`\n${created}`).digest('hex');
  if (seen !== undefined && !await seen.firstTime(identity, expires + window.skewMs)) throw wssFailure('replayed', 'Security', 'came before');

  // The canonical form is longer than what came in; what came in kept to the limit of bytes.
  const again = (elements: readonly XmlElement[]): XmlElement[] => elements.flatMap((element) => {
    const text = signed.get(element);
    return text === undefined ? [] : [readXml(Buffer.from(text, 'utf8'), { ...limits, bytes: Number.MAX_SAFE_INTEGER })];
  });
  const [body] = again([open.body]);
  if (body === undefined) throw wssFailure('wrapped', 'SignedInfo', 'does not cover Body');
  return {
    body, headers: again(open.blocks), confirmations: again(security.confirmations), created, expires, identity,
    signer: { subject: subjectOf(certificate), fingerprint256: certificate.fingerprint256, validTo: certificate.validToDate.getTime() },
  };
}

/** Before anything large is digested: whoever cannot sign costs us this and no more. */
function checkSignatureValue({ signedInfo, inclusivePrefixes, algorithm, value }: ReadSignature, key: KeyObject, { minimumRsaBits }: CryptoProfile): void {
  if (key.asymmetricKeyType !== 'rsa' || (key.asymmetricKeyDetails?.modulusLength ?? 0) < minimumRsaBits) {
    throw wssFailure('weak-algorithm', 'Security/BinarySecurityToken', `is not for an RSA key of at least ${minimumRsaBits} bits`);
  }
  const text = canonicalizeWith(inclusivePrefixes, signedInfo);
  if (!verify(hashOf(algorithm), Buffer.from(text, 'utf8'), key, value)) throw wssFailure('altered', 'Signature', 'is not the signature of its certificate over its SignedInfo');
}

/** The canonical text of an element whose digest is the signed one. */
function signedTextOf(element: XmlElement, { digest, digestValue, inclusivePrefixes }: SignatureReference): string {
  const text = canonicalizeWith(inclusivePrefixes, element);
  if (!createHash(digest).update(text, 'utf8').digest().equals(digestValue)) throw wssFailure('altered', 'SignedInfo/Reference', 'does not have the digest that was signed');
  return text;
}

/** A signed part stands where its meaning is fixed: the Body, a header block, or a part of our security header. */
function mayBeSigned(element: XmlElement, { body, blocks }: OpenEnvelope, { token, timestamp, confirmations }: SecurityHeader): boolean {
  return [body, ...blocks, token, timestamp, ...confirmations].includes(element);
}
