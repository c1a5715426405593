import { openSandbox } from '#connectors/sandbox-kit/open-sandbox.ts';
import type { OpenSandbox, SandboxEnv } from '#services/kernel/connector.ts';
import { devices, devicesFailures } from '../devices.port.ts';
import type { DevicesConfig } from '../devices.config.ts';
import { devicesLevers } from './devices-levers.ts';
import { devicesWorld } from './devices-world.ts';
import { operationsOf } from './run-devices.ts';

/** Devices without hardware: what a citizen does at the door is done by levers. */
export function openDevices(env: SandboxEnv<DevicesConfig>): OpenSandbox<typeof devices> {
  return openSandbox(devices, env, devicesFailures, (means) => {
    const world = devicesWorld(means, env);
    return { operations: operationsOf(world), levers: devicesLevers(world, means) };
  });
}
