import { z } from 'zod';
import { finger } from '#connectors/biza/biza.port.ts';
import type { SandboxMaking, SandboxMeans } from '#connectors/sandbox-kit/open-sandbox.ts';
import type { Documents } from '#connectors/sandbox-kit/sandbox-file.ts';
import { cardNumberSchema } from '#services/belgium/card-number.ts';
import { daySchema } from '#services/belgium/day.ts';
import { inszSchema } from '#services/belgium/insz.ts';
import type { SandboxEnv } from '#services/kernel/connector.ts';
import { devicesFailures, type devices } from '../devices.port.ts';
import type { DevicesConfig } from '../devices.config.ts';

export type DevicesOperations = SandboxMaking<typeof devices>['operations'];

/** A card as the reader finds it. */
export const card = z.strictObject({
  cardNumber: cardNumberSchema, insz: inszSchema, lastName: z.string(), firstNames: z.string(), validUntil: daySchema, activated: z.boolean(), photo: z.base64().nullable(),
  /** Its signatures do not hold, or its chip is broken. */
  unreadable: z.boolean().default(false),
});
export type Card = z.output<typeof card>;

/** What a device waits for: one thing at a time. */
export const request = z.object({
  kind: z.enum(['fingerprints', 'code']),
  /** The key with which it was asked: the answer names it. */
  request: z.uuid(), visit: z.uuid(), dossier: z.uuid(), fingers: z.array(finger), exceptions: z.array(finger), at: z.int(),
});
export type Request = z.output<typeof request>;

/** All that these devices know, in their file. */
export interface DevicesWorld {
  /** Folder with BiZa's public key. */
  readonly folder: string;
  readonly config: DevicesConfig;
  readonly now: () => number;
  readonly connected: Documents<{ readonly title: string }>;
  /** The card in the reader of a device. */
  readonly cards: Documents<Card>;
  /** Cards that were activated here: they stay so, in whatever reader they are put. */
  readonly activated: Documents<number>;
  readonly requests: Documents<Request>;
}

export function devicesWorld({ file, now }: SandboxMeans, { folder, config }: SandboxEnv<DevicesConfig>): DevicesWorld {
  return {
    folder, config, now, connected: file.documents('device'), cards: file.documents('card'),
    activated: file.documents('activated-card'), requests: file.documents('request'),
  };
}

/** @throws devices.unavailable */
export function demandConnected({ connected }: DevicesWorld, device: string): void {
  if (!connected.get(device)) throw devicesFailures.unavailable();
}

/** The readable card in the reader. @throws devices.no-card, devices.card-unreadable */
export function demandCard(world: DevicesWorld, device: string): Card {
  demandConnected(world, device);
  const found = world.cards.get(device);
  if (!found) throw devicesFailures['no-card']();
  if (found.unreadable) throw devicesFailures['card-unreadable']();
  return { ...found, activated: found.activated || world.activated.get(found.cardNumber) !== undefined };
}

/** What the device still waits for. It does not wait for ever. */
export function openRequest({ requests, config, now }: DevicesWorld, device: string): Request | undefined {
  const found = requests.get(device);
  return found && now() < found.at + config.waitSeconds * 1_000 ? found : undefined;
}
