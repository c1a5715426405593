import type { AgentRight } from '#services/kernel/agent-lines.ts';
import { defineLive } from '#services/kernel/connector.ts';
import type { PortImplementation } from '#services/kernel/port.ts';
import type { devices } from '../devices.port.ts';
import { asks } from '../wire/asks.ts';
import { checkDevices } from './check-devices.ts';
import { devicesLiveSettings } from './devices-settings.ts';
import { openLiveDevices } from './open-live-devices.ts';

/** Fingerprints are for who may capture; all the rest is part of a delivery too. */
const rights = new Map<string, AgentRight>([
  ...Object.keys(asks).map((name): [string, AgentRight] => [name, 'delivery']), ['code', 'delivery'], ['progress', 'delivery'],
  ['request-fingerprints', 'capture'], ['fingerprints', 'capture'],
]);

/** Device agents, over the lines that they open to this house. */
export const devicesLive = defineLive<PortImplementation<typeof devices>, typeof devicesLiveSettings>(devicesLiveSettings, {
  open: openLiveDevices,
  check: checkDevices,
  agents: ({ config, secret }) => ({
    rightFor: (what) => rights.get(what),
    sealsFor: async () => ({ keyId: config.biza.keyId, certificate: secret(config.biza.certificate) }),
  }),
});
