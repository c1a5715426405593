import { childrenOf, isNamed, textOf } from '#services/wire-kit/find-in-xml.ts';
import { readXml } from '#services/wire-kit/read-xml.ts';
import { openEnvelope, type OpenEnvelope } from '#services/wire-kit/ws-security/open-envelope.ts';
import type { XmlElement } from '#services/wire-kit/xml-tree.ts';
import { issuesOf } from '#services/kernel/failure.ts';
import { gatewayFailures } from '../gateway-failures.ts';
import { idempotencyKeyPattern } from '../read-caller.ts';
import { readValue } from './read-value.ts';
import { soapFailures } from './soap-failures.ts';
import { actionsNamespace, idempotencyKeyHeader, soap12Namespace, soapActionOf, traceIdHeader } from './soap-names.ts';
import type { SoapOperation } from './soap-operation.ts';

const understood = [idempotencyKeyHeader, traceIdHeader].map(({ namespace, local }) => `{${namespace}}${local}`);
/** No contract goes as deep, or holds as much, as the reader of the kit would take. */
const limits = { depth: 48, elements: 10_000, numericReferences: 5_000 };

/** @throws xml.…, soap.wrong-version, wss.malformed, wss.not-understood */
export function readEnvelope(bytes: Uint8Array): OpenEnvelope {
  const root = readXml(bytes, limits);
  if (isNamed(root, 'Envelope', soap12Namespace)) throw soapFailures['wrong-version']();
  return openEnvelope(root, { headers: understood });
}

/** What stands in one of our headers; two of one name are refused, for nobody may choose which of them counts. */
export function headerIn(blocks: readonly XmlElement[], { local, namespace }: typeof idempotencyKeyHeader | typeof traceIdHeader): string | undefined {
  const [block, second] = blocks.filter((candidate) => isNamed(candidate, local, namespace));
  if (second) throw badHeader(local, 'stands more than once');
  return block && textOf(block).trim();
}

export function idempotencyKeyIn(blocks: readonly XmlElement[]): string | undefined {
  const key = headerIn(blocks, idempotencyKeyHeader);
  if (key !== undefined && !new RegExp(idempotencyKeyPattern).test(key)) throw badHeader(idempotencyKeyHeader.local, '1 to 64 visible ASCII characters are expected');
  return key;
}

function badHeader(name: string, detail: string): Error {
  return gatewayFailures['bad-header']({ issues: [{ in: 'header', name, detail }] });
}

/**
 * The one operation that a Body asks for. The Body alone decides: a SOAPAction is no part of what is signed, so one that names another operation is refused
 * and one that is left out, or empty, is not missed.
 * @throws soap.unknown-operation, soap.other-action
 */
export function operationIn(body: XmlElement, soapAction: string | undefined, published: readonly SoapOperation[]): { readonly asked: SoapOperation; readonly wrapper: XmlElement } {
  const [wrapper, second] = childrenOf(body);
  const asked = published.find(({ name }) => wrapper && isNamed(wrapper, name, actionsNamespace));
  if (!wrapper || second || !asked) throw soapFailures['unknown-operation']({ issues: [{ in: 'body', name: 'Body', detail: `one element of ${actionsNamespace} is expected that the WSDL names` }] });
  const action = /^"?(.*?)"?$/s.exec(soapAction?.trim() ?? '')?.[1] ?? '';
  if (action !== '' && action !== soapActionOf(asked.name)) throw soapFailures['other-action']({ issues: [{ in: 'header', name: 'SOAPAction', detail: 'another operation stands in the Body' }] });
  return { asked, wrapper };
}

/** The action parses it again where it runs, so what goes there is what was given. @throws gateway.bad-input that names the fields, never their values */
export function inputIn(wrapper: XmlElement, { input: shape, operation }: SoapOperation): unknown {
  const { value, issues } = readValue(wrapper, shape);
  const found = issues.length > 0 ? issues : issuesOf(operation.action.input.safeParse(value).error ?? { issues: [] }, 'body');
  if (found.length > 0) throw gatewayFailures['bad-input']({ issues: found });
  return value;
}
