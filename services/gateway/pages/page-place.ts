import type { KeyObject } from 'node:crypto';
import type { Caller } from '#services/kernel/caller.ts';
import type { MunicipalityView } from '#services/kernel/context.ts';
import type { Front } from '#services/kernel/page.ts';

/** The pages of one municipality, for its citizens or for those who work there. */
export interface PagePlace {
  readonly front: Front;
  readonly municipality: MunicipalityView;
  /** Where they are in the world, without a slash at the end: the municipality's website may have them under a path of its own. */
  readonly url: string;
  /** Hosts whose pages may have these in a frame. */
  readonly embeddedBy: readonly string[];
  /** Origins whose pages may hold the elements of the desk, and ask for them with a token. */
  readonly hosts: readonly string[];
  /** Design tokens (custom properties of CSS, without the dashes) and their values. */
  readonly theme: Readonly<Record<string, string>>;
  /** Where citizens who need help call or write. */
  readonly help: { readonly telephone: string; readonly email: string | null } | null;
  /** Whether this municipality has the plugin switched on: the pages of others are not there. */
  readonly offers: (plugin: string) => boolean;
  /** Business time, epoch milliseconds UTC. */
  readonly now: () => number;
}

export interface PagesControl {
  /** The municipality that has this NIS code today, when it has such pages. */
  at(nis: string, front: Front): PagePlace | undefined;
  /** All that have such pages today. */
  all(front: Front): readonly PagePlace[];
  /** The house's own word for the website that asks on behalf of somebody who has not come in yet. */
  vouch(caller: Caller): Promise<string>;
  /** What forms are signed with: the same on every node. */
  formKey(): KeyObject;
  /** Epoch milliseconds UTC: sessions live by the real clock. */
  realNow(): number;
}
