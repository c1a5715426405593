import { z } from 'zod';
import { dayOf } from '#services/belgium/brussels-time.ts';
import { daySchema } from '#services/belgium/day.ts';
import { formatMoment } from '#services/belgium/formats.ts';
import { purposeSchema } from '#plugins/appointments/appointments.contract.ts';
import { button, link, problemSummary } from '#services/pieces/form-pieces.ts';
import { momentsByDay, otherDays, pageIn } from '#services/pieces/moments-by-day.ts';
import { html } from '#services/kernel/html.ts';
import { defineForm, definePage, type PageCtx } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { inPath } from './in-path.ts';
import { planningTexts } from './planning-texts.ts';
import { purposeTexts } from './purpose-texts.ts';

/** Another moment for a visit that is planned. Only free ones are offered; what was taken meanwhile is refused, and the old moment stands. */
export const moveVisitPage = definePage({
  front: 'desk', path: '/planning/{dossier}/{purpose}', for: 'official', element: 'eid-move-visit',
  show: async (ctx, tried) => {
    const { call, language, query, path, address, formFields } = ctx;
    const [say, { dossier, purpose }] = [sayIn(planningTexts, language), visitIn(path)];
    const { appointments } = await call('appointments.ofDossier', { dossier });
    const visit = appointments.find((one) => one.purpose === purpose && one.state === 'confirmed');
    const heading = html`<h1 class="utrecht-heading-1">${say('moveTitle')}</h1>
<p class="eid-note">${sayIn(purposeTexts, language)(purpose)}${visit && html`<br />${say('now', { moment: formatMoment(visit.start, language), official: visit.official })}`}</p>`;
    if (!visit) return { title: say('moveTitle'), status: 409, body: html`${heading}<p class="utrecht-paragraph">${say('cannot')}</p><p class="utrecht-paragraph">${link(address(`/dossiers/${dossier}`), say('dossier'))}</p>` };

    const { slots } = await call('appointments.offer', { dossier, purpose });
    const day = daySchema.safeParse(query.get('day')).data;
    const thatDay = slots.filter(({ start }) => dayOf(start) === day);
    const moments = thatDay.length > 0 ? thatDay : slots;
    const here = address(`/planning/${dossier}/${purpose}`);
    const wrong = tried?.problems['start'] !== undefined;
    const list = { moments, language, page: pageIn(query), chosen: undefined, wrong, addressOf: (page: number) => `${here}?days=${page}` };
    return {
      title: say('moveTitle'),
      body: html`${heading}
${problemSummary(say('problems'), [], tried?.failure === undefined ? undefined : say(refusal(tried.failure)))}
<p class="utrecht-paragraph">${say('moveIntro')}</p>
${day !== undefined && thatDay.length === 0 && html`<p class="eid-note">${say('noFreeThen')}</p>`}
${moments.length === 0 ? html`<p class="eid-note">${say('noFree')}</p>` : html`<form method="post">${formFields('move')}${momentsByDay(list)}
<p class="eid-actions">${button(say('confirmMove'))}</p></form>
${otherDays(list)}${thatDay.length > 0 && html`<p class="utrecht-paragraph">${link(here, say('allDays'))}</p>`}`}
<p class="utrecht-paragraph">${link(`${address('/planning')}?${new URLSearchParams({ official: visit.official, week: dayOf(visit.start) }).toString()}`, say('menu'))}</p>`,
    };
  },
  forms: {
    move: defineForm(z.object({ start: z.coerce.number().int() }), async (ctx, { start }) => {
      const moved = await ctx.call('appointments.move', { ...visitIn(ctx.path), start });
      return { goTo: `${ctx.address('/planning')}?${new URLSearchParams({ official: moved.official, week: dayOf(moved.start) }).toString()}` };
    }),
  },
});

function visitIn(path: PageCtx['path']) {
  return inPath(path, z.object({ dossier: z.uuid(), purpose: purposeSchema }));
}

function refusal(type: string) {
  if (type === 'appointments.moment-taken') return 'momentTaken' as const;
  return type === 'appointments.moment-not-offered' ? 'notOffered' as const : 'failed' as const;
}
