import { element, prefixed, writeXml } from '#services/wire-kit/write-xml.ts';
import type { XmlTree } from '#services/wire-kit/xml-tree.ts';
import type { SoapOperation } from './soap-operation.ts';
import { tracePattern } from '../exchange.ts';
import { idempotencyKeyPattern } from '../read-caller.ts';
import { actionsNamespace, headersName, idempotencyKeyHeader, problemName, soapActionOf, traceIdHeader } from './soap-names.ts';
import { problemShape } from './soap-problem.ts';
import { attributed, elementOf, namedTypes, tag, xsdNamespace } from './write-xsd.ts';

const wsdl = prefixed('wsdl', 'http://schemas.xmlsoap.org/wsdl/');
const wsdlSoap = prefixed('soap', 'http://schemas.xmlsoap.org/wsdl/soap/');
const transport = 'http://schemas.xmlsoap.org/soap/http';

export interface DescribedService {
  /** The municipality's name. */
  readonly title: string;
  /** Where the service stands. */
  readonly address: string;
  readonly operations: readonly SoapOperation[];
}

/** The service of one municipality as WSDL 1.1, its schema inside: the same contracts give the same text, byte for byte. */
export function wsdlOf({ title, address, operations }: DescribedService): string {
  const definitions = named('definitions', 'BackOffice', { targetNamespace: actionsNamespace }, [
    documented(`eID aan huis, ${title}: what its back-office may call. Instants are epoch milliseconds UTC, days are calendar dates in Europe/Brussels, amounts are euro cents. The caller shows a bearer token (HTTP header Authorization) or signs the message with the certificate that was agreed (WS-Security, X.509).`),
    element(wsdl('types'), schemaOf(operations)),
    ...operations.flatMap(({ name, responseName }) => [messageOf(name, [['parameters', name]]), messageOf(responseName, [['parameters', responseName]])]),
    messageOf(headersName, [idempotencyKeyHeader.local, traceIdHeader.local].map((header) => [header, header])),
    messageOf(problemName, [['problem', problemName]]),
    named('portType', 'BackOfficePort', {}, operations.map(portOperation)),
    named('binding', 'BackOfficeBinding', { type: 'tns:BackOfficePort' }, [attributed(element(wsdlSoap('binding')), { style: 'document', transport }), ...operations.map(boundOperation)]),
    named('service', 'BackOffice', {}, [named('port', 'BackOfficePort', { binding: 'tns:BackOfficeBinding' }, [attributed(element(wsdlSoap('address')), { location: address })])]),
  ]);
  const declared = new Map([['wsdl', wsdl('').namespace], ['soap', wsdlSoap('').namespace], ['xsd', xsdNamespace], ['tns', actionsNamespace]]);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${writeXml({ ...indented(definitions, '\n'), declared })}\n`;
}

function schemaOf(operations: readonly SoapOperation[]): XmlTree {
  const schema = tag(
    'schema', { targetNamespace: actionsNamespace, elementFormDefault: 'qualified' },
    ...namedTypes, headerOf(idempotencyKeyHeader.local, idempotencyKeyPattern, 'The same key with the same request gives the same answer and is carried out once.'),
    headerOf(traceIdHeader.local, tracePattern, 'Comes back on the answer; one is made when it is left out.'),
    elementOf(problemName, problemShape),
    ...operations.flatMap(({ name, responseName, input, output, operation }) => [elementOf(name, { ...input, about: operation.action.summary }), elementOf(responseName, output)]),
  );
  return { ...schema, declared: new Map([['xsd', xsdNamespace], ['tns', actionsNamespace]]) };
}

function headerOf(name: string, pattern: string, about: string): XmlTree {
  return elementOf(name, { form: 'text', kind: 'text', pattern, nullable: false, about });
}

function messageOf(name: string, parts: readonly (readonly [part: string, element: string])[]): XmlTree {
  return named('message', name, {}, parts.map(([part, type]) => named('part', part, { element: `tns:${type}` }, [])));
}

function portOperation({ name, responseName, operation }: SoapOperation): XmlTree {
  return named('operation', name, {}, [
    documented(`${operation.action.summary} (${operation.name}, scope ${operation.action.scope})`),
    attributed(element(wsdl('input')), { message: `tns:${name}` }), attributed(element(wsdl('output')), { message: `tns:${responseName}` }),
    named('fault', problemName, { message: `tns:${problemName}` }, []),
  ]);
}

function boundOperation({ name, operation }: SoapOperation): XmlTree {
  const literal = { use: 'literal' };
  const header = (part: string) => attributed(element(wsdlSoap('header')), { message: `tns:${headersName}`, part, ...literal });
  const body = attributed(element(wsdlSoap('body')), literal);
  const headers = [...(operation.action.kind === 'command' ? [header(idempotencyKeyHeader.local)] : []), header(traceIdHeader.local)];
  return named('operation', name, {}, [
    attributed(element(wsdlSoap('operation')), { soapAction: soapActionOf(name), style: 'document' }),
    element(wsdl('input'), ...headers, body), element(wsdl('output'), body),
    named('fault', problemName, {}, [attributed(element(wsdlSoap('fault')), { name: problemName, ...literal })]),
  ]);
}

function named(tagName: string, name: string, attributes: Readonly<Record<string, string>>, children: readonly XmlTree[]): XmlTree {
  return attributed(element(wsdl(tagName), ...children), { name, ...attributes });
}

function documented(text: string): XmlTree {
  return element(wsdl('documentation'), text);
}

/** On lines, for people and for comparison; space between elements means nothing here. */
function indented(tree: XmlTree, line: string): XmlTree {
  const inner = `${line}  `;
  const children = tree.children.flatMap((child) => (typeof child === 'string' ? [child] : [inner, indented(child, inner)]));
  return { ...tree, children: tree.children.some((child) => typeof child !== 'string') ? [...children, line] : children };
}
