import { defineConnector } from '#services/kernel/connector.ts';
import { devicesConfig } from './devices.config.ts';
import { devices } from './devices.port.ts';
import { devicesLive } from './live/devices-live.ts';
import { openDevices } from './sandbox/open-devices.ts';

export const devicesConnector = defineConnector(devices, {
  title: 'The mobile officials\' devices: card reader and fingerprint device behind the device agent',
  config: devicesConfig,
  ours: true,
  live: devicesLive,
  sandbox: (env) => openDevices(env),
});
