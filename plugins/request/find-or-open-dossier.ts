import type { CommandCtx } from '#services/kernel/context.ts';
import { birthDateOf } from '#services/belgium/insz.ts';
import { ageOn } from '#services/belgium/age.ts';
import { dossiers, type Dossier } from '#services/journey/dossier.store.ts';
import { isFinal } from '#services/journey/journey-table.ts';
import { journey } from '#services/journey/journey.states.ts';
import { openDossier } from '#services/journey/open-dossier.ts';
import { findPerson } from '#services/journey/people.ts';
import type { request } from './request.contract.ts';
import { requestFailures } from './request.failures.ts';

type Ctx = CommandCtx<typeof request>;

/** Ended dossiers of a card that may be taken up again. A closed one may not: its card was renewed. */
const reopenable: readonly Dossier['state'][] = ['lapsed', 'withdrawn', 'referred-to-counter'];

/**
 * The citizen's open dossier; a new one when there is none, in the unit of work that is given: who asks by himself needs no invitation.
 * @throws request.no-card, request.counter-only, request.already-served
 */
export async function findOrOpenDossier(ctx: Ctx, insz: string, reason: string, answer: Ctx['work']): Promise<{ dossier: string }> {
  const person = await findPerson(ctx.store, ctx.blindIndexes('insz', insz));
  const known = person ? await ctx.store.find(dossiers, { person }, { by: [['openedAt', 'desc']] }) : [];
  const open = known.find(({ state }) => !isFinal(journey, state));
  if (open) return { dossier: open.id };

  const { card } = await ctx.ports.eidTool.cardOf({ insz });
  if (!card) throw requestFailures['no-card']();
  const birthDate = birthDateOf(insz);
  const tooYoung = birthDate !== undefined && ageOn(birthDate, ctx.today()) < ctx.config.minimumAge;
  if (card.kind !== 'eid' || card.renewal !== 'card' || tooYoung) throw requestFailures['counter-only']();

  const { status } = await ctx.ports.disabilityRegister.recognition({ insz, on: ctx.today() });
  const recognised = status === 'current';
  const earlier = known.find((dossier) => dossier.personal.cardNumber === card.cardNumber);
  if (earlier && !reopenable.includes(earlier.state)) throw requestFailures['already-served']();

  return answer(async (work) => {
    const dossier = await openDossier(work, {
      insz, cardNumber: card.cardNumber, expiresOn: card.expiresOn, ground: recognised ? 'disability' : null, reason,
      ...(earlier && { reopens: earlier }),
    });
    // Two requests at once: the first one opened it.
    if (!dossier) {
      const [first] = await work.find(dossiers, { cardIndex: { in: work.blindIndexes('card', card.cardNumber) } }, { by: [['cycle', 'desc']], limit: 1 });
      if (!first) throw requestFailures['no-card']();
      return { dossier: first.id };
    }
    await work.dispatch('eid-tool.openRenewal', { dossier, cardNumber: card.cardNumber }, { lane: dossier, dossier });
    if (recognised) await work.dispatch('eid-tool.setHomeServiceFlag', { insz, homeService: true }, { lane: dossier, dossier });
    return { dossier };
  });
}
