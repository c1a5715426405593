import type { z } from 'zod';
import type { card } from '#connectors/eid-tool/eid-tool.port.ts';
import { judgeCard } from '#connectors/eid-tool/judge-card.ts';
import { addDays } from '#services/belgium/day.ts';
import type { CommandCtx } from '#services/kernel/context.ts';
import { isFailure, retryOf } from '#services/kernel/failure.ts';
import { handle } from '#services/kernel/plugin.ts';
import { findPerson } from '#services/journey/people.ts';
import { findRecognised, type Recognising } from './find-recognised.ts';
import { hearOfCounter } from './hear-of-counter.ts';
import { dossiersFor, keepCitizen } from './keep-citizen.ts';
import { outreach } from './outreach.contract.ts';
import { looks, type Citizen, type Look } from './outreach.store.ts';
import { takeOffEnded, takeOffUnseen } from './take-off.ts';

type OutreachCtx = CommandCtx<typeof outreach>;
type Card = z.output<typeof card>;
interface Night { readonly recognising: Recognising; readonly windowDays: number; readonly minimumAge: number }

/** So many days of expiry are looked at, and written down as done, in one go: what breaks off within them is looked at again. */
const stepDays = 14;

export const gatherCitizens = handle(outreach, 'gather', (ctx) => gather(ctx));
export async function gatherByNight(ctx: OutreachCtx): Promise<void> {
  await gather(ctx);
}

/** One night: who is recognised no longer goes, and the look at the year goes on from where it was, however the night before ended. */
async function gather(ctx: OutreachCtx) {
  const recognising = await findRecognised(ctx);
  await hearOfCounter(ctx);
  let takenOff = await takeOffEnded(ctx, recognising);
  const night: Night = { recognising, ...await ctx.call('invitation.window', {}) };
  let [seen, listed] = [0, 0];
  for (let look = await lookUnderWay(ctx); ;) {
    if (look === undefined) return { seen, listed, takenOff, finished: true };
    if (seen >= ctx.config.cardsPerNight) return { seen, listed, takenOff, finished: false };
    const from: string = look.doneUntil === null ? `${look.year}-01-01` : addDays(look.doneUntil, 1);
    const lastDay = `${look.year}-12-31`;
    const until: string = [addDays(from, stepDays - 1), lastDay].toSorted()[0] ?? lastDay;
    const step = await lookAt(ctx, night, { from, until, look: look.look });
    seen += step.seen;
    listed += step.listed;
    const finished = until === lastDay;
    if (finished) takenOff += await takeOffUnseen(ctx, look);
    look = await noteStep(ctx, look, { doneUntil: until, unreadable: look.unreadable + step.unreadable, finished });
  }
}

/** The look to go on with; a new one where the year is new, or the last one began long enough ago; nothing while the last one is fresh. */
async function lookUnderWay(ctx: OutreachCtx): Promise<Look | undefined> {
  const [last, year] = [await ctx.store.first(looks, { what: 'year' }), Number(ctx.today().slice(0, 4))];
  if (last?.year === year && last.finishedAt === null) return last;
  if (last?.year === year && last.begunOn > addDays(ctx.today(), -ctx.config.everyDays)) return undefined;
  return ctx.work(async (work) => {
    const fresh = { look: (last?.look ?? 0) + 1, year, begunOn: ctx.today(), doneUntil: null, finishedAt: null, unreadable: 0 };
    if (!await work.insertIfNew(looks, { what: 'year', ...fresh, lastFinishedAt: null, heardUntil: null })) await work.update(looks, { what: 'year' }, fresh);
    return work.first(looks, { what: 'year' });
  });
}

async function noteStep(ctx: OutreachCtx, { look }: Look, { finished, ...done }: Pick<Look, 'doneUntil' | 'unreadable'> & { readonly finished: boolean }): Promise<Look | undefined> {
  return ctx.work(async (work) => {
    await work.update(looks, { what: 'year', look }, { ...done, ...(finished && { finishedAt: work.at, lastFinishedAt: work.at }) });
    return finished ? undefined : work.first(looks, { what: 'year' });
  });
}

async function lookAt(ctx: OutreachCtx, night: Night, { from, until, look }: { readonly from: string; readonly until: string; readonly look: number }) {
  let [seen, listed, unreadable] = [0, 0, 0];
  for (let after: string | null = null; ;) {
    const page: Awaited<ReturnType<typeof ctx.ports.eidTool.expiringCards>> = await ctx.ports.eidTool.expiringCards({ from, until, after });
    seen += page.cards.length + page.unreadable;
    unreadable += page.unreadable;
    for (const found of page.cards) if (await listOne(ctx, night, found, look)) listed += 1;
    if (page.next === null) return { seen, listed, unreadable };
    after = page.next;
  }
}

/** Says whether the holder of this card is on the list. One that is refused holds up nobody else; when a system is away, the night ends. */
async function listOne(ctx: OutreachCtx, { recognising, windowDays, minimumAge }: Night, found: Card, look: number): Promise<boolean> {
  if (judgeCard(found, { minimumAge, day: ctx.today() }) !== undefined) return false;
  try {
    const insz = await recognising.insz(found.insz);
    if (insz === undefined) return false;
    const trouble = found.expiresOn > addDays(ctx.today(), windowDays) ? null : await troubleOf(ctx, insz, found);
    if (trouble === 'gone') return false;
    await keepCitizen(ctx, { insz, cardNumber: found.cardNumber, expiresOn: found.expiresOn, trouble }, look);
    return true;
  } catch (error) {
    if (!isFailure(error) || retryOf(error) !== 'never') throw error;
    ctx.log.warn({ failure: error.type }, 'one card could not be looked at; the others go on');
    return false;
  }
}

/** Why somebody within the window has no dossier: the CRM is asked only then. Who has died or has left is not listed. */
async function troubleOf(ctx: OutreachCtx, insz: string, { expiresOn }: Card): Promise<Citizen['trouble'] | 'gone'> {
  if ((await dossiersFor(ctx, await findPerson(ctx.store, ctx.blindIndexes('insz', insz)), expiresOn)).length > 0) return null;
  const { citizen } = await ctx.ports.crm.citizen({ insz });
  if (!citizen) return 'unknown-to-crm';
  return citizen.reachable ? null : 'gone';
}
