import { z } from 'zod';
import { dayOf } from '#services/belgium/brussels-time.ts';
import { formatDay } from '#services/belgium/formats.ts';
import { html, type Markup } from '#services/kernel/html.ts';
import { definePage, type PageCtx } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { link } from '#services/pieces/form-pieces.ts';
import { shortReference } from '../dossier-rows.ts';
import { sayTerm, sources, subjects, tones, type Line } from './complaint-parts.ts';
import { complaintsTexts } from './complaints-texts.ts';

const states = ['open', 'overdue', 'received', 'taken-up', 'answered', 'closed'] as const;
const rowsAtOnce = 50;

/** What an address asks of the list; what it cannot be asked is left out. `all`: whatever the state. */
const asked = z.object({
  state: z.enum([...states, 'all']).catch('open'), tone: z.enum(tones).optional().catch(undefined), about: z.enum(subjects).optional().catch(undefined), source: z.enum(sources).optional().catch(undefined),
  from: z.coerce.number().int().min(0).max(1_000_000).catch(0),
});
type Asked = z.output<typeof asked>;

/** What citizens say about the service, what presses most first. Nobody is looked up for it: names and words are on the page of one. */
export const complaintsPage = definePage({
  front: 'desk', path: '/complaints', for: 'official', element: 'eid-complaints', inMenu: { text: complaintsTexts.menu, needs: 'complaints.list' },
  show: async (ctx) => {
    const { language, query, call } = ctx;
    const say = sayIn(complaintsTexts, language);
    const wanted = asked.parse(Object.fromEntries(query));
    const { state, from, ...among } = wanted;
    const { complaints, total, open, overdue } = await call('complaints.list', { ...among, ...(state !== 'all' && { state }), limit: rowsAtOnce, offset: from });
    return {
      title: say('title'), live: 15,
      body: html`<h1 class="utrecht-heading-1">${say('title')}</h1>
<p class="utrecht-paragraph">${say('intro', { open, overdue })}</p>
${filterForm(wanted, ctx)}
${complaints.length === 0 ? html`<p class="eid-note">${say('none')}</p>` : html`<p class="utrecht-paragraph">${say('shown', { first: from + 1, last: from + complaints.length, total })}</p>
<ol class="eid-work">${complaints.map((line) => row(line, ctx))}</ol>`}
${pagesPart(wanted, total, ctx)}`,
    };
  },
});

function row(line: Line, { language, address }: Pick<PageCtx, 'language' | 'address'>): Markup {
  const say = sayIn(complaintsTexts, language);
  const { complaint, about, tone, state, source, receivedAt, dossier, told } = line;
  return html`<li id="${`c-${complaint}`}">
<p class="eid-work-due">${sayTerm(line, language)}</p>
<p class="eid-work-what"><a class="utrecht-link" href="${address(`/complaints/${complaint}`)}">${say(`about-${about}`)}: ${say(`tone-${tone}`)}</a><br />${say(`state-${state}`)}${told === 'nobody' && html` <span class="eid-tag eid-tag--late">${say('told-nobody')}</span>`}</p>
<p class="eid-work-about">${say('receivedOn', { day: formatDay(dayOf(receivedAt), language) })}, ${say(`source-${source}`)}<br />${dossier === null ? say('withoutDossier') : html`<span class="eid-reference">${shortReference(dossier)}</span>`}</p>
</li>
`;
}

function filterForm(chosen: Asked, { language, address }: Pick<PageCtx, 'language' | 'address'>): Markup {
  const say = sayIn(complaintsTexts, language);
  const select = (name: 'state' | 'tone' | 'about' | 'source', options: readonly (readonly [value: string, label: string])[], all: string) => html`<div class="utrecht-form-field"><label class="utrecht-form-label" for="${name}">${say(name)}</label>
<select class="utrecht-select utrecht-select--html-select" id="${name}" name="${name}"><option value="${all}">${say('all')}</option>${options.map(([value, label]) => html`<option value="${value}"${chosen[name] === value && html` selected`}>${label}</option>`)}</select></div>
`;
  return html`<form method="get" action="${address('/complaints')}" class="eid-filter" role="search" aria-label="${say('filterTitle')}">
${select('state', states.map((value) => [value, say(`state-${value}`)]), 'all')}
${select('tone', tones.map((value) => [value, say(`tone-${value}`)]), '')}
${select('about', subjects.map((value) => [value, say(`about-${value}`)]), '')}
${select('source', sources.map((value) => [value, say(`source-${value}`)]), '')}
<p><button class="utrecht-button utrecht-button--secondary-action" type="submit">${say('show')}</button></p>
</form>`;
}

function pagesPart({ from, ...among }: Asked, total: number, { language, address }: Pick<PageCtx, 'language' | 'address'>): Markup | null {
  if (total <= rowsAtOnce && from === 0) return null;
  const say = sayIn(complaintsTexts, language);
  const chosen = Object.fromEntries(Object.entries(among).filter(([, value]) => value !== undefined));
  const at = (first: number) => `${address('/complaints')}?${new URLSearchParams({ ...chosen, from: String(first) }).toString()}`;
  return html`<nav class="eid-actions" aria-label="${say('pages')}">${from > 0 && link(at(Math.max(0, from - rowsAtOnce)), say('earlier'))} ${from + rowsAtOnce < total && link(at(from + rowsAtOnce), say('later'))}</nav>`;
}
