import type { KeyObject } from 'node:crypto';
import type { PinCell } from './pin-cell.ts';
import type { RandomBytes } from './sign-hash.ts';

export type Applet = '1.7' | '1.8';

/** What a chip holds and cannot lose. */
export interface Chip {
  readonly applet: Applet;
  readonly cardNumber: string;
  readonly chipNumber: Uint8Array;
  /** By their path below 3F00. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** By the reference that MSE SET names; 81 is the key of the chip itself (applet 1.8). */
  readonly keys: ReadonlyMap<number, KeyObject>;
  readonly pin: PinCell;
  readonly random: RandomBytes;
  isActive: boolean;
}

/** What it knows until it loses its current. */
export interface Session {
  /** Path below 3F00: of a file, of a folder, or nothing for 3F00 itself. */
  selected: string;
  isVerified: boolean;
  /** VERIFY was the command before this one: a signature asks it each time. */
  justVerified: boolean;
  signing: { readonly algorithm: number; readonly key: number } | undefined;
  /** For GET RESPONSE. */
  waiting: Uint8Array;
  /** How far the issuer is with activating. */
  issuer: 'nobody' | 'named-the-card' | 'proved';
}

export const newSession = (): Session => ({ selected: '', isVerified: false, justVerified: false, signing: undefined, waiting: new Uint8Array(), issuer: 'nobody' });

/** Status word, and what goes before it. */
export interface Reply {
  readonly data?: Uint8Array;
  readonly status: number;
}
