import type { CommandCtx, Work } from '#services/kernel/context.ts';
import { isFailure } from '#services/kernel/failure.ts';
import { handle } from '#services/kernel/plugin.ts';
import type { EventPayload } from '#services/kernel/registry.ts';
import { allows, demandMove } from '#services/journey/move-dossier.ts';
import { inszOf } from '#services/journey/people.ts';
import { delivery } from './delivery.contract.ts';
import { deliveryFailures } from './delivery.failures.ts';
import { demandStillCertified } from './demand-still-certified.ts';
import { handovers, type Handover } from './delivery.store.ts';
import { standingOf } from './load-standing.ts';
import { needsNewCode } from './register-code.ts';
import { openHandover } from './open-handover.ts';
import { viewDelivery } from './view-delivery.ts';

type DeliveryCtx = CommandCtx<typeof delivery>;

/** The citizen chooses the code on the reader: it comes back as ciphertext for BiZa, in a message of the device. May be done over, until BiZa's script sets it on the card. */
export const chooseCode = handle(delivery, 'chooseCode', async (ctx, { dossier: id, start }) => {
  const { dossier, handover } = await standingOf(ctx.store, id);
  const anew = needsNewCode(dossier.state, handover);
  if (!anew) demandMove(dossier, start === 'at-the-door' && allows(dossier, 'start-delivery') ? 'start-delivery' : 'activate');
  const open = openHandover(handover);
  if (open.activation !== 'none' && open.activation !== 'failed') throw deliveryFailures['activation-under-way']();
  await demandStillCertified(ctx, open);
  // Written down before the device is asked: its message may be faster than we are.
  await ctx.work((work) => replaceCode(work, open, { code: 'requested', codeSealed: null }));
  try {
    await ctx.call('device-bridge.requestCode', { visit: open.visit, language: await languageOf(ctx, dossier.person), start });
  } catch (error) {
    if (!isFailure(error, 'device-bridge.still-waiting')) await ctx.work((work) => work.update(handovers, { id: open.id, code: 'requested' }, { code: 'none' }));
    throw error;
  }
  return viewDelivery(ctx.store, id);
});

/** The citizen is asked in his or her own language; a CRM that is down keeps nobody from choosing a code. */
async function languageOf({ store, ports, municipality }: DeliveryCtx, person: string) {
  const fallback = municipality.languages[0] ?? 'nl';
  try {
    return (await ports.crm.citizen({ insz: await inszOf(store, person) })).citizen?.language ?? fallback;
  } catch (error) {
    if (!isFailure(error)) throw error;
    return fallback;
  }
}

/** A request that the device bridge gave up may have reached the device: which answers count is known there. */
const waitsForCode: readonly Handover['code'][] = ['requested', 'failed'];

/** Listens to `device-bridge.codeChosen`. A code that comes when nobody waits for it any more is destroyed. */
export async function hearCode(ctx: DeliveryCtx, { visit, sealed }: EventPayload<'device-bridge.codeChosen'>): Promise<void> {
  await ctx.work(async (work) => {
    const handover = await work.first(handovers, { visit });
    if (!handover || !waitsForCode.includes(handover.code) || handover.endedAt !== null) {
      if (handover?.codeSealed !== sealed) await work.destroySealed(sealed);
      return;
    }
    await replaceCode(work, handover, { code: 'chosen', codeSealed: sealed });
  });
}

/** Listens to `device-bridge.codeFailed`. */
export async function hearNoCode(ctx: DeliveryCtx, { visit }: EventPayload<'device-bridge.codeFailed'>): Promise<void> {
  await ctx.work((work) => work.update(handovers, { visit, code: 'requested' }, { code: 'failed' }));
}

/** The former code goes, and the script that would set it: there is never more than one of a visit in the vault. */
export async function replaceCode(work: Work<typeof delivery>, { id, codeSealed }: Handover, code: Pick<Handover, 'code' | 'codeSealed'>): Promise<void> {
  if (codeSealed !== null) await work.destroySealed(codeSealed);
  await work.update(handovers, { id }, { ...code, script: null });
}
