import type { CommandCtx, Dispatched } from '#services/kernel/context.ts';
import { handle } from '#services/kernel/plugin.ts';
import { demandMove } from '#services/journey/move-dossier.ts';
import { openActivation } from './ask-activation.ts';
import { delivery } from './delivery.contract.ts';
import { deliveryFailures } from './delivery.failures.ts';
import { demandStillCertified } from './demand-still-certified.ts';
import type { ActivationState, Handover } from './delivery.store.ts';
import { standingOf } from './load-standing.ts';
import { openHandover } from './open-handover.ts';
import { relayScript } from './relay-script.ts';
import { viewDelivery } from './view-delivery.ts';

type DeliveryCtx = CommandCtx<typeof delivery>;
/** Open with the chosen code, run the script that sets it, confirm, register the code: each step waits for one answer. */
const stepsToTake = 4;

/**
 * Brings the activation as far as it goes while the person at the door waits, and answers where it stands. Everything is in the tables, so
 * calling it again goes on after a reload, a crash or a silence of BiZa; what runs already is only waited for.
 */
export const activateCard = handle(delivery, 'activate', async (ctx, { dossier }) => {
  for (let step = 0; step < stepsToTake; step += 1) {
    const asked = await nextStep(ctx, dossier);
    if (!asked || (await ctx.settled(asked, { withinMs: ctx.config.waitSeconds * 1000 })).status !== 'done') break;
  }
  return viewDelivery(ctx.store, dossier);
});

const afterwards: readonly string[] = ['code-registered', 'procedure-closed', 'closed'];

/** The answer to wait for now; nothing when the next step is not ours to take. */
async function nextStep(ctx: DeliveryCtx, id: string): Promise<Dispatched<unknown> | undefined> {
  const { dossier, handover } = await standingOf(ctx.store, id);
  if (afterwards.includes(dossier.state)) return undefined;
  const isActive = dossier.state === 'activated';
  if (isActive && handover?.endedAt !== null) return waitFor(handover);
  // An active card may still have to be given a code that BiZa can read.
  if (!isActive) demandMove(dossier, 'activate');
  const open = openHandover(handover);
  if (open.codeSealed === null) throw deliveryFailures['code-missing']();
  await demandStillCertified(ctx, open);
  return steps[open.activation](ctx, open);
}

type Step = (ctx: DeliveryCtx, handover: Handover) => Promise<Dispatched<unknown> | undefined> | Dispatched<unknown> | undefined;

/** What each state of the activation waits for. */
const steps: { readonly [A in ActivationState]: Step } = {
  none: (ctx, open) => ctx.work((work) => openActivation(work, open)),
  opening: (_, open) => waitFor(open),
  relaying: relayScript,
  confirming: (_, open) => waitFor(open),
  active: () => undefined,
  failed: (ctx, open) => ctx.work((work) => openActivation(work, open)),
};

function waitFor(handover: Handover | undefined): Dispatched<unknown> | undefined {
  return handover?.effect ? { effect: handover.effect } : undefined;
}
