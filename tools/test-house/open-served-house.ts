import { gatewayService, portOf, untilListening, type GatewayOptions } from '#services/gateway/gateway.ts';
import { healthOf } from '#services/host/health.ts';
import { openConsoles } from '#tools/consoles/consoles.ts';
import { openTestHouse, type TestHouse, type TestHouseOptions } from './open-test-house.ts';

export interface ServedHouseOptions extends TestHouseOptions, Pick<GatewayOptions, 'lines'> { /** With the pages from which people look at the sandboxes. */ readonly consoles?: boolean }
export interface ServedHouse extends TestHouse { readonly url: string; readonly port: number }

/** The real house with its gateway on a free port of this machine. */
export async function openServedHouse({ consoles = false, lines, ...options }: ServedHouseOptions = {}): Promise<ServedHouse> {
  const test = await openTestHouse(options);
  const { house } = test;
  house.broker.createService(gatewayService({
    host: '127.0.0.1', port: 0, plugins: house.plugins, verify: (token) => house.issuer.verify(token), sandboxControl: house.sandbox, inbound: house.inbound, soap: house.soap, agents: house.agents, pages: house.pages, ...(consoles && { consoles: openConsoles({ house, houseUrl: () => `http://127.0.0.1:${portOf(house.broker)}`, outsideUrl: undefined }) }), health: () => healthOf(house), ready: house.ready, watch: house.engine.watch, log: house.engine.log, ...(lines && { lines }),
  }));
  await untilListening(house.broker, 10_000);
  const port = portOf(house.broker);
  return { ...test, port, url: `http://127.0.0.1:${port}` };
}
