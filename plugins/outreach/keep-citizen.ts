import type { CommandCtx, Work } from '#services/kernel/context.ts';
import { dossiers, history, type Dossier } from '#services/journey/dossier.store.ts';
import { findPerson } from '#services/journey/people.ts';
import type { outreach } from './outreach.contract.ts';
import { citizens, type Citizen } from './outreach.store.ts';
import { readTelling } from './read-telling.ts';

type OutreachCtx = CommandCtx<typeof outreach>;

export interface Found { readonly insz: string; readonly cardNumber: string; readonly expiresOn: string; readonly trouble: Citizen['trouble'] }

const nothingYet = {
  dossier: null, state: null, sequence: 0, toldAt: null, lastToldAt: null, toldBy: null, failedBy: null, representativeTold: false, askedAt: null, call: null, counterAt: null, trouble: null,
} as const satisfies Partial<Citizen>;

/** The dossiers of this person for cards that expire in this year, the newest first: one that ended may be reopened, and each of two cards has its own. */
export async function dossiersFor({ store }: Pick<OutreachCtx, 'store'>, person: string | null | undefined, expiresOn: string): Promise<readonly Dossier[]> {
  if (person === undefined || person === null) return [];
  const year = expiresOn.slice(0, 4);
  return store.find(dossiers, { person, expiresOn: { gte: `${year}-01-01`, lte: `${year}-12-31` } }, { by: [['openedAt', 'desc'], ['id', 'desc']] });
}

/** Who is found is on the list once, whatever number or card he or she was found by; a card of another year has a row of its own. Of two cards of one year the one that expires last counts. */
export async function keepCitizen(ctx: OutreachCtx, { insz, cardNumber, expiresOn, trouble }: Found, look: number): Promise<void> {
  const person = await findPerson(ctx.store, ctx.blindIndexes('insz', insz));
  const known = await dossiersFor(ctx, person, expiresOn);
  const [facts, told] = known.length > 0 ? [await factsOf(ctx, known), await tellingOf(ctx, known)] : [{}, {}];
  await ctx.work(async (work) => {
    const [number, card] = [await work.claimIndex('insz', insz), await work.claimIndex('card', cardNumber)];
    const year = Number(expiresOn.slice(0, 4));
    const row = await knownAs(work, number.all, person, year);
    const found = { inszIndex: number.newest, cardIndex: card.newest, year, expiresOn, person: person ?? null, look, trouble };
    if (!row) return work.insert(citizens, { id: work.newId(), ...nothingYet, ...found, ...facts, ...told });
    // Until it was heard that a number took the place of another, one citizen may have been listed under both.
    if (person !== undefined) await work.remove(citizens, { year, person, id: { not: row.id } });
    const second = row.look === look && row.expiresOn > expiresOn;
    await work.update(citizens, { id: row.id }, { ...(second ? { person: found.person } : found), ...newer(row, facts), ...told });
    return undefined;
  });
}

/** By a number that was replaced there may be a row of before. */
async function knownAs(work: Work<typeof outreach>, indexes: readonly string[], person: string | undefined, year: number): Promise<Citizen | undefined> {
  return await work.first(citizens, { year, inszIndex: { in: indexes } }) ?? (person === undefined ? undefined : await work.first(citizens, { year, person }));
}

type DossierFacts = Pick<Citizen, 'dossier' | 'state' | 'sequence' | 'askedAt'>;

/** News of a dossier that is older than what is known of it changes nothing. */
export const newer = (known: Pick<Citizen, 'dossier' | 'sequence'>, facts: Partial<DossierFacts>): Partial<DossierFacts> => (known.dossier === facts.dossier && (facts.sequence ?? 0) < known.sequence ? {} : facts);

/** Of the newest dossier; the first reaction in whichever it was. */
export async function factsOf({ store }: Pick<OutreachCtx, 'store'>, known: readonly Dossier[]): Promise<Partial<DossierFacts>> {
  const [newest] = known;
  if (!newest) return {};
  const asked = await store.first(history, { dossier: { in: known.map(({ id }) => id) }, move: { in: ['request', 'schedule'] } }, { by: [['occurredAt', 'asc']] });
  return { dossier: newest.id, state: newest.state, sequence: newest.sequence, askedAt: asked?.occurredAt ?? null };
}

export async function tellingOf(ctx: OutreachCtx, known: readonly Pick<Dossier, 'id'>[]): Promise<ReturnType<typeof readTelling>> {
  const messages = await Promise.all(known.map(async ({ id }) => (await ctx.call('communication.messages', { dossier: id })).messages));
  return readTelling(messages.flat().toSorted((a, b) => a.at - b.at || a.message.localeCompare(b.message)));
}
