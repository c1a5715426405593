import type { CommandCtx, Work } from '#services/kernel/context.ts';
import type { Reader } from '#services/kernel/tables.ts';
import { dossiers } from '#services/journey/dossier.store.ts';
import { specOf, type State } from '#services/journey/journey.states.ts';
import type { communication, Notice } from './communication.contract.ts';
import { calls, type Call } from './communication.store.ts';
import { withdrawCall } from './hand-over-call.ts';

/** How far the journey is when this is told. Money that comes back, a fresh code and complaints stand apart: they are always news, and take nothing back. */
const stage: { readonly [N in Notice]: 0 | 1 | 2 | 3 | null } = {
  invitation: 0, reminder: 0, 'invitation-letter': 0, 'counter-information': 0,
  'visit-confirmed': 1, 'visit-moved': 1, 'visit-cancelled': 1, 'visit-missed': 1, 'moment-lost': 1, 'payment-requested': 1, 'payment-expired': 1,
  'delivery-planned': 2, 'card-late': 2, 'card-lost': 2, 'delivery-failed': 2, 'card-waits-at-counter': 2, 'unclaimed-soon': 2,
  closed: 3, withdrawn: 3, 'referred-to-counter': 3,
  refund: null, 'fresh-code': null, 'complaint-received': null, 'complaint-answered': null,
};

/** A code opens nothing any more when all is over. */
const outlivesTheEnd: ReadonlySet<Notice> = new Set(['visit-cancelled', 'refund', 'complaint-received', 'complaint-answered']);

/** Nobody should read out yesterday's moment after today's: what is newer and as far on takes the place of a call that was not made yet. */
export function overtakes(newer: Notice, older: Notice): boolean {
  // An older call would read out a code that is void.
  if (newer === 'fresh-code') return older === 'fresh-code' || stage[older] === 0;
  const [now, before] = [stage[newer], stage[older]];
  return now !== null && before !== null && before <= now;
}

/** Is there still a reason to telephone? Not to invite who has reacted, nor about a visit or card when all is over. */
export function isStale(notice: Notice, state: State): boolean {
  const { phase } = specOf(state);
  if (stage[notice] === 0) return phase !== 'invitation';
  return phase === 'ended' && stage[notice] !== 3 && !outlivesTheEnd.has(notice);
}

/** Takes calls off the list that the new notice makes pointless. */
export async function overtakeCalls(work: Work<typeof communication>, dossier: string, notice: Notice): Promise<void> {
  for (const call of await work.find(calls, { dossier, state: 'open' })) {
    if (overtakes(notice, call.notice)) await takeOff(work, call);
  }
}

async function takeOff(work: Work<typeof communication>, call: Call): Promise<void> {
  if (await work.update(calls, { id: call.id, state: 'open' }, { state: 'overtaken' }) === 1) await withdrawCall(work, call);
}

/** The contact centre does not see where a dossier stands: a call that a move makes pointless is taken back at once, not with the others of the day. */
export async function takeBackCalls(ctx: CommandCtx<typeof communication>, { dossier, state }: { dossier: string; state: State }): Promise<void> {
  const held = await ctx.store.find(calls, { dossier, state: 'open', heldBy: 'contact-centre' });
  for (const call of held) if (isStale(call.notice, state)) await ctx.work((work) => takeOff(work, call));
}

/** The calls to be made, the least tried and longest waiting first. */
export async function standingCalls(store: Reader): Promise<{ standing: Call[]; stale: Call[] }> {
  const open = await store.find(calls, { state: 'open' }, { by: [['tries', 'asc'], ['since', 'asc'], ['id', 'asc']] });
  const about = await store.find(dossiers, { id: { in: [...new Set(open.map(({ dossier }) => dossier))] } });
  const states = new Map(about.map(({ id, state }) => [id, state]));
  const stale = open.filter(({ dossier, notice }) => isStale(notice, states.get(dossier) ?? 'closed'));
  return { standing: open.filter((call) => !stale.includes(call)), stale };
}

/** Once a day: what the journey itself has overtaken leaves the list for good. */
export async function tidyCalls(ctx: CommandCtx<typeof communication>): Promise<void> {
  const { stale } = await standingCalls(ctx.store);
  for (const call of stale) await ctx.work((work) => takeOff(work, call));
}
