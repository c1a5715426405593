import type { KeyObject } from 'node:crypto';
import type { Caller } from '#services/kernel/caller.ts';
import type { MunicipalityView } from '#services/kernel/context.ts';

/** The pages of one municipality. */
export interface PagePlace {
  readonly municipality: MunicipalityView;
  /** Where they are in the world, without a slash at the end: the municipality's website may have them under a path of its own. */
  readonly url: string;
  /** Hosts whose pages may have these in a frame. */
  readonly embeddedBy: readonly string[];
  /** Design tokens (custom properties of CSS, without the dashes) and their values. */
  readonly theme: Readonly<Record<string, string>>;
  readonly telephone: string;
  readonly email: string | null;
  /** Business time, epoch milliseconds UTC. */
  readonly now: () => number;
}

export interface PagesControl {
  /** The municipality that has this NIS code today, when it has pages. */
  at(nis: string): PagePlace | undefined;
  /** All that have pages today. */
  all(): readonly PagePlace[];
  /** The house's own word for the website that asks on behalf of somebody who has not come in yet. */
  vouch(caller: Caller): Promise<string>;
  /** What forms are signed with: the same on every node. */
  formKey(): KeyObject;
  /** Epoch milliseconds UTC: sessions live by the real clock. */
  realNow(): number;
}
