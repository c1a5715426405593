import { randomUUID } from 'node:crypto';
import type { devices } from '#connectors/devices/devices.port.ts';
import type { PortImplementation } from '#services/kernel/port.ts';
import type { TestHouse } from './open-test-house.ts';
import { device } from './order-card.ts';

/** What the card in the reader says to this PIN: whoever has the card may ask it, without a visit. */
export async function tryPin(t: Pick<TestHouse, 'pull' | 'house'>, pin: string): Promise<string> {
  await t.pull('devices', 'type-pin', { device, pin });
  const { engine } = t.house;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the house erases the type of its ports; this one is that of the devices
  const port = engine.ports.of('gent', 'devices') as PortImplementation<typeof devices>;
  const call = { key: randomUUID(), dossier: null, actor: 'citizen', traceId: 'trace', signal: AbortSignal.timeout(10_000), sealed: () => Promise.reject(new Error('nothing is passed on')) };
  const at = { device, visit: randomUUID() };
  const { cardNumber } = await port.readCard(at, call);
  const { result } = await port.verifyPin({ ...at, card: { cardNumber, chip: null }, language: 'nl', until: engine.clock.now('gent') + 60_000 }, call);
  return result;
}
