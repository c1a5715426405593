import { gatewayService, portOf, untilListening, type GatewayOptions } from '#services/gateway/gateway.ts';
import { healthOf } from '#services/host/health.ts';
import { openTestHouse, type TestHouse, type TestHouseOptions } from './open-test-house.ts';

export interface ServedHouse extends TestHouse { readonly url: string; readonly port: number }

/** The real house with its gateway on a free port of this machine. */
export async function openServedHouse({ lines, ...options }: TestHouseOptions & Pick<GatewayOptions, 'lines'> = {}): Promise<ServedHouse> {
  const test = await openTestHouse(options);
  const { house } = test;
  house.broker.createService(gatewayService({
    host: '127.0.0.1', port: 0, plugins: house.plugins, verify: (token) => house.issuer.verify(token), sandboxControl: house.sandbox, inbound: house.inbound, soap: house.soap, agents: house.agents, pages: house.pages, health: () => healthOf(house), ready: house.ready, watch: house.engine.watch, log: house.engine.log, ...(lines && { lines }),
  }));
  await untilListening(house.broker, 10_000);
  const port = portOf(house.broker);
  return { ...test, port, url: `http://127.0.0.1:${port}` };
}
