import { handle } from '#services/kernel/plugin.ts';
import { deviceBridge } from './device-bridge.contract.ts';
import { openVisits } from './device-bridge.store.ts';

export const listDevices = handle(deviceBridge, 'listDevices', async (ctx) => {
  const [{ devices }, open] = await Promise.all([ctx.ports.devices.list({}), ctx.store.find(openVisits, { expiresAt: { gt: ctx.now() } })]);
  const visitOn = new Map(open.map(({ device, visit }) => [device, visit]));
  return { devices: devices.map((device) => ({ ...device, visit: visitOn.get(device.device) ?? null })) };
});
