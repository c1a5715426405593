import { Agent, request } from 'node:http';
import { createRequire } from 'node:module';
import { ServiceBroker, type ServiceSchema } from 'moleculer';
import { as } from '#tools/test-house/open-test-house.ts';
import { openServedHouse } from '#tools/test-house/open-served-house.ts';
import { freePort } from '#tools/system-packages/server-process.ts';
import { alternate, report } from './alternate.ts';

const roundMs = 2_000;
const connections = 32;

/** One authenticated query through the gateway (token, scope, schema, a look in the database) against a bare moleculer-web route. */
export async function benchHttp(): Promise<void> {
  const test = await openServedHouse();
  const { token } = await test.house.issuer.issue(as('official'), 60);
  const barePort = await freePort();
  const bare = await startBare(barePort);

  const measured = await alternate(
    ['gateway: GET /api/v1/dossiers?limit=1', () => rate(test.port, '/api/v1/dossiers?limit=1', { authorization: `Bearer ${token}` })],
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
export async function rate(port: number, path: string, headers: Record<string, string>): Promise<number> {
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

