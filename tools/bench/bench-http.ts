import { Agent, request } from 'node:http';
import { createRequire } from 'node:module';
import { ServiceBroker, type ServiceSchema } from 'moleculer';
import { gatewayService } from '#services/gateway/gateway.ts';
import { healthOf } from '#services/host/health.ts';
import { openTestHouse, as } from '#tools/test-house/open-test-house.ts';
import { findFreePort } from './find-free-port.ts';
import { alternate, report } from './alternate.ts';

const roundMs = 2_000;
const connections = 32;

/** One authenticated query through the gateway (token, scope, schema, a look in the database) against a bare moleculer-web route. */
export async function benchHttp(): Promise<void> {
  const test = await openTestHouse();
  const { house } = test;
  const port = await findFreePort();
  house.broker.createService(gatewayService({
    host: '127.0.0.1', port, plugins: house.plugins, verify: (token) => house.issuer.verify(token), sandboxControl: house.sandbox, health: () => healthOf(house), log: house.engine.log,
  }));
  await house.broker.waitForServices('gateway');
  const { token } = await house.issuer.issue(as('official'), 60);
  const barePort = await findFreePort();
  const bare = await startBare(barePort);

  const measured = await alternate(
    ['gateway: GET /api/v1/dossiers?limit=1', () => rate(port, '/api/v1/dossiers?limit=1', { authorization: `Bearer ${token}` })],
    ['bare moleculer-web: an action that answers', () => rate(barePort, '/hello', {})],
  );
  report(measured);
  await bare.stop();
  await test.stop();
}

async function startBare(port: number): Promise<ServiceBroker> {
  const broker = new ServiceBroker({ logger: false });
  const ApiGateway = createRequire(import.meta.url)('moleculer-web') as ServiceSchema;
  broker.createService({ name: 'hello', actions: { say: { handler: () => ({ dossiers: [], total: 0 }) } } });
  broker.createService({ name: 'api', mixins: [ApiGateway], settings: { port, ip: '127.0.0.1', routes: [{ path: '/', aliases: { 'GET hello': 'hello.say' } }] } });
  await broker.start();
  return broker;
}

/** Requests per second over a fixed number of connections, for two seconds. */
async function rate(port: number, path: string, headers: Record<string, string>): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const until = performance.now() + roundMs;
  let answered = 0;
  const client = async () => {
    while (performance.now() < until) {
      await ask(agent, port, path, headers);
      answered += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, client));
  agent.destroy();
  return answered / (roundMs / 1000);
}

function ask(agent: Agent, port: number, path: string, headers: Record<string, string>): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request({ agent, host: '127.0.0.1', port, path, headers }, (answer) => {
      answer.resume();
      answer.on('end', () => (answer.statusCode === 200 ? resolve() : reject(new Error(`answered ${answer.statusCode}`))));
    });
    sent.on('error', reject);
    sent.end();
  });
}

