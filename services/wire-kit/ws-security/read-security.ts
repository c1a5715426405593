import { X509Certificate } from 'node:crypto';
import { attributeOf, childrenOf, isNamed, textOf } from '../find-in-xml.ts';
import type { XmlElement } from '../xml-tree.ts';
import { decodeBase64 } from './decode-base64.ts';
import { readDer } from './read-der.ts';
import { wssFailure } from './wss-failures.ts';
import { base64Binary, dsNs, wsse11Ns, wsseNs, wsuNs, x509PkiPath, x509v3 } from './wss-names.ts';

export interface SecurityHeader {
  readonly token: XmlElement;
  readonly timestamp: XmlElement;
  readonly signature: XmlElement;
  readonly confirmations: readonly XmlElement[];
}

/** A security header in its parts. One token, one timestamp and one signature; anything that is not taken here is refused, never skipped. */
export function readSecurity(security: XmlElement): SecurityHeader {
  const parts = childrenOf(security);
  const named = (local: string, namespace: string): XmlElement[] => parts.filter((part) => isNamed(part, local, namespace));
  const signatures = named('Signature', dsNs);
  if (signatures.length === 0) throw wssFailure('not-signed', 'Security', 'has no signature');
  const confirmations = named('SignatureConfirmation', wsse11Ns);
  const [token] = named('BinarySecurityToken', wsseNs);
  const [timestamp] = named('Timestamp', wsuNs);
  const [signature] = signatures;
  if (token === undefined || timestamp === undefined || signature === undefined) throw wssFailure('malformed', 'Security', 'has no token or no timestamp');
  if (parts.length !== 3 + confirmations.length) throw wssFailure('malformed', 'Security', 'holds more than a token, a timestamp and a signature');
  return { token, timestamp, signature, confirmations };
}

const mostCertificates = 6;

/** The signer's certificate, and those above it when the token is a path. */
export function readToken(token: XmlElement): [X509Certificate, ...X509Certificate[]] {
  const place = 'Security/BinarySecurityToken';
  const type = attributeOf(token, 'ValueType');
  if ((attributeOf(token, 'EncodingType') ?? base64Binary) !== base64Binary || (type !== x509v3 && type !== x509PkiPath)) throw wssFailure('malformed', place, 'is no X.509 token in base64');
  const bytes = decodeBase64(textOf(token), place);
  try {
    if (type === x509v3) return [certificateIn(bytes)];
    const path = readDer(readDer(bytes)[0]?.content ?? Buffer.alloc(0));
    // Nearest to the root first, the signer last.
    const [leaf, ...above] = path.slice(0, mostCertificates + 1).map(({ whole }) => certificateIn(whole)).toReversed();
    if (leaf === undefined || above.length >= mostCertificates) throw new RangeError(`A path has from 1 to ${mostCertificates} certificates.`);
    return [leaf, ...above];
  } catch (cause) {
    throw wssFailure('malformed', place, 'holds no certificate that can be read', cause);
  }
}

/** A token that held anything after its certificate would have more than one form. */
function certificateIn(bytes: Buffer): X509Certificate {
  const certificate = new X509Certificate(bytes);
  if (!certificate.raw.equals(bytes)) throw new RangeError('Something stands around the certificate.');
  return certificate;
}
