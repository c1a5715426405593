import { X509Certificate, createHash, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { canonicalize } from '../canonicalize.ts';
import { isNamed } from '../find-in-xml.ts';
import { readXml } from '../read-xml.ts';
import { element, prefixed, withAttributes, writeXml } from '../write-xml.ts';
import type { XmlLimits } from '../xml-limits.ts';
import type { XmlName, XmlTree } from '../xml-tree.ts';
import { defaultSigning, digestUri, hashOf, signatureUri } from './crypto-profile.ts';
import type { SigningAlgorithms } from './crypto-profile.ts';
import { openEnvelope } from './open-envelope.ts';
import { writeDerSequence } from './read-der.ts';
import { base64Binary, ds, exclusiveC14n, soap, wsse, wsse11Ns, wsu, wsuNs, x509PkiPath, x509v3 } from './wss-names.ts';

export interface SigningSettings {
  readonly certificatePem: string;
  /** Sent along, from the certificate's issuer upwards, in a token of type X509PKIPathv1; without them the token is X509v3. */
  readonly chainPem?: readonly string[];
  readonly privateKey: KeyObject | string;
  readonly algorithms?: SigningAlgorithms;
  /** How long the message counts; five minutes when not said. */
  readonly lifeMs?: number;
  /** Header blocks that are signed too, by local name and namespace. */
  readonly alsoSign?: readonly Pick<XmlName, 'namespace' | 'local'>[];
  readonly mustUnderstand?: boolean;
  /** SOAP actor that the security header is for; none means the receiver. */
  readonly actor?: string;
  /** The signature value of the request that this message answers, in base64 (WS-Security 1.1, SignatureConfirmation). */
  readonly confirms?: string;
}

/** What comes in from outside the function: the moment, and an id nobody used before (an XML name, for instance `_` and a UUID). */
export interface SigningContext { readonly now: number; readonly newId: () => string }

export interface SignedMessage {
  readonly xml: string;
  /** In base64; an answer that binds itself to this message repeats it. */
  readonly signatureValue: string;
}

const defaultLifeMs = 5 * 60_000;
const wsse11 = prefixed('wsse11', wsse11Ns);

/** Puts a security header into a SOAP 1.1 envelope: token, timestamp, and a signature over Body, timestamp and what else is asked for. */
export function signMessage(envelope: Uint8Array | XmlTree, settings: SigningSettings, { now, newId }: SigningContext, limits?: Partial<XmlLimits>): SignedMessage {
  const read = readXml(envelope instanceof Uint8Array ? envelope : Buffer.from(writeXml(envelope)), limits);
  const { header, blocks: others, body: unsigned, security: existing } = openEnvelope(read, { actor: settings.actor, headers: 'any' });
  if (existing !== undefined) throw new Error('The envelope has a security header for this receiver already.');

  const body = identified(unsigned, newId);
  const signedBlocks = new Map<XmlTree, XmlTree>((settings.alsoSign ?? []).map(({ namespace, local }) => {
    const block = others.find((other) => isNamed(other, local, namespace));
    if (block === undefined) throw new Error(`The header block ${local} that must be signed is not there.`);
    return [block, identified(block, newId)];
  }));
  const timestamp = identified(timestampOf(now, settings.lifeMs ?? defaultLifeMs), newId);
  const confirmation = settings.confirms === undefined ? undefined
    : identified(withAttributes(element(wsse11('SignatureConfirmation')), ['Value', settings.confirms]), newId);
  const token = identified(tokenOf(settings), newId);

  const covered = [body, timestamp, ...signedBlocks.values(), ...(confirmation === undefined ? [] : [confirmation])];
  const { signature, signatureValue } = signatureOf(covered, token, settings);
  const security = withAttributes(
    element(wsse('Security'), token, timestamp, confirmation, signature),
    ...(settings.mustUnderstand === false ? [] : [[soap('mustUnderstand'), '1'] as const]),
    ...(settings.actor === undefined ? [] : [[soap('actor'), settings.actor] as const]),
  );
  const blocks = [security, ...others.map((block) => signedBlocks.get(block) ?? block)];
  const newHeader: XmlTree = { ...(header ?? element(soap('Header'))), children: blocks };
  return { xml: writeXml({ ...read, children: [newHeader, body] }), signatureValue };
}

function timestampOf(now: number, lifeMs: number): XmlTree {
  const instant = (at: number): string => new Date(at).toISOString();
  return element(wsu('Timestamp'), element(wsu('Created'), instant(now)), element(wsu('Expires'), instant(now + lifeMs)));
}

function tokenOf({ certificatePem, chainPem }: SigningSettings): XmlTree {
  const raw = (pem: string): Buffer => new X509Certificate(pem).raw;
  // X509PKIPathv1 begins with the certificate nearest to the root and ends with our own.
  const value = chainPem === undefined ? raw(certificatePem) : writeDerSequence([certificatePem, ...chainPem].map(raw).toReversed());
  return withAttributes(
    element(wsse('BinarySecurityToken'), value.toString('base64')),
    ['EncodingType', base64Binary], ['ValueType', chainPem === undefined ? x509v3 : x509PkiPath],
  );
}

function signatureOf(covered: readonly XmlTree[], token: XmlTree, { privateKey, algorithms = defaultSigning, chainPem }: SigningSettings): { signature: XmlTree; signatureValue: string } {
  const algorithm = (name: string, uri: string, ...children: readonly XmlTree[]): XmlTree => withAttributes(element(ds(name), ...children), ['Algorithm', uri]);
  const references = covered.map((tree) => withAttributes(
    element(
      ds('Reference'),
      element(ds('Transforms'), algorithm('Transform', exclusiveC14n)),
      algorithm('DigestMethod', digestUri(algorithms.digest)),
      element(ds('DigestValue'), createHash(algorithms.digest).update(canonicalize(tree)).digest('base64')),
    ),
    ['URI', `#${idOf(tree)}`],
  ));
  const signedInfo = element(
    ds('SignedInfo'),
    algorithm('CanonicalizationMethod', exclusiveC14n), algorithm('SignatureMethod', signatureUri(algorithms.signature)), ...references,
  );
  const signatureValue = sign(hashOf(algorithms.signature), Buffer.from(canonicalize(signedInfo)), privateKey).toString('base64');
  const reference = withAttributes(element(wsse('Reference')), ['URI', `#${idOf(token)}`], ['ValueType', chainPem === undefined ? x509v3 : x509PkiPath]);
  const keyInfo = element(ds('KeyInfo'), element(wsse('SecurityTokenReference'), reference));
  return { signature: element(ds('Signature'), signedInfo, element(ds('SignatureValue'), signatureValue), keyInfo), signatureValue };
}

/** The same element with an id that a reference can name; one that it has already stays. */
function identified(tree: XmlTree, newId: () => string): XmlTree {
  if (idOf(tree) !== undefined) return tree;
  const isTaken = tree.declared?.has('wsu') === true && tree.declared.get('wsu') !== wsuNs;
  return withAttributes(tree, [isTaken ? prefixed('eid-wsu', wsuNs)('Id') : wsu('Id'), newId()]);
}

function idOf(tree: XmlTree): string | undefined {
  return tree.attributes.find(({ name }) => name.local === 'Id' && name.namespace === wsuNs)?.value;
}
