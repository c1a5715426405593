import type { AskAnswer, AskName, asks } from '#connectors/devices/wire/asks.ts';
import type { z } from 'zod';
import type { CardReader } from '../card-reader.ts';
import type { FingerprintDevice } from '../fingerprint-device.ts';
import type { PinWindow } from '../pin-window.ts';
import type { Keeping } from '../keeping/open-keeping.ts';
import type { BizaKey } from '../sealing/seal-for-biza.ts';
import type { Timing } from '../timing.ts';
import type { Holds } from './holds.ts';
import type { TellProgress } from './tell-progress.ts';

/** What the deeds of one agent work with. */
export interface DeedMeans {
  readonly device: string;
  readonly rights: readonly ('capture' | 'delivery')[];
  readonly reader: CardReader;
  readonly fingerprints: FingerprintDevice | undefined;
  readonly window: PinWindow | undefined;
  readonly keeping: Keeping;
  readonly timing: Timing;
  readonly holds: Holds;
  readonly tell: TellProgress;
  /** @throws DeedFailed `biza-key-unknown` */
  readonly trust: (named: { readonly keyId: string; readonly certificate: string }) => BizaKey;
  /** Begins what was kept as begun; does not wait for its end. */
  readonly begin: (request: string) => void;
}

export interface DeedCall {
  /** Of a keyed ask, else empty. */
  readonly key: string;
  /** Aborts when the house does not wait any longer, or the agent ends. */
  readonly signal: AbortSignal;
  /** Said, and durable, just before something changes that cannot be done twice. */
  readonly touch: () => void;
}

export interface Done<K extends AskName> {
  readonly answer: AskAnswer<K>;
  /** Becomes durable in one with the answer. */
  readonly keep?: () => void;
  /** Once it is. */
  readonly afterwards?: () => void;
}

export type Deed<K extends AskName> = (input: z.output<(typeof asks)[K]['input']>, call: DeedCall, means: DeedMeans) => Promise<Done<K>>;
