import { handle } from '#services/kernel/plugin.ts';
import { deviceBridge } from './device-bridge.contract.ts';
import { usableVisit } from './use-visit.ts';

/** What the card in the reader says. Nothing of it stays here, and nothing is compared: whoever asks knows what to expect. */
export const readIdentity = handle(deviceBridge, 'readIdentity', async (ctx, { visit: id }) => {
  const { device } = await usableVisit(ctx, id);
  return ctx.ports.devices.readCard({ device, visit: id });
});
