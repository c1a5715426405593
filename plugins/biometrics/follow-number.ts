import type { CommandCtx, Work } from '#services/kernel/context.ts';
import { isFailure } from '#services/kernel/failure.ts';
import type { EventPayload } from '#services/kernel/registry.ts';
import { dossierOf } from '#services/journey/move-dossier.ts';
import { inszOf, replaceNumber } from '#services/journey/people.ts';
import type { biometrics } from './biometrics.contract.ts';
import { captures, orders } from './biometrics.store.ts';
import { findBirthDate } from './find-birth-date.ts';
import { changeCapture } from './load-capture.ts';
import { sendOrder } from './order-card.ts';
import { register } from './register-at-biza.ts';

type Biometrics = typeof biometrics;
type Replaced = EventPayload<'biometrics.numberReplaced'>;

/**
 * BiZa refused because the national number was replaced: BiZa is asked for the new one, the person keeps all else, and the step is asked
 * again. Where BiZa does not tell a new number of a living person, or it is somebody else's here, it stays an exception for a person.
 */
export async function followNumber(ctx: CommandCtx<Biometrics>, replaced: Replaced): Promise<void> {
  const { dossier: id, step, attempt } = replaced;
  const { person } = await dossierOf(ctx.store, id);
  const old = await inszOf(ctx.store, person);
  const answer = await ctx.ports.biza.person({ insz: old });
  if (!answer || answer.insz === old || answer.deceased) return;
  const { insz } = answer;
  const birthDate = step === 'order' ? answer.birthDate ?? await findBirthDate(ctx, insz) : '';

  await ctx.work(async (work) => {
    const isCurrent = step === 'order' ? await work.count(orders, { dossier: id, attempt, state: 'failed' }) : await work.count(captures, { dossier: id, attempt, registration: 'failed' });
    if (isCurrent === 0 || !await follow(work, old, insz, replaced)) return;
    if (step === 'registration') return registerAgain(work, id);
    const asked = await work.first(orders, { dossier: id, attempt });
    if (!asked) return;
    const sent = await sendOrder(work, { dossier: id, insz, birthDate, procedure: asked.procedure });
    await work.update(orders, { dossier: id, attempt }, { ...sent, state: 'sending', exception: null });
  });
}

/** Says whether the number could be replaced; when not, why not becomes the exception. */
async function follow(work: Work<Biometrics>, old: string, insz: string, { dossier, step, attempt }: Replaced): Promise<boolean> {
  try {
    await replaceNumber(work, old, insz);
    return true;
  } catch (error) {
    if (!isFailure(error, 'person.numbers-conflict')) throw error;
    if (step === 'order') await work.update(orders, { dossier, attempt }, { exception: error.type });
    else {
      const capture = await work.first(captures, { dossier });
      if (capture) await changeCapture(work, capture, { exception: error.type });
    }
    return false;
  }
}

async function registerAgain(work: Work<Biometrics>, dossier: string): Promise<void> {
  const capture = await work.first(captures, { dossier });
  if (!capture?.outcome || (await dossierOf(work, dossier)).state !== 'captured') return;
  const fingers = capture.outcome === 'captured' ? capture.personal.fingers.map(({ finger }) => finger) : [];
  await changeCapture(work, capture, await register(work, capture, { outcome: capture.outcome, fingers, sealed: capture.sealed }));
}
