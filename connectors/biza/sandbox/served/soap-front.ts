import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { childrenOf, childText, isNamed, optionalText } from '#services/wire-kit/find-in-xml.ts';
import { signMessage } from '#services/wire-kit/ws-security/sign-message.ts';
import { rememberInMemory } from '#services/wire-kit/ws-security/seen-messages.ts';
import { verifyMessage, type VerifiedMessage, type VerifySettings } from '#services/wire-kit/ws-security/verify-message.ts';
import { element, prefixed, unqualified, writeXml } from '#services/wire-kit/write-xml.ts';
import type { XmlElement, XmlTree } from '#services/wire-kit/xml-tree.ts';
import { isFailure } from '#services/kernel/failure.ts';
import type { PortImplementation } from '#services/kernel/port.ts';
import type { WireAnswer, WireHandler } from '#services/kernel/wire.ts';
import { bizaFailures, type biza } from '../../biza.port.ts';
import { eidOperation } from '../../wire/eid-messages.ts';
import type { StatedFault } from '../../wire/fault-codes.ts';
import { eidNamespace, fsbHeaderNamespace, personNamespace, soapNamespace } from '../../wire/names.ts';
import { eid, readByShape, writeByShape } from './by-shape.ts';
import { bizaKeys, type BizaKeys } from './biza-keys.ts';
import { performLookUp, performRequest } from './perform-request.ts';
import { personAnswer } from './person-answer.ts';
import { readShapes } from './read-shapes.ts';
import { statedFaultOf } from './stated-fault.ts';

const soap = prefixed('soap', soapNamespace);
const fsb = prefixed('fsb', fsbHeaderNamespace);
const fsbHeader = { namespace: fsbHeaderNamespace, local: 'fsbHeader' };
const xml = { 'content-type': 'text/xml; charset=utf-8' };
const wireFolder = join(import.meta.dirname, '..', '..', 'wire');
const document = /^\/([a-z0-9-]+\.(xsd|openapi\.json))$/;

interface SoapFrontOptions { readonly side: PortImplementation<typeof biza>; readonly keys: BizaKeys; readonly url: string; readonly realNow: () => number }

/**
 * Both SOAP services over their wire. It reads by the kit and the XSD alone, not by the library that the live side has: two readers of one contract
 * that know nothing of each other find each other's mistakes.
 */
export function soapFront({ side, keys, url, realNow }: SoapFrontOptions): WireHandler {
  const shapes = readShapes(join(wireFolder, 'eid-service-v1.xsd'));
  const { key: privateKey, certificate: certificatePem } = keys.of('bus');
  const settings: VerifySettings = {
    partner: { roots: [keys.root], allowed: [{ subject: bizaKeys.subjectOf('house') }] }, mustCover: [fsbHeader], understood: { headers: [`{${fsbHeaderNamespace}}fsbHeader`] },
    seen: rememberInMemory(100_000, realNow),
  };
  const signed = (messageId: string, content: XmlTree, status = 200): WireAnswer => {
    const envelope = element(soap('Envelope'), element(soap('Header'), element(fsb('fsbHeader'), element(fsb('messageId'), messageId))), element(soap('Body'), content));
    const message = signMessage(envelope, { certificatePem, privateKey, alsoSign: [fsbHeader] }, { now: realNow(), newId: () => `_${randomUUID()}` });
    return { status, headers: xml, body: message.xml };
  };

  const answer = async (path: string, body: XmlElement): Promise<XmlTree> => {
    const [asked, ...more] = childrenOf(body);
    if (asked === undefined || more.length > 0) throw bizaFailures['not-understood']();
    const signal = new AbortController().signal;
    if (path === '/person' && isNamed(asked, 'getPersonRequest', personNamespace)) return personAnswer(await performLookUp(side, optionalText(asked, 'personNumber', personNamespace), signal));
    const operation = eidOperation.safeParse(asked.name.local);
    if (path !== '/eid' || !operation.success || asked.name.namespace !== eidNamespace) throw bizaFailures['not-understood']();
    const shapeOf = (name: string) => shapes.get(name) ?? [];
    const value = await performRequest(side, operation.data, readByShape(asked, shapeOf(operation.data)), signal);
    return writeByShape(`${operation.data}Response`, value, shapeOf(`${operation.data}Response`));
  };

  return async ({ method, path, query, body }) => {
    if (method === 'GET') return publish(path, query, url);
    if (method !== 'POST') return { status: 405 };
    let message: VerifiedMessage;
    try {
      message = await verifyMessage(body, settings, realNow());
    } catch (error) {
      if (!isFailure(error)) throw error;
      // What is not believed is answered by the bus before BiZa, which signs no faults.
      return { status: 500, headers: xml, body: unsignedFault(error.type.startsWith('xml.') ? 'soap:Client' : 'soap:InvalidSecurity') };
    }
    const messageId = messageIdOf(message);
    try {
      return signed(messageId, await answer(path, message.body));
    } catch (error) {
      if (isFailure(error, 'biza.no-answer')) return { status: 504, cut: true };
      if (isFailure(error, 'biza.unavailable')) return { status: 503, headers: { 'content-type': 'text/html' }, body: '<html><body>Service Unavailable</body></html>' };
      const stated = statedFaultOf(error);
      if (!stated) throw error;
      return signed(messageId, faultOf(messageId, stated), 500);
    }
  };
}

function messageIdOf({ headers }: VerifiedMessage): string {
  const [header] = headers.filter((block) => isNamed(block, 'fsbHeader', fsbHeaderNamespace));
  return header ? childText(header, 'messageId', fsbHeaderNamespace) : '';
}

function faultOf(messageId: string, { code, description }: StatedFault): XmlTree {
  const error = element(eid('error'), element(eid('code'), element(eid('code'), code), element(eid('description'), description)));
  return element(
    soap('Fault'), element(unqualified('faultcode'), 'soap:Server'), element(unqualified('faultstring'), 'BiZa refuses this message.'),
    element(unqualified('detail'), element(eid('serviceFault'), element(eid('messageId'), messageId), error)),
  );
}

function unsignedFault(code: string): string {
  const fault = element(soap('Fault'), element(unqualified('faultcode'), code), element(unqualified('faultstring'), 'The message is not taken.'));
  return writeXml(element(soap('Envelope'), element(soap('Body'), fault)));
}

/** `GET …/eid?wsdl` and `…/person?wsdl`, and beside them the schemas that they name and the OpenAPI of the other flavour. */
function publish(path: string, query: URLSearchParams, url: string): WireAnswer {
  const service = path === '/eid' ? 'eid-service-v1.wsdl' : path === '/person' ? 'get-person-v3.wsdl' : undefined;
  if (service && query.has('wsdl')) return { status: 200, headers: xml, body: readFileSync(join(wireFolder, service), 'utf8').replace(/location="http:[^"]*"/, `location="${url}${path}"`) };
  const [, name, kind] = document.exec(path) ?? [];
  try {
    return name === undefined ? { status: 404 } : { status: 200, headers: kind === 'xsd' ? xml : { 'content-type': 'application/json' }, body: readFileSync(join(wireFolder, name), 'utf8') };
  } catch {
    return { status: 404 };
  }
}
