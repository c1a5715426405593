import { createServer } from 'node:http';
import { once } from 'node:events';
import { refusal, send } from './answer.ts';
import { beginTrace } from './exchange.ts';
import { gatewayFailures } from './gateway-failures.ts';
import { serveHealth, type Health } from './health.ts';

/** The only door of a node without a gateway: whoever minds this machine asks there whether it works. Nothing else is answered, and nobody from elsewhere. */
export async function serveHealthOnly(port: number, health: () => Promise<Health>): Promise<{ readonly port: number; stop(): Promise<void> }> {
  const server = createServer({ headersTimeout: 10_000, requestTimeout: 10_000 }, (request, response) => {
    beginTrace(request, response);
    if (request.method !== 'GET' || request.url !== '/health') {
      send(response, refusal(gatewayFailures['no-such-resource']()));
      return;
    }
    void serveHealth(health).then((answer) => send(response, answer));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the health of this node cannot be served');
  return {
    port: address.port,
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
