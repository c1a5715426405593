import { rememberInMemory, type SeenMessages } from '#services/wire-kit/ws-security/seen-messages.ts';
import type { Log } from '#services/kernel/context.ts';
import type { Answer } from '../answer.ts';
import { isTraceId, type Exchange } from '../exchange.ts';
import { gatewayFailures } from '../gateway-failures.ts';
import { logUnexpected } from '../log-unexpected.ts';
import { readBytes } from '../read-body.ts';
import { headersOf, type OperationMeans } from '../serve-operation.ts';
import type { Operation } from '../operation.ts';
import { bearerOf, signedMessage, tokenMessage } from './identify-caller.ts';
import { headerIn, inputIn, operationIn, readEnvelope } from './read-request.ts';
import { soapFailures } from './soap-failures.ts';
import { traceIdHeader } from './soap-names.ts';
import { soapOperationsOf, type SoapOperation } from './soap-operation.ts';
import type { SoapControl, SoapPlace } from './soap-place.ts';
import { soapAnswer, soapFault } from './write-answer.ts';
import { wsdlOf } from './write-wsdl.ts';

export interface SoapMeans extends OperationMeans { readonly log: Log }

/** `/soap/{nis}`: GET describes, POST calls. */
export interface SoapFront {
  describe(exchange: Exchange): Promise<Answer>;
  call(exchange: Exchange): Promise<Answer>;
}

/** As many signed messages as may come within the minutes that each is good for. */
const mostRemembered = 100_000;

/** @throws SurfaceError when two operations would have one name */
export function openSoapFront(all: readonly Operation[], control: SoapControl, means: SoapMeans): SoapFront {
  const operations = soapOperationsOf(all);
  const seen = rememberInMemory(mostRemembered, () => control.realNow());
  const described = new Map<string, string>();
  const placeOf = ({ path }: Exchange): SoapPlace & { readonly published: readonly SoapOperation[] } => {
    const place = control.at(path['nis'] ?? '');
    const published = place ? operations.filter(({ operation }) => place.publishes(operation)) : [];
    if (!place || published.length === 0) throw gatewayFailures['no-such-resource']();
    return { ...place, published };
  };
  return {
    describe: async (exchange) => {
      const { title, address, published } = placeOf(exchange);
      if (![...exchange.query.keys()].some((name) => name.toLowerCase() === 'wsdl')) throw gatewayFailures['no-such-resource']();
      const key = [title, address, ...published.map(({ name }) => name)].join('\n');
      const text = described.get(key) ?? wsdlOf({ title, address, operations: published });
      if (described.size < 1_000) described.set(key, text);
      return { status: 200, mediaType: 'text/xml; charset=utf-8', body: text };
    },
    call: async (exchange) => {
      const place = placeOf(exchange);
      // What the trace is called may stand in the message, so it is known only once that is read.
      const trace = { id: exchange.traceId };
      try {
        return await carryOut(exchange, place, trace, { control, seen, means });
      } catch (error) {
        const { unexpected, ...answer } = soapFault(error, trace.id);
        if (unexpected) logUnexpected(means.log, error, { traceId: trace.id, operation: 'soap' });
        return answer;
      }
    },
  };
}

interface Front { readonly control: SoapControl; readonly seen: SeenMessages; readonly means: SoapMeans }

async function carryOut({ request, broker }: Exchange, place: SoapPlace & { readonly published: readonly SoapOperation[] }, trace: { id: string }, { control, seen, means }: Front): Promise<Answer> {
  demandXml(request.headers['content-type']);
  const token = await bearerOf(request.headers.authorization, place, means);
  const open = readEnvelope(await readBytes(request, means.bodyBytes));
  const traceId = headerIn(open.blocks, traceIdHeader);
  if (isTraceId(traceId)) trace.id = traceId;
  const { proof, body, idempotencyKey } = token === undefined ? await signedMessage(open, place, { control, seen, log: means.log }) : tokenMessage(token, open);
  const { soapaction: soapAction } = request.headers;
  const { asked, wrapper } = operationIn(body, Array.isArray(soapAction) ? soapAction.join() : soapAction, place.published);
  if (asked.operation.forStrangers && means.strangers.ofEntry(request, place.municipality, asked.operation.name)) throw gatewayFailures['too-often']();
  const input = inputIn(wrapper, asked);
  const traceparent = means.watch.traceparent();
  const answer: unknown = await broker.call(asked.operation.name, input, { meta: { proof, traceId: trace.id, ...(traceparent !== undefined && { traceparent }), ...(idempotencyKey !== undefined && { idempotencyKey }) } });
  return soapAnswer(asked, answer, { ...headersOf(broker.meta), 'BelGov-Trace-Id': trace.id });
}

/** SOAP 1.2 is known by its media type before its envelope is. */
function demandXml(contentType: string | undefined): void {
  const [mediaType = '', ...parameters] = (contentType ?? '').split(';').map((part) => part.trim());
  if (mediaType.toLowerCase() === 'application/soap+xml') throw soapFailures['wrong-version']({ issues: [{ in: 'header', name: 'Content-Type', detail: 'text/xml is expected' }] });
  const otherCharset = parameters.some((parameter) => /^charset\s*=/i.test(parameter) && !/^charset\s*=\s*"?utf-?8"?$/i.test(parameter));
  if (mediaType.toLowerCase() !== 'text/xml' || otherCharset) throw soapFailures['not-xml']({ issues: [{ in: 'header', name: 'Content-Type', detail: 'text/xml in UTF-8 is expected' }] });
}
