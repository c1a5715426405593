import { switchedOff } from '#services/outbox/read-switch.ts';
import type { Engine } from './engine.ts';
import { portFailures } from './open-ports.ts';

/** @throws port.switched-off when the connector's kill switch is on: nobody is asked anything, and who sends us something keeps it */
export async function refuseIfCut({ store }: Pick<Engine, 'store'>, municipality: string, port: string): Promise<void> {
  if ((await switchedOff(store.reader(municipality), port))?.state === 'cut') throw portFailures['switched-off']();
}
