import type { Reader } from '#services/kernel/tables.ts';
import { standingOf, type Standing } from './load-standing.ts';

/** The delivery as the screens see it. */
export async function viewDelivery(reader: Reader, dossier: string) {
  return viewOf(await standingOf(reader, dossier));
}

function viewOf({ dossier, delivery, card, handover }: Standing) {
  return {
    dossier: dossier.id, state: dossier.state, by: delivery?.by ?? dossier.deliverBy, because: delivery?.because ?? null, start: delivery?.start ?? null, end: delivery?.end ?? null,
    card: card ? { status: card.status, expectedOn: card.expectedOn, arrivedAt: card.arrivedAt, claimBefore: card.claimBefore } : null,
    visit: handover?.visit ?? null, attempts: delivery?.attempts ?? 0,
    identity: handover?.document ? 'verified' as const : 'unverified' as const,
    oldCard: handover?.oldCard ?? 'not-yet' as const, code: handover?.code ?? 'none' as const, activation: handover?.activation ?? 'none' as const,
    closing: { biza: isSet(delivery?.bizaClosedAt), eidTool: isSet(delivery?.eidToolClosedAt), crm: isSet(delivery?.crmClosedAt) },
  };
}

function isSet(instant: number | null | undefined): boolean {
  return typeof instant === 'number';
}
