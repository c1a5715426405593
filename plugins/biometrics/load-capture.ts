import type { Work } from '#services/kernel/context.ts';
import type { Tables } from '#services/kernel/tables.ts';
import type { Reader } from '#services/kernel/tables.ts';
import type { biometrics } from './biometrics.contract.ts';
import { biometricsFailures } from './biometrics.failures.ts';
import { captures, orders, type Capture, type Order } from './biometrics.store.ts';

/** Nothing has been captured yet. */
export const nothingYet = {
  asked: false, failure: null, tries: 0, outcome: null, registration: 'none', attempt: null, effect: null, sealed: null, reference: null, rejection: null, exception: null,
  personal: { fingers: [], unusable: [], missed: [], reason: null },
} satisfies Partial<Capture>;

/** The visit that is under way for a dossier. @throws biometrics.no-visit */
export async function captureOf(reader: Reader, dossier: string): Promise<Capture & { visit: string }> {
  const capture = await reader.first(captures, { dossier });
  if (!capture || capture.visit === null) throw biometricsFailures['no-visit']();
  return { ...capture, visit: capture.visit };
}

/** @throws biometrics.changed-meanwhile */
export async function changeCapture(work: Tables, { dossier, version }: Pick<Capture, 'dossier' | 'version'>, changes: Partial<Capture>): Promise<void> {
  if (await work.update(captures, { dossier, version }, { ...changes, version: version + 1 }) === 0) throw biometricsFailures['changed-meanwhile']();
}

/** Prints that were taken without a connection, in a visit whose identity is not verified yet: nothing is asked of BiZa for them. */
export function isHeld({ sealed, outcome }: Pick<Capture, 'sealed' | 'outcome'>): boolean {
  return sealed !== null && outcome === null;
}

/** Held prints go when their visit comes to nothing, or when others are taken. */
export async function destroyHeld(work: Work<typeof biometrics>, capture: Pick<Capture, 'sealed' | 'outcome'>): Promise<void> {
  if (isHeld(capture) && capture.sealed !== null) await work.destroySealed(capture.sealed);
}

export async function latestOrder(reader: Reader, dossier: string): Promise<Order | undefined> {
  const [latest] = await reader.find(orders, { dossier }, { by: [['number', 'desc']], limit: 1 });
  return latest;
}
