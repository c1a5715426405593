import { z } from 'zod';
import { finger } from '#connectors/biza/biza.port.ts';
import type { SandboxMaking, SandboxMeans } from '#connectors/sandbox-kit/open-sandbox.ts';
import type { Documents } from '#connectors/sandbox-kit/sandbox-file.ts';
import { cardNumberSchema } from '#services/belgium/card-number.ts';
import { daySchema } from '#services/belgium/day.ts';
import { inszSchema } from '#services/belgium/insz.ts';
import { languageSchema } from '#services/belgium/language.ts';
import type { SandboxEnv } from '#services/kernel/connector.ts';
import { deviceRight, devicesFailures, requestStart, type devices } from '../devices.port.ts';
import type { DevicesConfig } from '../devices.config.ts';

export type DevicesOperations = SandboxMaking<typeof devices>['operations'];

/** A card as the reader finds it. */
export const card = z.strictObject({
  cardNumber: cardNumberSchema, insz: inszSchema, lastName: z.string(), firstNames: z.string(), validUntil: daySchema, activated: z.boolean(), photo: z.base64().nullable(),
  address: z.strictObject({ street: z.string(), postcode: z.string(), municipality: z.string() }).nullable().default(null),
  /** Its chip is broken. */
  unreadable: z.boolean().default(false),
  /** Its signatures do not hold. */
  forged: z.boolean().default(false),
});
export type Card = z.output<typeof card>;

/** A PIN never stands in the sandbox's file as it is: it keeps what it takes to compare it. */
export interface Pin { readonly print: string; readonly left: number }
/** What the citizen does when a PIN is asked. */
export type Typed = { readonly cancels: true } | { readonly cancels: false; readonly present: string; readonly next: string | null };

export const device = z.strictObject({
  title: z.string().min(1).max(100), rights: z.array(deviceRight).min(1).default(['capture', 'delivery']), pinpad: z.boolean().default(false),
  fingerprints: z.enum(['ready', 'not-ready', 'absent']).default('ready'),
});

/** What a device waits for: one thing at a time. */
export const request = z.object({
  kind: z.enum(['fingerprints', 'code']),
  /** The key with which it was asked: the answer names it. */
  request: z.uuid(), visit: z.uuid(), dossier: z.uuid(), /** Of the citizen, when a code is asked. */
  language: languageSchema.nullable(), fingers: z.array(finger), exceptions: z.array(finger), leastQuality: z.int(), tries: z.int(),
  start: requestStart, until: z.int(), at: z.int(),
  /** Since when the citizen is asked; null while the official has not begun. */
  begunAt: z.int().nullable(),
  /** Tries that were not good enough, and the best quality of each finger in them. */
  tried: z.int(), best: z.array(z.object({ finger, quality: z.int() })),
});
export type Request = z.output<typeof request>;

/** All that these devices know, in their file. */
export interface DevicesWorld {
  /** Folder with BiZa's public key. */
  readonly folder: string;
  readonly config: DevicesConfig;
  readonly now: () => number;
  readonly connected: Documents<z.output<typeof device>>;
  /** The card in the reader of a device. */
  readonly cards: Documents<Card>;
  /** Cards that were activated here: they stay so, in whatever reader they are put. */
  readonly activated: Documents<number>;
  /** PINs of cards, by card number. */
  readonly pins: Documents<Pin>;
  /** What the citizen types when a device asks for a PIN, by device. */
  readonly typed: Documents<Typed>;
  readonly requests: Documents<Request>;
  /** Visits that are over. */
  readonly ended: Documents<number>;
  /** How many steps were told of each request. */
  readonly told: Documents<number>;
  readonly post: SandboxMeans['post'];
}

export function devicesWorld({ file, now, post }: SandboxMeans, { folder, config }: SandboxEnv<DevicesConfig>): DevicesWorld {
  return {
    folder, config, now, post, connected: file.documents('device'), cards: file.documents('card'), activated: file.documents('activated-card'),
    pins: file.documents('pin'), typed: file.documents('typed'), requests: file.documents('request'), told: file.documents('told'), ended: file.documents('ended-visit'),
  };
}

/** @throws devices.unavailable */
export function demandConnected({ connected }: DevicesWorld, device: string): void {
  if (!connected.get(device)) throw devicesFailures.unavailable();
}

/** The card in the reader. @throws devices.unavailable, devices.no-card */
export function demandCard(world: DevicesWorld, device: string): Card {
  demandConnected(world, device);
  const found = world.cards.get(device);
  if (!found) throw devicesFailures['no-card']();
  return { ...found, activated: found.activated || world.activated.get(found.cardNumber) !== undefined };
}

/** What the device still waits for, begun or not. It does not wait for ever. */
export function openRequest({ requests, config, now }: DevicesWorld, device: string): Request | undefined {
  const found = requests.get(device);
  if (!found || now() >= found.until) return undefined;
  return found.begunAt === null || now() < found.begunAt + config.waitSeconds * 1_000 ? found : undefined;
}

type Step = z.input<(typeof devices)['messages']['progress']['payload']>;

/** Tells the house how far the device is: to be shown. */
export function tellStep({ post, told }: DevicesWorld, { device, visit, request }: { readonly device: string; readonly visit: string; readonly request: string }, step: Step['step'], { finger, quality }: Partial<Pick<Step, 'finger' | 'quality'>> = {}): void {
  const number = (told.get(request) ?? 0) + 1;
  told.put(request, number);
  post('progress', { device, visit, request, number, step, finger: finger ?? null, quality: quality ?? null } satisfies Step);
}
