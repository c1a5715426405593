import { z } from 'zod';
import { dayOf } from '#services/belgium/brussels-time.ts';
import { daySchema } from '#services/belgium/day.ts';
import { instantSchema } from '#services/belgium/instant.ts';
import { formatMoment } from '#services/belgium/formats.ts';
import { isFailure } from '#services/kernel/failure.ts';
import { html } from '#services/kernel/html.ts';
import { defineForm, definePage, type PageCtx } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { button, link, problemSummary } from '#services/pieces/form-pieces.ts';
import { momentsByDay, otherDays, pageIn, type Moment } from '#services/pieces/moments-by-day.ts';
import { assignmentOf, wishBox } from './assignment.ts';
import { deedTexts } from './deed-texts.ts';
import { dossierTexts } from './dossier-texts.ts';
import { knowDossier } from './know-dossier.ts';
import { refusalIn } from './refusal-texts.ts';

const purposes = z.enum(['capture', 'delivery']);
const deliverers = z.enum(['official', 'bpost']).catch('official');
type Deliverer = z.output<typeof deliverers>;

/** Another moment for a visit; of the second one also who makes it. */
export const momentPage = definePage({
  front: 'desk', path: '/dossiers/{dossier}/moment/{purpose}', for: 'official',
  show: async (ctx, tried) => {
    const { language, path, address, query, formFields } = ctx;
    const [purpose, known] = [purposes.safeParse(path['purpose']).data, await knowDossier(ctx)];
    if (!known || !purpose) return { goTo: address('/worklist') };
    const { dossier, moves, deliverBy } = known.dossier;
    const here = `/dossiers/${dossier}/moment/${purpose}`;
    if (!moves.includes(purpose === 'capture' ? 'reschedule' : 'plan-delivery')) return { goTo: address(`/dossiers/${dossier}`) };
    const by = deliverers.parse(query.get('by') ?? deliverBy ?? 'official');
    const all = await momentsFor(ctx, { dossier, purpose, by });
    // Who dragged a visit to a day chooses among the moments of that day.
    const day = daySchema.safeParse(query.get('day')).data;
    const planned = known.visits.findLast((visit) => visit.purpose === purpose && visit.state === 'confirmed');
    const wished = instantSchema.safeParse(Number(query.get('start'))).data ?? 0;
    const thatDay = withWished(all.filter(({ start }) => dayOf(start) === day), planned, dayOf(wished) === day ? wished : undefined);
    const moments = thatDay.length > 0 ? thatDay : all;
    const [say, shared] = [sayIn(deedTexts, language), sayIn(dossierTexts, language)];
    const missing = tried?.problems['start'] !== undefined;
    const list = { moments, language, page: pageIn(query), chosen: Number(tried?.values['start'] ?? wished), wrong: missing, addressOf: (page: number) => `${address(here)}?by=${by}&days=${page}` };
    return {
      title: say(`moment-${purpose}`),
      body: html`<h1 class="utrecht-heading-1">${say(`moment-${purpose}`)}</h1>
${problemSummary(shared('problems'), missing ? [{ field: 'start', said: say('momentMissing') }] : [], tried?.failure === undefined ? undefined : refusalIn(language, tried.failure))}
${planned && html`<p class="utrecht-paragraph">${say('planned', { when: formatMoment(planned.start, language) })}</p>`}
${purpose === 'delivery' && html`<nav aria-label="${say('byWhom')}" class="eid-actions">${deliverers.unwrap().options.map((one) => html`<a class="utrecht-link" href="${`${address(here)}?by=${one}`}"${one === by && html` aria-current="true"`}>${say(`deliver-${one}`)}</a> `)}</nav>`}
${purpose === 'delivery' && await assignmentOf(ctx, dossier)}
${day !== undefined && thatDay.length === 0 && html`<p class="eid-note">${say('noFreeThen')}</p>`}
${moments.length === 0 ? html`<p class="eid-note">${say('noMoment')}</p>` : html`<h2 class="utrecht-heading-2">${say('chooseMoment')}</h2>
<form method="post" action="${`${address(here)}?by=${by}&days=${list.page}`}" novalidate>${formFields('fix')}<input type="hidden" name="by" value="${by}" />
${momentsByDay(list)}
${purpose === 'delivery' && wishBox(ctx)}
<p class="eid-actions">${button(say('confirmMoment'))}</p></form>
${otherDays(list)}${thatDay.length > 0 && html`<p class="utrecht-paragraph">${link(`${address(here)}?by=${by}`, say('allDays'))}</p>`}`}
<p class="utrecht-paragraph">${link(address(`/dossiers/${dossier}`), shared('back'))}</p>`,
    };
  },
  forms: {
    fix: defineForm(z.object({ start: z.coerce.number().int().positive(), by: deliverers, wish: z.literal('yes').optional() }), async ({ call, path, address }, { start, by, wish }) => {
      const [dossier, purpose] = [path['dossier'] ?? '', purposes.parse(path['purpose'])];
      if (purpose === 'capture') await call('appointments.move', { dossier, purpose, start });
      else await call('delivery.plan', { dossier, by, start, wish: wish === 'yes' });
      return { goTo: address(`/dossiers/${dossier}`) };
    }),
  },
});

/** A shorter round may want a quarter of an hour that lies between those that are offered. Whether it is free the house says, as of all. */
function withWished(moments: readonly Moment[], planned: Moment | undefined, wished: number | undefined): readonly Moment[] {
  if (wished === undefined || !planned || moments.some(({ start }) => start === wished)) return moments;
  return [...moments, { start: wished, end: wished + planned.end - planned.start, preferred: true }].toSorted((a, b) => a.start - b.start);
}

async function momentsFor({ call }: Pick<PageCtx, 'call'>, { dossier, purpose, by }: { readonly dossier: string; readonly purpose: 'capture' | 'delivery'; readonly by: Deliverer }): Promise<readonly Moment[]> {
  try {
    return purpose === 'capture' ? (await call('appointments.offer', { dossier, purpose })).slots : (await call('delivery.moments', { dossier, by })).moments;
  } catch (error) {
    // Who does not deliver here, or not to this address, offers no moment.
    if (isFailure(error) && error.code < 500 && error.code !== 401 && error.code !== 403) return [];
    throw error;
  }
}
