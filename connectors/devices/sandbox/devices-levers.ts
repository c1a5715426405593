import { z } from 'zod';
import type { SandboxMeans } from '#connectors/sandbox-kit/open-sandbox.ts';
import type { Lever } from '#services/kernel/connector.ts';
import { answersOf } from './answer-request.ts';
import { card, demandConnected, openRequest, request, type DevicesWorld } from './devices-world.ts';

const nothing = z.strictObject({});
const device = z.string().min(1).max(100);
const which = z.strictObject({ device });

export function devicesLevers(world: DevicesWorld, means: SandboxMeans): Record<string, Lever> {
  const { lever } = means;
  return {
    connect: lever('Connects a device: card reader and fingerprint device of one official.', z.strictObject({ device, title: z.string().min(1).max(100) }), nothing, (input) => {
      world.connected.put(input.device, { title: input.title });
      return {};
    }),
    disconnect: lever('The device is gone, with the card in it and all that was asked of it.', which, nothing, (input) => {
      for (const documents of [world.connected, world.cards, world.requests]) documents.remove(input.device);
      return {};
    }),
    'insert-card': lever('Puts a card into the reader, in place of the one that is in it.', z.strictObject({ device, card }), nothing, (input) => {
      demandConnected(world, input.device);
      world.cards.put(input.device, input.card);
      return {};
    }),
    'remove-card': lever('Takes the card out of the reader.', which, nothing, (input) => {
      demandConnected(world, input.device);
      world.cards.remove(input.device);
      return {};
    }),
    requests: lever('What the device waits for.', which, z.object({ requests: z.array(request) }), (input) => {
      demandConnected(world, input.device);
      const open = openRequest(world, input.device);
      return { requests: open ? [open] : [] };
    }),
    ...answersOf(world, means),
  };
}
