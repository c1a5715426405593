import type { z } from 'zod';
import type { SandboxMaking, SandboxMeans } from '#connectors/sandbox-kit/open-sandbox.ts';
import type { Documents, SandboxFile } from '#connectors/sandbox-kit/sandbox-file.ts';
import { dayOf } from '#services/belgium/brussels-time.ts';
import type { SandboxEnv } from '#services/kernel/connector.ts';
import type { bpost, moment } from '../bpost.port.ts';
import type { BpostConfig } from '../bpost.config.ts';

export type Moment = z.output<typeof moment>;
export type BpostOperations = SandboxMaking<typeof bpost>['operations'];

export interface Delivery {
  readonly orderReference: string; readonly barcode: string; readonly postcode: string; readonly moment: Moment;
  /** `ended`: bpost has nothing left to do for it. */
  readonly state: 'announced' | 'cancelled' | 'ended';
  readonly custody: 'municipality' | 'bpost' | 'citizen' | 'lost';
  /** The municipality said that it gave the card. */
  readonly handedOver?: boolean;
  /** The highest sequence of the messages sent so far. */
  readonly sequence: number;
}
/** What bpost's address file says of a street, where it is not simply deliverable. */
export interface AddressRemark { readonly deliverable: boolean; readonly suggestion: { readonly street: string; readonly postcode: string; readonly city: string } | null }

/** What a scanner said of a parcel, and when. */
export interface Scan { readonly at: number; readonly code: string }

/** All that this bpost knows, in its file. Messages are not in it twice: they stand among the outgoing ones. */
export interface BpostWorld {
  readonly config: BpostConfig;
  readonly file: SandboxFile;
  readonly now: () => number;
  readonly today: () => string;
  /** By our reference. */
  readonly deliveries: Documents<Delivery>;
  /** By postcode and street. */
  readonly remarks: Documents<AddressRemark>;
  readonly counters: Documents<number>;
  /** By employee: the highest sequence of what was told of him or her so far. */
  readonly certifications: Documents<number>;
  /** By our reference: scans that no message tells of. */
  readonly scans: Documents<readonly Scan[]>;
}

export function bpostWorld({ file, now }: SandboxMeans, { config }: SandboxEnv<BpostConfig>): BpostWorld {
  return {
    config, file, now, today: () => dayOf(now()),
    deliveries: file.documents('delivery'), remarks: file.documents('address-remark'), counters: file.documents('counter'), scans: file.documents('scan'), certifications: file.documents('certification'),
  };
}
