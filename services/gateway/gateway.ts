import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { ServiceBroker, ServiceSchema } from 'moleculer';
import type { AgentHub } from '#services/agents/open-hub.ts';
import { refuse, serveLines, type ServedLines } from '#services/agents/serve-lines.ts';
import ApiGateway from 'moleculer-web';
import type { Caller } from '#services/kernel/caller.ts';
import type { Log } from '#services/kernel/context.ts';
import { quietWatch, type Watch } from '#services/kernel/watch.ts';
import { refusal, send } from './answer.ts';
import { answerBrokenRequest } from './answer-broken-request.ts';
import { beginTrace, traceOf } from './exchange.ts';
import { gatewayFailures } from './gateway-failures.ts';
import type { Health, Readiness } from './health.ts';
import { addressTable, aliasesOf, undecodableField, type Consoles } from './routes.ts';
import type { AgentDoor } from './serve-enrolment.ts';
import type { InboundControl } from './serve-inbound.ts';
import type { SandboxControl } from './serve-sandbox.ts';
import { openStrangerLimits, strangerRates, type StrangerRates } from './stranger-limits.ts';
import type { Offered } from './operation.ts';
import { surfaceOf } from './surface.ts';
import type { SoapControl } from './soap/soap-place.ts';
import type { PagesControl } from './pages/page-place.ts';
import { logUnexpected } from './log-unexpected.ts';

export interface GatewayOptions {
  /** Loopback, unless a proxy that ends TLS stands before it. */
  readonly host: string;
  /** 0: any free port; `portOf` tells which. */
  readonly port: number;
  /** Whose routes are served: plugins and the house's own services. */
  readonly plugins: readonly Offered[];
  /** @throws identity.token-forged, identity.token-expired (401) */
  readonly verify: (token: string) => Promise<Caller>;
  readonly sandboxControl: SandboxControl;
  readonly inbound: InboundControl;
  /** Left out: no municipality publishes anything over SOAP here. */
  readonly soap?: SoapControl;
  /** Left out: no device agent has a line to this node. */
  readonly agents?: AgentDoor & { readonly hub: AgentHub };
  /** Left out: there are no pages for people here. */
  readonly pages?: PagesControl;
  /** Pages from which people on this machine look at sandboxes; left out: there are none. */
  readonly consoles?: Consoles | undefined;
  readonly health: () => Promise<Health>;
  /** May work be sent to this node now? When left out: whenever it is healthy. */
  readonly ready?: () => Promise<Readiness>;
  /** Sees each request; nobody does when left out. */
  readonly watch?: Watch;
  readonly limits?: { readonly bodyBytes?: number; /** Of what outside systems send. */ readonly inboundBytes?: number };
  /** Proxies before this house whose word is taken for where a request comes from; none when left out. */
  readonly trustedProxies?: readonly string[];
  readonly strangerRates?: StrangerRates;
  /** Milliseconds that a device agent may take to log in, and between two signs of life. */
  readonly lines?: { readonly loginMs?: number; readonly beatMs?: number; readonly lookMs?: number };
  /** Milliseconds that only go on; the process's own when left out. */
  readonly steadyNow?: () => number;
  readonly log: Log;
}

const usualLimits = { bodyBytes: 256 * 1024, inboundBytes: 1024 * 1024 };

/** How long a caller may take: for the headers, and for the whole request. After that the connection is closed. */
const patience = {
  headersTimeout: 10_000, requestTimeout: 30_000, connectionsCheckingInterval: 5_000,
  // A proxy keeps a connection for a minute, mostly: who closes first may close upon a request that is on its way.
  keepAliveTimeout: 65_000,
};
/** How long requests under way may go on once the service stops. */
const farewellMs = 10_000;

/** The HTTP front: moleculer-web for routing and the call's context, everything else from the contracts. @throws SurfaceError */
export function gatewayService(options: GatewayOptions): ServiceSchema {
  const { host, port, log, watch = quietWatch, ready = options.health, trustedProxies = [], strangerRates: rates = strangerRates, steadyNow = () => performance.now() } = options;
  const operations = surfaceOf(options.plugins);
  const strangers = openStrangerLimits({ now: steadyNow, trustedProxies, rates, log });
  const table = addressTable(operations, { ...options, watch, ready, ...usualLimits, ...options.limits, strangers });
  let server: Server | undefined;
  let lines: ServedLines | undefined;
  const settings = {
    // The server is ours: its time limits, and an error instead of the end of the process when the port is taken.
    server: false,
    routes: [{
      name: 'house', path: '/', mappingPolicy: 'restrict', bodyParsers: false, mergeParams: false, logging: false,
      // One address has one spelling.
      pathToRegexpOptions: { sensitive: true },
      aliases: aliasesOf(table, log, watch),
    }],
    // Addresses may hold references to people: nothing of them is logged here.
    logRequest: null, logRequestParams: null, logResponse: null, logRouteRegistration: null,
    // Functions and paths are no business of other nodes.
    $secureSettings: ['routes', 'rootCallOptions'],
    rootCallOptions: (call: { requestID?: string }, _request: unknown, response: Parameters<typeof traceOf>[0]) => { call.requestID = traceOf(response); },
  };

  return {
    name: 'gateway',
    mixins: [ApiGateway],
    settings,
    // Nobody changes the surface over the bus.
    actions: { listAliases: false, addRoute: false, removeRoute: false },
    methods: {
      // The query is read by the operation, from the address as it came, never by the permissive default.
      parseQueryString: ({ url = '' }: { url?: string }) => ({ url: url.split('?', 1)[0], query: {} }),
      send404: (_request: unknown, response: Parameters<typeof send>[0]) => send(response, refusal(gatewayFailures['no-such-resource']())),
      errorHandler: (_request: unknown, response: Parameters<typeof send>[0], error: unknown) => {
        const answer = refusal(error);
        if (answer.unexpected) logUnexpected(log, error, { traceId: traceOf(response) });
        send(response, answer);
      },
    },
    started() {
      void options.agents?.hub.forgetEarlier();
      const opened = createServer(patience, (request, response) => {
        beginTrace(request, response);
        const field = undecodableField(table, request.url ?? '');
        if (field === undefined) void this.httpHandler(request, response);
        else send(response, refusal(gatewayFailures['bad-input']({ issues: [{ in: 'path', name: field, detail: 'the percent-encoding is wrong' }] })));
      });
      opened.on('clientError', answerBrokenRequest);
      if (options.agents) {
        const { hub } = options.agents;
        lines = serveLines({ hub, log, ...options.lines, tooOften: (request) => { const tooOften = strangers.ofAgents(request); return tooOften && Number(tooOften.headers?.['Retry-After']); } });
      }
      // Nothing else here is ever another protocol than HTTP.
      opened.on('upgrade', (request, socket, head) => { if (lines?.upgrade(request, socket, head) !== true) refuse(socket, '404 Not Found'); });
      server = opened;
      listening.set(this, opened);
      return new Promise<void>((resolve, reject) => {
        opened.once('error', (error) => {
          log.error({ host, port, code: 'code' in error ? error.code : undefined }, 'the gateway cannot listen');
          reject(error);
        });
        opened.listen(port, host, () => resolve());
      });
    },
    async stopped() {
      const closing = server;
      if (!closing?.listening) return;
      await options.agents?.hub.close();
      lines?.close();
      const impatient = setTimeout(() => closing.closeAllConnections(), farewellMs);
      await new Promise((resolve) => { closing.close(resolve); });
      clearTimeout(impatient);
    },
  };
}

const listening = new WeakMap<object, Server>();

/** Waits until the gateway of this broker listens: that of another node is there before. @throws where it does not */
export async function untilListening(broker: ServiceBroker, withinMs: number): Promise<void> {
  const limit = performance.now() + withinMs;
  for (;;) {
    const service: object | undefined = broker.getLocalService('gateway');
    if (service !== undefined && listening.get(service)?.listening === true) return;
    if (performance.now() > limit) throw new Error('the gateway does not listen');
    await pause(5);
  }
}

/** The port on which the gateway of this broker listens. */
export function portOf(broker: ServiceBroker): number {
  const service: object | undefined = broker.getLocalService('gateway');
  const address: AddressInfo | string | null | undefined = service && listening.get(service)?.address();
  if (typeof address !== 'object' || address === null) throw new Error('the gateway does not listen');
  return address.port;
}
