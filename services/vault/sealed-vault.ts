import type { SealedEnvelope } from '#services/kernel/port.ts';
import type { Reader, SystemTables, Tables } from '#services/kernel/tables.ts';
import { sealedDeadlines, sealedEnvelopes } from './sealed.store.ts';
import { vaultFailures } from './seal-value.ts';

/**
 * Fingerprints are kept only as long as is needed to make the card, three months at most (law of 19 July 1991, article 6, as changed by the
 * law of 25 November 2018). No three calendar months are shorter than 89 days less the hour that the clock is put forward in spring.
 */
const legalLimitMs = 88 * 24 * 3_600_000;

export interface Keeping { readonly id: string; readonly envelope: SealedEnvelope; readonly keptAt: number }

/** Keeps an envelope and gives the reference by which everything else knows it. */
export async function keepSealed(tables: Tables, { id, envelope, keptAt }: Keeping): Promise<string> {
  const { dossier, purpose } = envelope.boundTo;
  await tables.insert(sealedEnvelopes, { id, dossier, purpose, envelope, keptAt, destroyAt: keptAt + legalLimitMs });
  return id;
}

/** @throws vault.unknown, vault.expired */
export async function readSealed(reader: Reader, reference: string, realNow: number): Promise<SealedEnvelope> {
  const kept = await reader.first(sealedEnvelopes, { id: reference });
  if (!kept) throw vaultFailures.unknown();
  if (kept.destroyAt <= realNow) throw vaultFailures.expired();
  return kept.envelope;
}

/** Its dossier and its purpose, by the word of whoever sealed it. */
export async function boundTo(tables: Pick<Tables, 'first'>, reference: string): Promise<SealedEnvelope['boundTo'] | undefined> {
  const kept = await tables.first(sealedEnvelopes, { id: reference });
  return kept && { dossier: kept.dossier, purpose: kept.purpose };
}

/** Safe to repeat. */
export async function destroySealed(tables: Tables, reference: string): Promise<void> {
  await tables.remove(sealedEnvelopes, { id: reference });
}

/** Destroys what has reached the legal limit, in every municipality, and says how many. */
export async function destroyExpired(tables: SystemTables, realNow: number): Promise<number> {
  const expired = { destroyAt: { lte: realNow } };
  let destroyed = 0;
  for (;;) {
    const [next] = await tables.find(sealedDeadlines, expired, { limit: 1 });
    if (!next) return destroyed;
    destroyed += await tables.of(next.municipality).remove(sealedDeadlines, expired);
  }
}
