import { createHash, sign } from 'node:crypto';
import { canonicalize } from '../canonicalize.ts';
import { attributeOf, childrenOf, isNamed } from '../find-in-xml.ts';
import { readXml } from '../read-xml.ts';
import type { XmlElement } from '../xml-tree.ts';
import { base64Binary, dsNs, exclusiveC14n, soapNs, wsseNs, wsuNs, x509v3 } from './wss-names.ts';

/** For tests alone: messages that `signMessage` would never write, signed all the same, as a partner or an attacker could send them. */
export interface Forgery {
  readonly certificatePem: string;
  readonly privateKeyPem: string;
  readonly references?: readonly string[];
  readonly body?: string;
  readonly timestamp?: string;
  readonly headers?: string;
  readonly securityAttributes?: string;
  readonly inSecurity?: string;
  readonly inSignature?: string;
  readonly keyInfo?: string;
  readonly signatureMethod?: string;
  readonly signatureHash?: string;
  readonly canonicalization?: string;
  /** After signing: what was not signed may be changed by anybody. */
  readonly afterwards?: (xml: string) => string;
}

export const rsaSha256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
export const sha256 = 'http://www.w3.org/2001/04/xmlenc#sha256';

interface Reference { readonly uri?: string; readonly transforms?: string; readonly digest?: string }
export const aReference = ({ uri = '#Body-1', transforms = `<ds:Transform Algorithm="${exclusiveC14n}"/>`, digest = sha256 }: Reference = {}): string =>
  `<ds:Reference URI="${uri}"><ds:Transforms>${transforms}</ds:Transforms><ds:DigestMethod Algorithm="${digest}"/><ds:DigestValue>AA==</ds:DigestValue></ds:Reference>`;

export const aBody = (content = '<a:person xmlns:a="urn:a"><a:name>An</a:name></a:person>', attributes = 'wsu:Id="Body-1"'): string => `<soap:Body ${attributes}>${content}</soap:Body>`;
export const aTimestamp = (created = '2026-11-25T10:00:00Z', expires = '2026-11-25T10:05:00Z', id = 'Time-1'): string =>
  `<wsu:Timestamp wsu:Id="${id}"><wsu:Created>${created}</wsu:Created><wsu:Expires>${expires}</wsu:Expires></wsu:Timestamp>`;
export const aToken = (certificatePem: string, id = 'Token-1'): string =>
  `<wsse:BinarySecurityToken wsu:Id="${id}" ValueType="${x509v3}" EncodingType="${base64Binary}">${certificatePem.replace(/-----.*?-----/g, '').trim()}</wsse:BinarySecurityToken>`;
export const aKeyInfo = (uri = '#Token-1'): string => `<wsse:SecurityTokenReference><wsse:Reference URI="${uri}"/></wsse:SecurityTokenReference>`;

export function forge({
  certificatePem, privateKeyPem, references = [aReference(), aReference({ uri: '#Time-1' })], body = aBody(), timestamp = aTimestamp(), headers = '', securityAttributes = 'soap:mustUnderstand="1"',
  inSecurity = '', inSignature = '', keyInfo = aKeyInfo(), signatureMethod = `<ds:SignatureMethod Algorithm="${rsaSha256}"/>`, signatureHash = 'sha256', canonicalization = exclusiveC14n, afterwards = (xml) => xml,
}: Forgery): Buffer {
  const template = `<soap:Envelope xmlns:soap="${soapNs}" xmlns:wsse="${wsseNs}" xmlns:wsu="${wsuNs}" xmlns:ds="${dsNs}"><soap:Header><wsse:Security ${securityAttributes}>`
    + `${aToken(certificatePem)}${timestamp}<ds:Signature><ds:SignedInfo><ds:CanonicalizationMethod Algorithm="${canonicalization}"/>${signatureMethod}${references.join('')}</ds:SignedInfo>`
    + `<ds:SignatureValue>AA==</ds:SignatureValue><ds:KeyInfo>${keyInfo}</ds:KeyInfo>${inSignature}</ds:Signature>${inSecurity}</wsse:Security>${headers}</soap:Header>${body}</soap:Envelope>`;
  const digested = withDigests(template);
  const [signedInfo] = findAll(readXml(Buffer.from(digested)), (element) => isNamed(element, 'SignedInfo', dsNs));
  if (signedInfo === undefined) throw new Error('The forgery has no SignedInfo.');
  const value = sign(signatureHash, Buffer.from(canonicalize(signedInfo)), privateKeyPem).toString('base64');
  return Buffer.from(afterwards(digested.replace('<ds:SignatureValue>AA==', `<ds:SignatureValue>${value}`)));
}

/** Fills in the digest of whatever each reference finds first. */
function withDigests(xml: string): string {
  const root = readXml(Buffer.from(xml));
  return xml.replace(/<ds:Reference URI="#([^"]*)">(.*?)<ds:DigestMethod Algorithm="([^"]*)"\/><ds:DigestValue>AA==/g, (whole, id: string, transforms: string, algorithm: string) => {
    const [target] = findAll(root, (element) => attributeOf(element, 'Id', wsuNs) === id);
    if (target === undefined) return whole;
    const hash = algorithm.endsWith('sha1') ? 'sha1' : 'sha256';
    const digest = createHash(hash).update(canonicalize(target)).digest('base64');
    return `<ds:Reference URI="#${id}">${transforms}<ds:DigestMethod Algorithm="${algorithm}"/><ds:DigestValue>${digest}`;
  });
}

function findAll(element: XmlElement, wanted: (element: XmlElement) => boolean): XmlElement[] {
  return [...(wanted(element) ? [element] : []), ...childrenOf(element).flatMap((child) => findAll(child, wanted))];
}
