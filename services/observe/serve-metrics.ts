import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import type { Metrics } from './metrics.ts';

export interface MetricsServing {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** Who asks says it as a bearer token; left out: whoever reaches the port may ask. */
  readonly token?: string | undefined;
  readonly metrics: Pick<Metrics, 'registry'>;
  /** Brings the figures up to date that are looked up rather than counted. */
  readonly gather: () => Promise<void>;
}

/** `GET /metrics` for Prometheus, on a port of its own: it is nothing for the outside, and goes on when the gateway is busy. */
export async function serveMetrics({ host, port, token, metrics: { registry }, gather }: MetricsServing): Promise<{ readonly port: number; stop(): Promise<void> }> {
  let gathering: Promise<string> | undefined;
  // Two who ask at once get the same figures: gathering begins with an empty table.
  const figures = () => (gathering ??= gather().then(() => registry.metrics()).finally(() => { gathering = undefined; }));
  const server = createServer({ headersTimeout: 5_000, requestTimeout: 10_000 }, (request, response) => {
    const say = (status: number, body: string, headers: Readonly<Record<string, string>> = {}) => {
      response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', ...headers });
      response.end(request.method === 'HEAD' ? undefined : body);
    };
    if (token !== undefined && !isSame(request.headers.authorization ?? '', `Bearer ${token}`)) return say(401, 'a token is needed\n', { 'www-authenticate': 'Bearer realm="metrics"' });
    if ((request.url ?? '').split('?', 1)[0] !== '/metrics') return say(404, 'only /metrics is here\n');
    if (request.method !== 'GET' && request.method !== 'HEAD') return say(405, 'it can only be read\n', { allow: 'GET, HEAD' });
    return void figures().then((text) => say(200, text, { 'content-type': registry.contentType }), () => say(500, 'the figures could not be gathered\n'));
  });
  await new Promise<void>((resolve, reject) => { server.once('error', reject).listen(port, host, resolve); });
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => { server.close(resolve); });
    },
  };
}

/** In the same time whatever is given. */
function isSame(given: string, demanded: string): boolean {
  const [one, other] = [given, demanded].map((text) => createHash('sha256').update(text).digest());
  return one !== undefined && other !== undefined && timingSafeEqual(one, other);
}
