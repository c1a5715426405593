import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { childrenOf, isNamed, optionalChild, optionalText } from '#services/wire-kit/find-in-xml.ts';
import { splitPem } from '#services/wire-kit/split-pem.ts';
import { verifyMessage } from '#services/wire-kit/ws-security/verify-message.ts';
import { element, prefixed, unqualified, writeXml } from '#services/wire-kit/write-xml.ts';
import type { XmlElement, XmlTree } from '#services/wire-kit/xml-tree.ts';
import type { InboundEnv } from '#services/kernel/connector.ts';
import { isFailure, type FailureLike } from '#services/kernel/failure.ts';
import type { WireAnswer, WireRequest } from '#services/kernel/wire.ts';
import { deliveryMessagesNamespace as namespace, soapNamespace } from '../../wire/delivery-message-names.ts';
import type { DeliveryServiceSettings } from './delivery-service-settings.ts';
import { deliveryServiceFailures, readCertification, readDelivery, takeIn, toldOf, type CameIn, type Read, type TakeInEnv } from './take-in-message.ts';

const soap = prefixed('soap', soapNamespace);
const dm = prefixed('dm', namespace);
const xml = { 'content-type': 'text/xml; charset=utf-8' };
const largestMessage = 64 * 1024;
const longestLifeMs = 15 * 60_000;
const wireFolder = join(import.meta.dirname, '..', '..', 'wire');

type SoapEnv = Pick<InboundEnv<NonNullable<DeliveryServiceSettings['soap']>>, 'config' | 'secret' | 'realNow' | 'url'> & TakeInEnv;

/** The elements that may stand in a Body. */
const known: ReadonlyMap<string, Read> = new Map([['deliveryMessage', readDelivery], ['certificationMessage', readCertification]]);

/** `…/soap`: one signed message, one acknowledgement. `GET …/soap?wsdl` and `?xsd` publish the contract. */
export function soapService(env: SoapEnv): (request: WireRequest) => Promise<WireAnswer> {
  return async ({ method, query, body }) => {
    if (method === 'GET') return publish(query, env.url());
    try {
      const { name, read, came } = await readSigned(env, body);
      const messageId = await takeIn(env, read, came);
      return { status: 200, headers: xml, body: envelope(element(dm(`${name}Response`), element(dm('messageId'), messageId))) };
    } catch (error) {
      if (!isFailure(error)) throw error;
      // SOAP 1.1, section 6.2: a fault comes with 500, whoever is to blame.
      return { status: 500, headers: xml, body: envelope(faultOf(toldOf(error))) };
    }
  };
}

/** The message that bpost signed, or a refusal. A copy of it needs no guard of its own: its id is signed too, and the inbox knows it. */
async function readSigned({ config, secret, realNow }: SoapEnv, bytes: Uint8Array): Promise<{ readonly name: string; readonly read: Read; readonly came: CameIn }> {
  const { body } = await verifyMessage(bytes, {
    partner: { roots: splitPem(secret(config.trustRoots)), allowed: [config.signedBy] }, window: { skewMs: config.skewSeconds * 1_000, longestLifeMs }, limits: { bytes: largestMessage },
  }, realNow());
  const [message, ...more] = childrenOf(body);
  const name = message?.name.local ?? '';
  const read = known.get(name);
  if (message === undefined || read === undefined || more.length > 0 || !isNamed(message, name, namespace)) throw deliveryServiceFailures.unreadable({ issues: [{ in: 'body', name: 'Body', detail: 'one deliveryMessage or certificationMessage is expected' }] });
  const came = Object.fromEntries(texts.map((field) => [field, optionalText(message, field, namespace)] as const));
  const { sequence } = came;
  return { name, read, came: { ...came, sequence: sequence !== undefined && /^\d{1,9}$/.test(sequence) ? Number(sequence) : sequence, moment: momentIn(optionalChild(message, 'moment', namespace)) } };
}

const texts = ['messageId', 'municipality', 'reference', 'event', 'at', 'sequence', 'employee', 'reason', 'validFrom', 'validUntil', 'evidence', 'training'] as const;

function momentIn(moment: XmlElement | undefined): unknown {
  return moment && { start: optionalText(moment, 'start', namespace), end: optionalText(moment, 'end', namespace) };
}

/** Our own failures say nothing of a person: a code, whether to send it again, and the fields that are wrong. */
function faultOf({ type, message, data: { retry, issues = [] } }: FailureLike): XmlTree {
  const fields = issues.map(({ name, detail }) => element(dm('field'), element(dm('name'), name), element(dm('detail'), detail)));
  return element(
    soap('Fault'), element(unqualified('faultcode'), retry === 'never' ? 'soap:Client' : 'soap:Server'), element(unqualified('faultstring'), message),
    element(unqualified('detail'), element(dm('deliveryFault'), element(dm('code'), type), element(dm('again'), String(retry !== 'never')), ...fields)),
  );
}

function envelope(content: XmlTree): string {
  return writeXml(element(soap('Envelope'), element(soap('Body'), content)));
}

function publish(query: URLSearchParams, url: string): WireAnswer {
  const kind = ['wsdl', 'xsd'].find((known) => query.has(known));
  if (kind === undefined) return { status: 404 };
  const text = readFileSync(join(wireFolder, `delivery-messages-v1.${kind}`), 'utf8');
  return { status: 200, headers: xml, body: text.replace(/(?<=schemaLocation=")[^"]*/, `${url}/soap?xsd`).replace(/(?<=address location=")[^"]*/, `${url}/soap`) };
}
