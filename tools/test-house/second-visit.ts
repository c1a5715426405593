import type { Caller } from '#services/kernel/caller.ts';
import type { aCitizen } from './make-citizen.ts';
import { as, type TestHouse } from './open-test-house.ts';
import { anOrderedCard, device, goTo, insertOldCard, type TestOrder } from './order-card.ts';

/** What the tests read of a delivery's view. */
export interface TestDelivery {
  readonly state: string; readonly by: string | null; readonly because: string | null; readonly start: number | null; readonly visit: string | null; readonly attempts: number; readonly identity: string;
  readonly card: { readonly status: string; readonly expectedOn: string; readonly claimBefore: string | null } | null;
  readonly oldCard: string; readonly code: string; readonly activation: string; readonly closing: { readonly biza: boolean; readonly eidTool: boolean; readonly crm: boolean };
}
export interface TestMoments { readonly notBefore: string; readonly moments: readonly { readonly start: number; readonly end: number }[] }
export interface TestDossier { readonly state: string; readonly timeline: readonly { readonly move: string; readonly at: number; readonly by: string; readonly reason: string | null }[] }
type Deliverer = 'official' | 'bpost';

export const official = as('official');
export const bpostSystem = as('bpost');
const hour = 3_600_000;

export function callDelivery(t: Pick<TestHouse, 'call'>, action: string, input: object, who: Caller = official): Promise<TestDelivery> {
  return t.call<TestDelivery>(`delivery.${action}`, input, who);
}

export function momentsOf(t: Pick<TestHouse, 'call'>, dossier: string, by: Deliverer = 'official'): Promise<TestMoments> {
  return t.call<TestMoments>('delivery.moments', { dossier, by }, official);
}

/** Agrees the first moment that is offered, and says when it is. */
export async function planFirst(t: Pick<TestHouse, 'call' | 'idle'>, dossier: string, by: Deliverer = 'official'): Promise<number> {
  const { moments } = await momentsOf(t, dossier, by);
  const start = moments[0]?.start;
  if (start === undefined) throw new Error('no moment is offered for the delivery');
  await callDelivery(t, 'plan', { dossier, by, start });
  await t.idle();
  return start;
}

/** A card that lies at the town hall a few hours before its delivery. */
export async function aReceivedCard(t: TestHouse, by: Deliverer = 'official', overrides: Parameters<typeof aCitizen>[1] = {}): Promise<TestOrder & { readonly start: number }> {
  const ordered = await anOrderedCard(t, overrides);
  const start = await planFirst(t, ordered.dossier, by);
  await goTo(t, start - 3 * hour);
  await callDelivery(t, 'receiveCard', { dossier: ordered.dossier, cardNumber: ordered.cardNumber });
  return { ...ordered, start };
}

/** The deliverer at the door has verified the identity, and the citizen has chosen a code. The old card is still in the reader. */
export async function chooseCodeAtTheDoor(t: TestHouse, { dossier, citizen, code = '2468' }: Pick<TestOrder, 'dossier' | 'citizen'> & { readonly code?: string }, who: Caller = official, employee?: string): Promise<TestDelivery> {
  await insertOldCard(t, citizen);
  await callDelivery(t, 'startVisit', { dossier, device, ...(employee !== undefined && { employee }) }, who);
  await callDelivery(t, 'identify', { dossier }, who);
  await callDelivery(t, 'chooseCode', { dossier }, who);
  await t.idle();
  await t.pull('devices', 'choose-code', { device, code });
  await t.idle();
  return callDelivery(t, 'show', { dossier }, who);
}

export function dossierOf(t: Pick<TestHouse, 'call'>, dossier: string): Promise<TestDossier> {
  return t.call<TestDossier>('journey.show', { dossier }, official);
}
