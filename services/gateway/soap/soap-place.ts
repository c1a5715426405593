import type { Caller } from '#services/kernel/caller.ts';
import type { Operation } from '../operation.ts';

/** A system of the back-office that signs its messages: the certificate says who it is, the municipality's settings what it may. */
export interface SigningSystem {
  /** `system:population-register` */
  readonly actor: string;
  readonly scopes: readonly string[];
  /** Of the certificate that was agreed, in hexadecimal with colons. */
  readonly fingerprint256: string;
  /** Certificates of the authorities that vouch for it. Read anew each time, for they are replaced while the house runs. */
  readonly rootsPem: () => string;
}

/** What stands at the address of one municipality. */
export interface SoapPlace {
  readonly municipality: string;
  readonly title: string;
  readonly address: string;
  publishes(operation: Operation): boolean;
  readonly systems: readonly SigningSystem[];
}

export interface SoapControl {
  /** The municipality that has this NIS code today, when it publishes anything. */
  at(nis: string): SoapPlace | undefined;
  /** The house's own word for a caller whose signature was verified. */
  vouch(caller: Caller): Promise<string>;
  /** Epoch milliseconds UTC: signatures live by the real clock. */
  realNow(): number;
}
