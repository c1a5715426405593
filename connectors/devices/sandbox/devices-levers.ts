import { z } from 'zod';
import type { SandboxMeans } from '#connectors/sandbox-kit/open-sandbox.ts';
import type { Lever } from '#services/kernel/connector.ts';
import { answersOf, deviceLeverFailures } from './answer-request.ts';
import { mostTries, printOf } from './card-pin.ts';
import { beginRequest } from './run-devices.ts';
import { card, demandConnected, device as deviceParts, openRequest, request, type DevicesWorld } from './devices-world.ts';

const nothing = z.strictObject({});
const device = z.string().min(1).max(100);
const which = z.strictObject({ device });
const digits = z.string().regex(/^\d{4,12}$/, 'a PIN has 4 to 12 digits');

export function devicesLevers(world: DevicesWorld, means: SandboxMeans): Record<string, Lever> {
  const { lever } = means;
  return {
    connect: lever('Connects a device: card reader and fingerprint device of one official.', deviceParts.extend({ device }), nothing, ({ device: id, ...parts }) => {
      world.connected.put(id, parts);
      return {};
    }),
    disconnect: lever('The device is gone, with the card in it and all that was asked of it.', which, nothing, (input) => {
      for (const documents of [world.connected, world.cards, world.requests, world.typed]) documents.remove(input.device);
      return {};
    }),
    'insert-card': lever('Puts a card into the reader, in place of the one that is in it. With a PIN, that is its PIN from now on, with all tries open.', z.strictObject({ device, card: card.extend({ pin: digits.optional() }) }), nothing, (input) => {
      demandConnected(world, input.device);
      const { pin, ...put } = input.card;
      world.cards.put(input.device, put);
      if (pin !== undefined) world.pins.put(put.cardNumber, { print: printOf(pin), left: mostTries });
      return {};
    }),
    'remove-card': lever('Takes the card out of the reader.', which, nothing, (input) => {
      demandConnected(world, input.device);
      world.cards.remove(input.device);
      return {};
    }),
    forge: lever('From now on the signatures of the card in the reader do not hold.', which, nothing, (input) => {
      demandConnected(world, input.device);
      const found = world.cards.get(input.device);
      if (!found) throw deviceLeverFailures['no-card']();
      world.cards.put(input.device, { ...found, forged: true });
      return {};
    }),
    'type-pin': lever(
      'What the citizen types when the device asks for a PIN the next time; `next` where a new one is asked too. Nobody types where this was not said.',
      z.strictObject({ device, pin: digits.optional(), next: digits.optional(), cancel: z.boolean().default(false) }), nothing, (input) => {
        demandConnected(world, input.device);
        world.typed.put(input.device, input.cancel || input.pin === undefined ? { cancels: true } : { cancels: false, present: printOf(input.pin), next: input.next === undefined ? null : printOf(input.next) });
        return {};
      },
    ),
    requests: lever('What the device waits for, begun or not.', which, z.object({ requests: z.array(request) }), (input) => {
      demandConnected(world, input.device);
      const open = openRequest(world, input.device);
      return { requests: open ? [open] : [] };
    }),
    begin: lever('The official begins, at the door, what was prepared.', which, nothing, (input) => {
      demandConnected(world, input.device);
      const open = openRequest(world, input.device);
      if (!open || open.begunAt !== null) throw deviceLeverFailures['no-open-request']();
      beginRequest(world, input.device, open);
      return {};
    }),
    ...answersOf(world, means),
  };
}
