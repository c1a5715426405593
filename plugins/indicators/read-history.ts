import { dossiers, history, type HistoryLine } from '#services/journey/dossier.store.ts';
import type { Reader } from '#services/kernel/tables.ts';
import { complaintFacts, renewalFacts } from './indicators.store.ts';
import type { Facts, Own } from './measure-dossier.ts';

/** All from which a dossier is measured. */
export interface Known { readonly dossier: string; readonly lines: readonly HistoryLine[]; readonly own: Own; readonly facts: Facts }

/** Of those that have a history. */
export async function knownOf(reader: Reader, asked: readonly string[]): Promise<Known[]> {
  const these = { dossier: { in: asked } };
  const lines = Map.groupBy(await reader.find(history, these, { by: [['dossier', 'asc'], ['sequence', 'asc']] }), ({ dossier }) => dossier);
  const complaints = Map.groupBy(await reader.find(complaintFacts, { ...these, tone: 'negative' }, { by: [['filedAt', 'asc'], ['complaint', 'asc']] }), ({ dossier }) => dossier);
  const renewals = Map.groupBy(await reader.find(renewalFacts, these), ({ dossier }) => dossier);
  const own = await ownOf(reader, [...lines].filter(([, all]) => all.some(({ ground, deliverBy }) => ground === null || deliverBy === null)).map(([dossier]) => dossier));
  return [...lines].map(([dossier, all]) => ({
    dossier, lines: all, own: own.get(dossier) ?? { ground: null, deliverBy: null },
    facts: {
      negativeComplaints: (complaints.get(dossier) ?? []).flatMap(({ filedAt }) => (filedAt === null ? [] : [filedAt])),
      counterRenewals: (renewals.get(dossier) ?? []).map(({ at }) => at),
    },
  }));
}

/** Asked only where a line of an earlier release leaves something open. */
async function ownOf(reader: Reader, asked: readonly string[]): Promise<ReadonlyMap<string, Own>> {
  if (asked.length === 0) return new Map();
  return new Map((await reader.find(dossiers, { id: { in: asked } })).map(({ id, ground, deliverBy }) => [id, { ground, deliverBy }]));
}
