import { attributeOf, childrenNamed, childrenOf, isNamed } from '../find-in-xml.ts';
import type { XmlElement } from '../xml-tree.ts';
import { nextActor, soapNs, wsseNs } from './wss-names.ts';
import { wssFailure } from './wss-failures.ts';

export interface OpenEnvelope {
  readonly envelope: XmlElement;
  readonly header: XmlElement | undefined;
  readonly blocks: readonly XmlElement[];
  readonly body: XmlElement;
  /** The one security header for us; `undefined` when there is none. */
  readonly security: XmlElement | undefined;
}

export interface Understood {
  /** Header blocks, besides Security, that the caller knows, by `{namespace}local`; a writer knows what it wrote. */
  readonly headers?: readonly string[] | 'any';
  /** The actor that we are, when the partner names us. */
  readonly actor?: string | undefined;
}

/** A SOAP 1.1 envelope in its parts: at most one Header, then exactly one Body, both directly under the root, and nothing else. */
export function openEnvelope(envelope: XmlElement, { headers = [], actor }: Understood = {}): OpenEnvelope {
  if (!isNamed(envelope, 'Envelope', soapNs)) throw wssFailure('malformed', 'Envelope', 'the root is no SOAP 1.1 envelope');
  const parts = childrenOf(envelope);
  const [body] = parts.slice(-1);
  const [header] = parts.slice(0, -1);
  if (body === undefined || parts.length > 2 || !isNamed(body, 'Body', soapNs) || (header !== undefined && !isNamed(header, 'Header', soapNs))) {
    throw wssFailure('malformed', 'Envelope', 'holds something other than one Header and one Body');
  }
  const blocks = header === undefined ? [] : childrenOf(header);
  const forUs = blocks.filter((block) => isForUs(block, actor));
  const securities = childrenNamed({ ...envelope, children: forUs }, 'Security', wsseNs);
  if (securities.length > 1) throw wssFailure('malformed', 'Header/Security', 'stands more than once for us');
  for (const block of forUs) {
    const known = isNamed(block, 'Security', wsseNs) || headers === 'any' || headers.includes(`{${block.name.namespace}}${block.name.local}`);
    if (!known && isMandatory(block)) throw wssFailure('not-understood', 'Header', 'a mandatory header block that is not known here');
  }
  return { envelope, header, blocks, body, security: securities[0] };
}

function isForUs(block: XmlElement, actor: string | undefined): boolean {
  const named = attributeOf(block, 'actor', soapNs) ?? '';
  return named === '' || named === nextActor || named === actor;
}

/** SOAP 1.1 knows 0 and 1 only; whoever writes something else means it. */
function isMandatory(block: XmlElement): boolean {
  return !['0', 'false'].includes(attributeOf(block, 'mustUnderstand', soapNs) ?? '0');
}
