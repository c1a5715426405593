import { childNamed, childrenOf, textOf } from '#services/wire-kit/find-in-xml.ts';
import { readXml } from '#services/wire-kit/read-xml.ts';
import { soapNs } from '#services/wire-kit/ws-security/wss-names.ts';
import { openTestGateway, type TestGateway } from '../open-test-gateway.ts';
import { readValue } from './read-value.ts';
import { problemShape, soapProblem } from './soap-problem.ts';
import { actionsNamespace } from './soap-names.ts';
import type { SigningSystem, SoapControl, SoapPlace } from './soap-place.ts';

export interface Told { readonly code: string; readonly status: number; readonly failure: string | undefined; readonly fields: readonly string[]; readonly traceId: string }
export interface SoapGateway extends TestGateway {
  /** Sends an envelope with this in its Body (and Header), as the clerk unless told otherwise. */
  tell(body: string, options?: { header?: string; raw?: string | Buffer; headers?: Record<string, string>; token?: string | null; nis?: string }): Promise<{ status: number; type: string | null; text: string; headers: Headers }>;
  /** Sends what must be refused; answers what the fault says. */
  refused(...asked: Parameters<SoapGateway['tell']>): Promise<Told>;
}

/** The test gateway with a SOAP front for Gent, which publishes all but `parcels.sweep`, and for Kortenberg, which publishes one. */
export async function openSoapGateway({ systems = [], realNow = Date.now, vouch = async () => 'vouched', publishes = ({ name }) => name !== 'parcels.sweep' }: {
  readonly systems?: readonly SigningSystem[]; readonly realNow?: () => number; readonly vouch?: SoapControl['vouch']; readonly publishes?: SoapPlace['publishes'];
} = {}): Promise<SoapGateway> {
  const places = new Map<string, SoapPlace>([
    ['44021', { municipality: 'gent', title: 'Stad Gent', address: 'https://eid.example/soap/44021', publishes, systems }],
    ['24055', { municipality: 'kortenberg', title: 'Gemeente Kortenberg', address: 'https://eid.example/soap/24055', publishes: ({ name }) => name === 'parcels.show', systems: [] }],
    ['11002', { municipality: 'antwerpen', title: 'Stad Antwerpen', address: 'https://eid.example/soap/11002', publishes: () => false, systems: [] }],
  ]);
  const gateway = await openTestGateway({ soap: { at: (nis) => places.get(nis), vouch, realNow } });
  const tell: SoapGateway['tell'] = async (body, { header = '', raw, headers = {}, token, nis = '44021' } = {}) => {
    const { status, headers: answered, text } = await gateway.ask('POST', `/soap/${nis}`, { raw: raw ?? envelope(body, header), headers: { 'Content-Type': 'text/xml; charset=utf-8', ...headers }, ...(token !== undefined && { token }) });
    return { status, type: answered.get('content-type'), text, headers: answered };
  };
  return { ...gateway, tell, refused: async (...asked) => toldIn(await tell(...asked)) };
}

export function envelope(body: string, header = ''): string {
  return `<s:Envelope xmlns:s="${soapNs}" xmlns="${actionsNamespace}"><s:Header>${header}</s:Header><s:Body>${body}</s:Body></s:Envelope>`;
}

/** What stands in the Body of an answer. */
export function contentIn(text: string) {
  const [content] = childrenOf(childNamed(readXml(Buffer.from(text)), 'Body', soapNs));
  if (!content) throw new Error('an empty Body');
  return content;
}

export function toldIn({ status, type, text, headers }: Awaited<ReturnType<SoapGateway['tell']>>): Told {
  if (status !== 500 || type !== 'text/xml; charset=utf-8') throw new Error(`not a fault but ${status}: ${text}`);
  const fault = contentIn(text);
  const [code, sentence, detail] = childrenOf(fault);
  if (fault.name.local !== 'Fault' || !code || !sentence || !detail || code.name.local !== 'faultcode') throw new Error(`not a fault of SOAP 1.1: ${text}`);
  const problem = soapProblem.parse(readValue(childNamed(detail, 'Problem', actionsNamespace), problemShape).value);
  if (problem.traceId !== headers.get('belgov-trace-id')) throw new Error('the fault and the answer name two traces');
  return { code: textOf(code).replace('soap:', ''), status: problem.status, failure: problem.failure, fields: (problem.issues ?? []).map(({ name }) => name), traceId: problem.traceId };
}
