import { daySchema, addDays, weekdayOf, weekdays } from '#services/belgium/day.ts';
import { instantOf } from '#services/belgium/brussels-time.ts';
import { formatTime, formatWeekday } from '#services/belgium/formats.ts';
import { link } from '#services/pieces/form-pieces.ts';
import type { ActionOutput } from '#services/kernel/registry.ts';
import { html, type Content, type Markup } from '#services/kernel/html.ts';
import { definePage, type PageCtx } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { calendarTexts } from './calendar/calendar-texts.ts';
import { dayOfCtx } from './day-of-ctx.ts';
import { planningTexts } from './planning-texts.ts';
import { purposeTexts, visitStateTexts } from './purpose-texts.ts';

type Day = ActionOutput<'appointments.week'>['days'][number];
type Visit = Day['visits'][number];

/** The week of one official: when he or she works, and the visits. A visit moves to another day by its link, or by being dragged there. */
export const planningPage = definePage({
  front: 'desk', path: '/planning', for: 'official', element: 'eid-planning', inMenu: { text: planningTexts.menu, needs: 'appointments.week' },
  show: async (ctx) => {
    const { call, language, query, actor, address } = ctx;
    const say = sayIn(planningTexts, language);
    const from = mondayOf(daySchema.safeParse(query.get('week')).data ?? dayOfCtx(ctx));
    const asked = query.get('official') ?? actor.replace(/^official:/, '');
    const own = await call('appointments.week', { official: asked, from });
    // Who looks need not be one who visits.
    const official = own.officials.includes(asked) || query.has('official') ? asked : own.officials[0] ?? asked;
    const { officials, days } = official === asked ? own : await call('appointments.week', { official, from });
    const at = (week: string) => `${address('/planning')}?${new URLSearchParams({ official, week }).toString()}`;
    return {
      title: say('title', { official }), live: 15,
      body: html`<h1 class="utrecht-heading-1">${say('title', { official })}</h1>
<form method="get" action="${address('/planning')}" class="eid-filter">
<div class="utrecht-form-field"><label class="utrecht-form-label" for="official">${say('official')}</label>
<select class="utrecht-select utrecht-select--html-select" id="official" name="official">${[...new Set([...officials, official])].map((one) => html`<option value="${one}" ${one === official && html`selected`}>${one}</option>`)}</select></div>
<div class="utrecht-form-field"><label class="utrecht-form-label" for="week">${say('week')}</label><input class="utrecht-textbox" type="date" id="week" name="week" value="${from}" /></div>
<button class="utrecht-button utrecht-button--secondary-action" type="submit">${say('show')}</button>
</form>
<p class="utrecht-paragraph eid-week-steps">${link(at(addDays(from, -7)), say('earlier'))} ${link(at(addDays(from, 7)), say('later'))}</p>
<ol class="eid-week">${days.map((day) => dayOf(day, official, ctx))}</ol>
<p class="utrecht-paragraph">${link(address('/calendar'), sayIn(calendarTexts, language)('link'))}</p>
<p class="utrecht-paragraph eid-needs-script">${say('dragHint')}</p>`,
    };
  },
});

function dayOf({ day, works, visits }: Day, official: string, { language, address }: PageCtx): Markup {
  const say = sayIn(planningTexts, language);
  const hours = works.map(({ start, end, special }) => {
    const span = `${formatTime(start, language)}-${formatTime(end, language)}`;
    return special ? say('special', { hours: span }) : span;
  });
  return html`<li class="eid-plan-day" id="${`day-${day}`}" ${works.length > 0 && html`data-drop="${day}"`}>
<h2 class="utrecht-heading-3">${formatWeekday(instantOf(day, '12:00'), language)}</h2>
<p class="utrecht-form-field-description">${works.length === 0 ? say('noneWork') : say('works', { hours: hours.join(', ') })}</p>
${visits.length === 0 ? html`<p class="utrecht-paragraph">${say('noVisit')}</p>` : html`<ul class="eid-visits">${visits.map((visit) => visitOf(visit, { language, address }))}</ul>
<p class="utrecht-paragraph">${link(`${address('/round')}?${new URLSearchParams({ official, day }).toString()}`, say('round'))}</p>`}
</li>
`;
}

function visitOf({ appointment, dossier, purpose, start, end, state, postcode }: Visit, { language, address }: Pick<PageCtx, 'language' | 'address'>): Content {
  const say = sayIn(planningTexts, language);
  const move = address(`/dossiers/${dossier}/moment/${purpose}`);
  return html`<li class="eid-card" id="${`visit-${appointment}`}" ${state === 'confirmed' && html`draggable="true" data-drag="${move}"`}>
<p class="eid-when"><strong>${formatTime(start, language)} - ${formatTime(end, language)}</strong> <span class="eid-tag">${sayIn(visitStateTexts, language)(state)}</span></p>
<p>${sayIn(purposeTexts, language)(purpose)}<br />${postcode}</p>
<p>${link(address(`/dossiers/${dossier}`), say('dossier'))} ${state === 'confirmed' && link(move, say('move'))}</p>
</li>
`;
}

/** Weeks begin on Monday (ISO 8601). */
function mondayOf(day: string): string {
  return addDays(day, -weekdays.indexOf(weekdayOf(day)));
}
