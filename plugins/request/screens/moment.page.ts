import { html } from '#services/kernel/html.ts';
import { definePage } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { appointmentTexts } from './appointment-texts.ts';
import { choicesIn, withChoices } from './choices-in-address.ts';
import { letterOf } from '#services/pieces/ground-in-address.ts';
import { button, link, problemSummary } from '#services/pieces/form-pieces.ts';
import { momentsByDay, otherDays, pageIn } from '#services/pieces/moments-by-day.ts';
import { requestTexts } from './request-texts.ts';

/** Second of three steps: when somebody comes. Nothing is held yet. */
export const momentPage = definePage({
  path: '/moment', for: 'citizen',
  show: async (ctx) => {
    const { call, dossier, language, address, query, telephone } = ctx;
    const { ground, who, start } = choicesIn(query);
    if (!ground || !who) return { goTo: withChoices(ctx, '/appointment', { missing: '1' }) };
    const { may } = await call('request.status', { dossier });
    if (!may.submit) return { goTo: address('/status') };
    const { slots } = await call('appointments.offer', { dossier, purpose: 'capture', ground });

    const [say, shared] = [sayIn(appointmentTexts, language), sayIn(requestTexts, language)];
    const wrong = query.has('missing') && start === undefined;
    const minutes = slots[0] ? Math.round((slots[0].end - slots[0].start) / 60_000) : 0;
    const list = { moments: slots, language, page: pageIn(query), chosen: start, wrong, addressOf: (page: number) => withChoices(ctx, '/moment', { days: String(page) }) };
    return {
      title: say('momentTitle'), ...(wrong && { status: 422 }),
      body: html`<p class="eid-step">${shared('step', { number: 2 })}</p>
<h1 class="utrecht-heading-1">${say('momentTitle')}</h1>
${problemSummary(shared('problems'), wrong ? [{ field: 'start', said: say('momentMissing') }] : [])}
${slots.length === 0 ? html`<p class="eid-note">${say('noMoment', { telephone })}</p>` : html`<p class="utrecht-paragraph">${say('momentIntro', { minutes })}</p>
<form method="get" action="${address('/check')}">
<input type="hidden" name="why" value="${letterOf(ground)}" /><input type="hidden" name="who" value="${who}" />
${momentsByDay(list)}
<p class="eid-actions">${button(shared('continue'))}</p>
</form>
${otherDays(list)}`}
<p class="utrecht-paragraph">${link(withChoices(ctx, '/appointment'), shared('back'))}</p>`,
    };
  },
});
