import { z } from 'zod';
import { defineConnector } from '#services/kernel/connector.ts';
import { devices } from './devices.port.ts';
import { openDevices } from './sandbox/open-devices.ts';

export const devicesConfig = z.strictObject({
  waitSeconds: z.int().min(5).max(3600).default(60).describe('Sandbox: how long a device waits for the citizen before it is free again, business time.'),
});
export type DevicesConfig = z.output<typeof devicesConfig>;

export const devicesConnector = defineConnector(devices, {
  title: 'The mobile officials\' devices: card reader and fingerprint device behind the device agent',
  config: devicesConfig,
  sandbox: (env) => openDevices(env),
});
