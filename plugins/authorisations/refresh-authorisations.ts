import { addDays } from '#services/belgium/day.ts';
import type { CommandCtx, Work } from '#services/kernel/context.ts';
import { isFailure, retryOf } from '#services/kernel/failure.ts';
import { handle } from '#services/kernel/plugin.ts';
import { askBiza, type HolderReference } from './ask-biza.ts';
import { authorisations } from './authorisations.contract.ts';
import { authorisationFailures } from './authorisations.failures.ts';
import { agreements, authorisationRecords } from './authorisations.store.ts';
import { unbrokenUntil } from './choose-period.ts';
import type { Heard } from './judge-day.ts';
import { noteDay } from './note-day.ts';

type AuthorisationsCtx = CommandCtx<typeof authorisations>;
interface Asked extends Heard { /** It may answer when it is asked again. */ readonly again: boolean }

export const refreshAuthorisations = handle(authorisations, 'refresh', async (ctx) => (await refreshWatched(ctx)).answer);

/** Every night. What BiZa did not answer is asked again until the next night. */
export async function refreshByNight(ctx: AuthorisationsCtx): Promise<void> {
  if ((await refreshWatched(ctx)).again) throw authorisationFailures.unverifiable();
}

/** Asks BiZa anew for everything that is watched or was ever used, writes the day down, and warns once for each end that comes near. One that fails holds up no other. */
async function refreshWatched(ctx: AuthorisationsCtx) {
  const heard: Asked[] = [];
  for (const holder of await watched(ctx)) heard.push(await hear(ctx, holder));
  await noteDay(ctx, heard);
  const expiring = await ctx.work(async (work) => {
    await warnOfAgreement(ctx, work);
    return warnOfRecords(ctx, work);
  });
  return { answer: { checked: heard.length, unanswered: heard.filter(({ answered }) => !answered).length, expiring }, again: heard.some(({ again }) => again) };
}

async function watched(ctx: AuthorisationsCtx): Promise<HolderReference[]> {
  const all: HolderReference[] = [
    { holder: 'municipality', reference: ctx.municipality.nis },
    ...ctx.config.officials.map((reference) => ({ holder: 'official' as const, reference })),
    ...ctx.config.devices.map((reference) => ({ holder: 'device' as const, reference })),
    ...await ctx.store.find(authorisationRecords, {}),
  ];
  return [...new Map(all.map(({ holder, reference }) => [`${holder}:${reference}`, { holder, reference }])).values()];
}

async function hear(ctx: AuthorisationsCtx, of: HolderReference): Promise<Asked> {
  try {
    return { holder: of.holder, answered: true, again: false, records: await askBiza(ctx, of) };
  } catch (error) {
    if (!isFailure(error)) throw error;
    ctx.log.warn({ failure: error.type, holder: of.holder }, 'BiZa gave no answer about an authorisation');
    return { holder: of.holder, answered: false, again: retryOf(error) !== 'never', records: [] };
  }
}

async function warnOfRecords(ctx: AuthorisationsCtx, work: Work<typeof authorisations>): Promise<number> {
  const ending = await work.find(authorisationRecords, { withdrawn: false, validUntil: { lte: addDays(ctx.today(), ctx.config.warnDays), gte: ctx.today() } });
  for (const { holder, reference, act, validUntil } of ending.filter(({ warnedFor, validUntil }) => warnedFor !== validUntil)) {
    await work.emit('expiring', { holder, reference, act, validUntil });
    await work.update(authorisationRecords, { holder, reference, act }, { warnedFor: validUntil });
  }
  return ending.length;
}

/** What is followed by another one, without a day between, may end. */
async function warnOfAgreement(ctx: AuthorisationsCtx, work: Work<typeof authorisations>): Promise<void> {
  const [all, today] = [await work.find(agreements, { validUntil: { gte: ctx.today() } }), ctx.today()];
  const present = all.find(({ validFrom }) => validFrom <= today);
  const ends = present && unbrokenUntil(all, present.validUntil);
  const last = all.find(({ validUntil }) => validUntil === ends);
  if (!last || last.validUntil > addDays(today, ctx.config.warnDays) || last.warnedFor === last.validUntil) return;
  await work.emit('agreementEnding', { reference: last.reference, validUntil: last.validUntil });
  await work.update(agreements, { reference: last.reference }, { warnedFor: last.validUntil });
}
