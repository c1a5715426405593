import type { ServerResponse } from 'node:http';
import type { Log } from '#services/kernel/context.ts';
import type { Watch } from '#services/kernel/watch.ts';
import { json, refusal, send, type Answer } from './answer.ts';
import { exchangeOf, type Exchange, type RoutedRequest } from './exchange.ts';
import { gatewayFailures } from './gateway-failures.ts';
import { serveHealth, serveLife, type Health, type Readiness } from './health.ts';
import { logUnexpected } from './log-unexpected.ts';
import { asyncApiOf } from './asyncapi/asyncapi.ts';
import { apiRoot, openApiOf } from './openapi.ts';
import { openApiPages } from './openapi-page/openapi-page.ts';
import { serveOperation, type OperationMeans } from './serve-operation.ts';
import { serveEnrolment, type AgentDoor } from './serve-enrolment.ts';
import { serveInbound, type InboundControl } from './serve-inbound.ts';
import { listLevers, pullLever, type SandboxControl } from './serve-sandbox.ts';
import type { StrangerLimits } from './stranger-limits.ts';
import { openSoapFront } from './soap/serve-soap.ts';
import { pageAddresses } from './pages/page-addresses.ts';
import type { PagesControl } from './pages/page-place.ts';
import type { SoapControl } from './soap/soap-place.ts';
import type { AddressTable, Served } from './served.ts';
import { startPage } from './start-page.ts';
import type { Offered, Operation } from './operation.ts';

/** Pages that are no part of the house's own surface; `at`: where one begins. */
export interface Consoles { readonly at: string; readonly addresses: AddressTable }

export interface HouseMeans extends OperationMeans {
  readonly sandboxControl: SandboxControl;
  readonly inbound: InboundControl;
  readonly inboundBytes: number;
  readonly strangers: StrangerLimits;
  readonly health: () => Promise<Health>;
  readonly ready: () => Promise<Readiness>;
  readonly plugins: readonly Offered[];
  readonly soap?: SoapControl | undefined;
  readonly agents?: AgentDoor | undefined;
  readonly pages?: PagesControl | undefined;
  readonly consoles?: Consoles | undefined;
  readonly log: Log;
}

/** Every address there is. */
export function addressTable(operations: readonly Operation[], means: HouseMeans): AddressTable {
  const document = json(openApiOf(operations));
  const overNats = json(asyncApiOf(means.plugins.map(({ contract }) => contract)));
  const table = new Map<string, Map<string, Served>>([
    ['/', new Map([['GET', { name: 'start-page', serve: async () => startPage(operations, { places: means.pages?.all('pages').map(({ url, municipality: { name } }) => ({ url, name })), consoles: means.consoles?.at }) }]])],
    ['/openapi.json', new Map([['GET', { name: 'openapi', serve: async () => document }]])],
    ['/asyncapi.json', new Map([['GET', { name: 'asyncapi', serve: async () => overNats }]])],
    ['/health', new Map([['GET', { name: 'health', serve: () => serveHealth(means.health) }]])],
    ['/health/live', new Map([['GET', { name: 'health-live', serve: async () => serveLife() }]])],
    ['/health/ready', new Map([['GET', { name: 'health-ready', serve: () => serveHealth(means.ready) }]])],
    ['/sandbox', new Map([['GET', { name: 'levers', serve: (exchange) => listLevers(exchange, means.sandboxControl) }]])],
    ['/sandbox/{nis}/{port}/{lever}', new Map([['POST', { name: 'lever', serve: (exchange) => pullLever(exchange, means.sandboxControl, means.bodyBytes) }]])],
  ]);
  for (const [address, answer] of openApiPages(operations)) table.set(address, new Map([['GET', { name: address.slice(1), serve: async () => answer }]]));
  const inbound: Served = { name: 'inbound', serve: (exchange) => serveInbound(exchange, means.inbound, means.strangers, means.inboundBytes) };
  table.set('/inbound/{nis}/{port}/{name}', new Map([['GET', inbound], ['POST', inbound]]));
  const { agents } = means;
  if (agents) table.set('/agents/{nis}/enrolments', new Map([['POST', { name: 'enrol-agent', serve: (exchange) => serveEnrolment(exchange, agents, means.strangers) }]]));
  if (means.soap) {
    const front = openSoapFront(operations, means.soap, means);
    table.set('/soap/{nis}', new Map([['GET', { name: 'wsdl', serve: (exchange) => front.describe(exchange) }], ['POST', { name: 'soap', serve: (exchange) => front.call(exchange) }]]));
  }
  for (const [address, methods] of means.consoles?.addresses ?? []) table.set(address, new Map(methods));
  if (means.pages) for (const [address, methods] of pageAddresses({ ...means, control: means.pages })) table.set(address, new Map(methods));
  for (const operation of operations) {
    const address = `${apiRoot}${operation.path}`;
    const methods = table.get(address) ?? new Map<string, Served>();
    table.set(address, methods.set(operation.method, { name: operation.name, scope: operation.action.scope, serve: (exchange) => serveOperation(operation, exchange, means) }));
  }
  return table;
}

/** The table for moleculer-web. It takes every method: the router would else run a POST for an OPTIONS that asks about POST. */
export function aliasesOf(table: AddressTable, log: Log, watch: Watch): Record<string, (request: RoutedRequest, response: ServerResponse) => void> {
  return Object.fromEntries([...table].map(([address, methods]) => [
    `* ${address.replaceAll(/\{(\w+)\}/g, ':$1')}`,
    (request, response) => { void respond(methods, exchangeOf(request, response), response, log, watch); },
  ]));
}

async function respond(methods: ReadonlyMap<string, Served>, exchange: Exchange, response: ServerResponse, log: Log, watch: Watch): Promise<void> {
  const { request: { method = '', headers: { traceparent } }, traceId } = exchange;
  // A name of the table, never the address: that may hold references to people.
  const name = servedBy(methods, method)?.name ?? 'none';
  try {
    await watch.during({ kind: 'request', name, traceId, cause: traceparent }, async () => {
      const answer = await answerFrom(methods, exchange, log);
      send(response, answer);
      return answer;
    }, ({ status }) => String(status));
  } catch (error) {
    logUnexpected(log, error, { traceId: exchange.traceId });
    response.destroy();
  }
}

function servedBy(methods: ReadonlyMap<string, Served>, method: string): Served | undefined {
  return methods.get(method === 'HEAD' ? 'GET' : method);
}

async function answerFrom(methods: ReadonlyMap<string, Served>, exchange: Exchange, log: Log): Promise<Answer> {
  const method = exchange.request.method ?? '';
  const served = servedBy(methods, method);
  if (!served) return refusal(gatewayFailures['wrong-method'](), { Allow: [...methods.keys()].flatMap((name) => (name === 'GET' ? ['GET', 'HEAD'] : [name])).join(', ') });
  try {
    return await served.serve(exchange);
  } catch (error) {
    const answer = refusal(error, {}, served.scope);
    if (answer.unexpected) logUnexpected(log, error, { traceId: exchange.traceId, operation: served.name });
    return answer;
  }
}

/** The field of a path whose percent-encoding is broken: the router would refuse it without saying which. */
export function undecodableField(table: AddressTable, url: string): string | undefined {
  if (!url.includes('%')) return undefined;
  const segments = (url.split('?', 1)[0] ?? '').split('/');
  const wrong = segments.findIndex((segment) => !isDecodable(segment));
  if (wrong === -1) return undefined;
  const address = [...table.keys()].map((path) => path.split('/')).find((path) => path.length === segments.length && path.every((part, index) => part.startsWith('{') || part === segments[index]));
  return address?.[wrong]?.replaceAll(/[{}]/g, '') ?? 'path';
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
