import { instantOf } from '#services/belgium/brussels-time.ts';
import { addDays } from '#services/belgium/day.ts';
import type { CommandCtx } from '#services/kernel/context.ts';
import { handle } from '#services/kernel/plugin.ts';
import type { Tables } from '#services/kernel/tables.ts';
import { dossierOf } from '#services/journey/move-dossier.ts';
import { deviceBridge } from './device-bridge.contract.ts';
import { deviceBridgeFailures } from './device-bridge.failures.ts';
import { openVisits, visits, type Person, type Purpose, type Visit } from './device-bridge.store.ts';
import { endVisit } from './end-visit.ts';
import { actOf, isOpen, mayActFor } from './use-visit.ts';

/**
 * Authorised first, then the device and the dossier are taken, both or neither. Asking again gives the same session back, so that a screen
 * may be loaded anew; the same person may go on with another device.
 */
export const openVisit = handle(deviceBridge, 'openVisit', async (ctx, { dossier, device, purpose, person, newCard }) => {
  if (!mayActFor(ctx.caller, person)) throw deviceBridgeFailures['not-yourself']({ issues: [{ in: 'body', name: 'person', detail: 'not the person of this credential' }] });
  await dossierOf(ctx.store, dossier);
  const { validUntil } = await ctx.call('authorisations.demand', { act: actOf[purpose], person, device });
  await demandMeantFor(ctx, device, purpose);

  return ctx.answer(async (work) => {
    const asked = { dossier, device, purpose, ...person, openedBy: ctx.caller.actor };
    const mine = await openOf(work, { dossier });
    if (mine && isOpen(mine, work.at) && isSame(mine, asked)) return { visit: mine.id, expiresAt: mine.expiresAt };
    if (mine && mayReplace(mine, asked, work.at)) await endVisit(work, mine);
    const there = await openOf(work, { device });
    if (there && mayReplace(there, asked, work.at)) await endVisit(work, there);

    const id = work.newId();
    // The authorisations hold for whole days: the session ends with the first of them.
    const expiresAt = Math.min(work.at + ctx.config.visitMinutes * 60_000, instantOf(addDays(validUntil, 1), '00:00'));
    if (!await work.insertIfNew(openVisits, { device, dossier, visit: id, expiresAt })) {
      throw await openOf(work, { dossier }) ? deviceBridgeFailures['dossier-in-use']() : deviceBridgeFailures['device-in-use']();
    }
    await work.insert(visits, { id, ...asked, openedAt: work.at, expiresAt, newCard: newCard === undefined ? null : { cardNumber: newCard }, cardRead: null, cardReadAt: null });
    return { visit: id, expiresAt };
  });
});

/** @throws device-bridge.unknown-device, device-bridge.device-not-for-this */
async function demandMeantFor(ctx: CommandCtx<typeof deviceBridge>, device: string, purpose: Purpose): Promise<void> {
  const { devices } = await ctx.ports.devices.list({});
  const known = devices.find((each) => each.device === device);
  if (!known) throw deviceBridgeFailures['unknown-device']();
  if (!known.rights.includes(purpose)) throw deviceBridgeFailures['device-not-for-this']();
}

async function openOf(work: Tables, where: { dossier: string } | { device: string }): Promise<Visit | undefined> {
  const open = await work.first(openVisits, where);
  return open && work.first(visits, { id: open.visit });
}

type Asked = Pick<Visit, 'dossier' | 'device' | 'purpose' | 'openedBy'> & Person;

function isSame(visit: Visit, asked: Asked): boolean {
  return visit.dossier === asked.dossier && visit.device === asked.device && visit.purpose === asked.purpose && isBySamePerson(visit, asked);
}

function isBySamePerson(visit: Visit, asked: Asked): boolean {
  return visit.openedBy === asked.openedBy && visit.holder === asked.holder && visit.reference === asked.reference;
}

/** A session that is over, or one of the same person for the same dossier: with another device, or for the other visit. */
function mayReplace(visit: Visit, asked: Asked, at: number): boolean {
  return !isOpen(visit, at) || (visit.dossier === asked.dossier && isBySamePerson(visit, asked));
}
