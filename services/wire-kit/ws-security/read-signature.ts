import { attributeOf, childrenOf, isNamed, textOf } from '../find-in-xml.ts';
import type { XmlElement } from '../xml-tree.ts';
import { allowedDigest, allowedSignature } from './crypto-profile.ts';
import type { CryptoProfile, DigestName, SignatureName } from './crypto-profile.ts';
import { decodeBase64 } from './decode-base64.ts';
import { dsNs, exclusiveC14n, wsseNs } from './wss-names.ts';
import { wssFailure } from './wss-failures.ts';

export interface SignatureReference {
  readonly id: string;
  readonly digest: DigestName;
  readonly digestValue: Buffer;
  readonly inclusivePrefixes: readonly string[];
}

export interface ReadSignature {
  readonly signedInfo: XmlElement;
  readonly inclusivePrefixes: readonly string[];
  readonly algorithm: SignatureName;
  readonly value: Buffer;
  readonly references: readonly SignatureReference[];
  /** The id of the token whose certificate is said to have signed. */
  readonly tokenId: string;
}

const mostReferences = 16;

/** A ds:Signature as data. What it may hold is all named here; anything more (Object, HMACOutputLength, a second transform) is refused. */
export function readSignature(signature: XmlElement, profile: CryptoProfile): ReadSignature {
  const [signedInfo, signatureValue, keyInfo] = exactly(signature, 'Signature', [dsNs, 'SignedInfo'], [dsNs, 'SignatureValue'], [dsNs, 'KeyInfo']);
  const [method, algorithm, ...references] = childrenOf(signedInfo);
  if (method === undefined || !isNamed(method, 'CanonicalizationMethod', dsNs)) throw malformed('SignedInfo', 'does not begin with its CanonicalizationMethod');
  if (algorithm === undefined || !isNamed(algorithm, 'SignatureMethod', dsNs) || algorithm.children.some((child) => typeof child !== 'string')) {
    throw malformed('SignedInfo/SignatureMethod', 'is missing or has parameters');
  }
  if (references.length === 0 || references.length > mostReferences) throw malformed('SignedInfo', `does not have from 1 to ${mostReferences} references`);
  const name = allowedSignature(profile, attributeOf(algorithm, 'Algorithm'));
  if (name === undefined) throw wssFailure('weak-algorithm', 'SignedInfo/SignatureMethod', 'not an algorithm of the profile');
  return {
    signedInfo,
    inclusivePrefixes: prefixesOf(method, 'SignedInfo/CanonicalizationMethod'),
    algorithm: name,
    value: decodeBase64(textOf(signatureValue), 'Signature/SignatureValue'),
    references: references.map((reference) => readReference(reference, profile)),
    tokenId: readKeyInfo(keyInfo),
  };
}

function readReference(reference: XmlElement, profile: CryptoProfile): SignatureReference {
  const place = 'SignedInfo/Reference';
  if (!isNamed(reference, 'Reference', dsNs)) throw malformed('SignedInfo', 'holds something other than references');
  const [transforms, method, value] = exactly(reference, place, [dsNs, 'Transforms'], [dsNs, 'DigestMethod'], [dsNs, 'DigestValue']);
  const [transform] = exactly(transforms, `${place}/Transforms`, [dsNs, 'Transform']);
  const digest = allowedDigest(profile, attributeOf(method, 'Algorithm'));
  if (digest === undefined) throw wssFailure('weak-algorithm', `${place}/DigestMethod`, 'not an algorithm of the profile');
  return {
    id: idIn(attributeOf(reference, 'URI'), place),
    digest,
    digestValue: decodeBase64(textOf(value), `${place}/DigestValue`),
    inclusivePrefixes: prefixesOf(transform, `${place}/Transforms/Transform`),
  };
}

/** Only a direct reference to a token of the same header: no certificate, no key, no name of a key beside it. */
function readKeyInfo(keyInfo: XmlElement): string {
  const [tokenReference] = exactly(keyInfo, 'KeyInfo', [wsseNs, 'SecurityTokenReference']);
  const [reference] = exactly(tokenReference, 'KeyInfo/SecurityTokenReference', [wsseNs, 'Reference']);
  return idIn(attributeOf(reference, 'URI'), 'KeyInfo/SecurityTokenReference/Reference');
}

/** Nothing but a place in this message, by its id: not the whole document (an empty URI), not another one, no XPointer. */
function idIn(uri: string | undefined, place: string): string {
  const id = uri?.startsWith('#') === true ? uri.slice(1) : '';
  if (!/^[^\s()]+$/.test(id)) throw malformed(place, 'does not refer to an id in this message');
  return id;
}

/** Exclusive canonicalization, and the prefixes that its one parameter lists. */
function prefixesOf(method: XmlElement, place: string): readonly string[] {
  if (attributeOf(method, 'Algorithm') !== exclusiveC14n) throw malformed(place, 'is not exclusive canonicalization without comments');
  const [parameter, ...more] = childrenOf(method);
  if (parameter === undefined) return [];
  if (more.length > 0 || !isNamed(parameter, 'InclusiveNamespaces', exclusiveC14n)) throw malformed(place, 'has parameters that are not taken here');
  const listed = (attributeOf(parameter, 'PrefixList') ?? '').split(/\s+/).filter((prefix) => prefix !== '');
  return listed.map((prefix) => (prefix === '#default' ? '' : prefix));
}

type Names = readonly (readonly [namespace: string, local: string])[];
type One<N extends Names> = { [K in keyof N]: XmlElement };

/** The children of an element, when they are these and no others. */
function exactly<const N extends Names>(parent: XmlElement, place: string, ...names: N): One<N> {
  const children: readonly XmlElement[] = childrenOf(parent);
  if (!areNamed(children, names)) throw malformed(place, `does not hold exactly ${names.map(([, local]) => local).join(', ')}`);
  return children;
}

function areNamed<N extends Names>(children: readonly XmlElement[], names: N): children is readonly XmlElement[] & One<N> {
  return children.length === names.length && children.every((child, index) => {
    const [namespace, local] = names[index] ?? ['', ''];
    return isNamed(child, local, namespace);
  });
}

function malformed(place: string, detail: string): Error {
  return wssFailure('malformed', place, detail);
}
