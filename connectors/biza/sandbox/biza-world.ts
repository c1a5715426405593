import type { z } from 'zod';
import type { SandboxMaking, SandboxMeans } from '#connectors/sandbox-kit/open-sandbox.ts';
import type { Documents } from '#connectors/sandbox-kit/sandbox-file.ts';
import { dayOf } from '#services/belgium/brussels-time.ts';
import type { SandboxEnv } from '#services/kernel/connector.ts';
import type { authorisedAct, biza, finger, fingersOutcome, productionStatus } from '../biza.port.ts';
import type { BizaConfig } from '../biza.config.ts';

export interface Person {
  readonly firstNames: readonly string[]; readonly lastName: string; readonly birthDate: string | null; readonly deceased: boolean; readonly nisCode: string | null;
  /** The number that took the place of this one. */
  readonly replacedBy: string | null;
}
export interface Authorisation { readonly act: z.output<typeof authorisedAct>; readonly validFrom: string; readonly validUntil: string; readonly withdrawn: boolean }
export interface Registration {
  readonly dossier: string; readonly insz: string; readonly outcome: z.output<typeof fingersOutcome>;
  readonly fingers: readonly z.output<typeof finger>[];
  /** The fingers of which the envelope really held an image record. The records themselves are not kept. */
  readonly enclosed: readonly z.output<typeof finger>[];
  readonly verdict: 'none' | 'verified' | 'rejected'; readonly reason: string | null;
}
export interface Order {
  readonly dossier: string; readonly insz: string; readonly cardNumber: string;
  readonly orderedAt: number; readonly shipsOn: string; readonly expectedOn: string;
  /** What put an end to the usual course: activated, lost, destroyed, or a status set by hand. */
  readonly settled: { readonly status: z.output<typeof productionStatus>; readonly since: number } | null;
}
export interface Activation {
  readonly dossier: string; readonly cardNumber: string; readonly commands: number;
  /** The command of its script that sets the chosen code, sealed for the card. */
  readonly setsCode: string | null;
  readonly activatedAt: number | null;
}
export interface ClosedRenewal { readonly dossier: string; readonly cardNumber: string; readonly closedOn: string }

export type BizaOperations = SandboxMaking<typeof biza>['operations'];

/** All that this BiZa knows, in its file. */
export interface BizaWorld {
  /** Folder with the key pair. */
  readonly folder: string;
  readonly nis: string;
  readonly config: BizaConfig;
  readonly now: () => number;
  readonly today: () => string;
  readonly random: () => number;
  /** The next number of a kind, from 1. */
  readonly next: (kind: string) => number;
  readonly persons: Documents<Person>;
  /** By `holder:reference`. */
  readonly authorisations: Documents<readonly Authorisation[]>;
  readonly registrations: Documents<Registration>;
  readonly orders: Documents<Order>;
  /** Card number to order, and dossier to its latest order. */
  readonly orderOfCard: Documents<string>;
  readonly orderOfDossier: Documents<string>;
  readonly activations: Documents<Activation>;
  /** Card number to its latest activation: an earlier one counts no more. */
  readonly activationOfCard: Documents<string>;
  /** Card number to the command that set the code it has, sealed for that card. */
  readonly codeOfCard: Documents<string>;
  readonly annulled: Documents<{ readonly reason: string; readonly at: number }>;
  readonly closed: Documents<ClosedRenewal>;
  readonly counters: Documents<number>;
}

export function bizaWorld({ file, now }: SandboxMeans, env: SandboxEnv<BizaConfig>): BizaWorld {
  const counters = file.documents<number>('counter');
  return {
    folder: env.folder, get nis() { return env.municipality.nis; }, config: env.config, now, today: () => dayOf(now()), random: env.random,
    next: (kind) => {
      const number = (counters.get(kind) ?? 0) + 1;
      counters.put(kind, number);
      return number;
    },
    persons: file.documents('person'), authorisations: file.documents('authorisation'), registrations: file.documents('registration'),
    orders: file.documents('order'), orderOfCard: file.documents('order-of-card'), orderOfDossier: file.documents('order-of-dossier'),
    activations: file.documents('activation'), activationOfCard: file.documents('activation-of-card'), codeOfCard: file.documents('code-of-card'),
    annulled: file.documents('annulled-card'), closed: file.documents('closed-renewal'), counters,
  };
}
