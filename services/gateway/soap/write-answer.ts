import { element, writeXml } from '#services/wire-kit/write-xml.ts';
import type { XmlTree } from '#services/wire-kit/xml-tree.ts';
import { soap } from '#services/wire-kit/ws-security/wss-names.ts';
import { isFailure } from '#services/kernel/failure.ts';
import type { Answer } from '../answer.ts';
import { problemOf } from '../problem.ts';
import { actionsNamespace, problemName } from './soap-names.ts';
import { problemShape, type SoapProblem } from './soap-problem.ts';
import { writeValue } from './write-value.ts';
import type { SoapOperation } from './soap-operation.ts';

const mediaType = 'text/xml; charset=utf-8';

export function soapAnswer({ responseName, output }: SoapOperation, value: unknown, headers: Readonly<Record<string, string>>): Answer {
  return { status: 200, mediaType, headers, body: envelopeOf(writeValue(responseName, value, output)) };
}

/** Every fault is a 500, as SOAP 1.1 wants it over HTTP (section 6.2); what it would be over the other front stands in the detail. */
export function soapFault(error: unknown, traceId: string): Answer & { readonly unexpected: boolean } {
  const { problem: { issues, ...problem }, again, unexpected } = problemOf(error);
  const told: SoapProblem = { ...problem, again, traceId, ...(issues && { issues: issues.map((issue) => ({ ...issue, in: issue.in === 'header' ? 'header' : 'body' })) }) };
  const fault = element(
    soap('Fault'), element(unprefixed('faultcode'), `soap:${faultCodeOf(error, problem.status)}`), element(unprefixed('faultstring'), problem.title),
    element(unprefixed('detail'), writeValue(problemName, told, problemShape)),
  );
  return { status: 500, mediaType, headers: { 'BelGov-Trace-Id': traceId }, body: envelopeOf(fault), unexpected };
}

/** The children of a fault are in no namespace. */
const unprefixed = (local: string) => ({ prefix: '', namespace: '', local });

const ownCodes: ReadonlyMap<string, string> = new Map([['soap.wrong-version', 'VersionMismatch'], ['wss.not-understood', 'MustUnderstand']]);

function faultCodeOf(error: unknown, status: number): string {
  return (isFailure(error) ? ownCodes.get(error.type) : undefined) ?? (status < 500 ? 'Client' : 'Server');
}

function envelopeOf(content: XmlTree): string {
  const envelope = { ...element(soap('Envelope'), element(soap('Body'), content)), declared: new Map([['soap', soap('').namespace], ['eid', actionsNamespace]]) };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${writeXml(envelope)}`;
}
