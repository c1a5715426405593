import { defineConnector } from '#services/kernel/connector.ts';
import { devicesConfig } from './devices.config.ts';
import { devices } from './devices.port.ts';
import { openDevices } from './sandbox/open-devices.ts';

export const devicesConnector = defineConnector(devices, {
  title: 'The mobile officials\' devices: card reader and fingerprint device behind the device agent',
  config: devicesConfig,
  sandbox: (env) => openDevices(env),
});
