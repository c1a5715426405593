import { dayOf } from '#services/belgium/brussels-time.ts';
import { addDays, daySchema } from '#services/belgium/day.ts';
import { formatDay } from '#services/belgium/formats.ts';
import { html, type Markup } from '#services/kernel/html.ts';
import { definePage, type PageCtx } from '#services/kernel/page.ts';
import type { ActionOutput } from '#services/kernel/registry.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { button, facts, link } from '#services/pieces/form-pieces.ts';
import { sayWithdrawn } from './partnership-pieces.ts';
import { partnershipTexts } from './partnership-texts.ts';

type Agreement = ActionOutput<'bpost-delivery.agreements'>['agreements'][number];
type LeadTime = ActionOutput<'bpost-delivery.leadTimes'>['lines'][number];

/** What was agreed with bpost, how much of it is taken, and what came of what was promised. */
export const partnershipPage = definePage({
  front: 'desk', path: '/partnership', for: 'official', element: 'eid-partnership', inMenu: { text: partnershipTexts.menu, needs: 'bpost-delivery.agreements' },
  show: async (ctx) => {
    const { language, address, may, call } = ctx;
    const say = sayIn(partnershipTexts, language);
    const period = periodIn(ctx);
    const [{ agreements }, { lines }] = await Promise.all([call('bpost-delivery.agreements', {}), call('bpost-delivery.leadTimes', period)]);
    return {
      title: say('title'),
      body: html`<h1 class="utrecht-heading-1">${say('title')}</h1>
<p class="eid-links">${may('bpost-delivery.recordAgreement') && link(address('/partnership/agreements/record'), say('record'))} ${link(address('/partnership/employees'), say('employees'))}</p>
<h2 class="utrecht-heading-2">${say('agreements')}</h2>
${agreements.length === 0 ? html`<p class="eid-note">${say('none')}</p>` : html`<ul class="eid-cards">${agreements.map((one) => cardOf(one, ctx))}</ul>`}
<h2 class="utrecht-heading-2">${say('leadTimes')}</h2>
<p class="utrecht-paragraph">${say('leadTimesText')}</p>
<form method="get" action="${address('/partnership')}" class="eid-filter">${(['from', 'until'] as const).map((name) => html`<div class="utrecht-form-field"><label class="utrecht-form-label" for="${name}">${say(name)}</label><input class="utrecht-textbox" type="date" id="${name}" name="${name}" value="${period[name]}" /></div>
`)}<p>${button(say('show'), 'secondary')}</p></form>
${lines.length === 0 ? html`<p class="eid-note">${say('noDeliveries')}</p>` : html`<ul class="eid-cards">${lines.map((line) => leadTimeCard(line, ctx))}</ul>
<p class="utrecht-paragraph">${link(`${address('/partnership/lead-times')}?from=${period.from}&until=${period.until}`, say('csv'))}</p>`}`,
    };
  },
});

/** The same lead times as a file. */
export const leadTimesFile = definePage({
  front: 'desk', path: '/partnership/lead-times', for: 'official',
  show: async (ctx) => {
    const period = periodIn(ctx);
    const { csv } = await ctx.call('bpost-delivery.leadTimes', period);
    return { mediaType: 'text/csv; charset=utf-8', fileName: `bpost-lead-times-${period.from}-${period.until}.csv`, body: csv };
  },
});

/** What was asked for, where it can be told: the last year otherwise. */
function periodIn({ query, now }: Pick<PageCtx, 'query' | 'now'>): { readonly from: string; readonly until: string } {
  const [from, until] = [daySchema.safeParse(query.get('from')).data, daySchema.safeParse(query.get('until')).data];
  const today = dayOf(now());
  return from !== undefined && until !== undefined && from <= until && until <= addDays(from, 366) ? { from, until } : { from: addDays(today, -365), until: today };
}

function cardOf(one: Agreement, { language, address, may }: PageCtx): Markup {
  const say = sayIn(partnershipTexts, language);
  const { agreement, capacity, standing, taken } = one;
  const isOpen = standing === 'holds' || standing === 'to-come';
  return html`<li class="eid-card"><h3 class="utrecht-heading-3">${one.region}</h3>
<p><span class="eid-tag${(standing === 'withdrawn' || standing === 'over') && ' eid-tag--late'}">${say(standing)}</span></p>
${facts([
  [say('reference'), one.reference ?? say('fromSettings')], [say('postcodes'), one.postcodes.join(' ')],
  [say('period'), say('fromUntil', { from: formatDay(one.from, language), until: formatDay(one.until, language) })],
  [say('capacity'), capacity ? say(`per-${capacity.per}`, { count: capacity.deliveries }) : say('noCapacity')],
  ...(capacity && taken.length > 0 ? [[say('taken'), html`<ul class="eid-lines">${taken.map(({ from, deliveries }) => html`<li>${say('takenOf', { day: formatDay(from, language), taken: deliveries, all: capacity.deliveries })}</li>`)}</ul>`] as const] : []),
  ...(agreement === null ? [] : [[say('busy'), String(one.busy)] as const]),
  [say('leadDays'), String(one.leadDays)],
  [say('promise'), one.promisedDays === null ? say('noPromise') : say('promised', { days: one.promisedDays })],
])}
${one.withdrawnOn !== null && html`<p>${sayWithdrawn(formatDay(one.withdrawnOn, language), one.withdrawnBecause, language)}</p>`}
${agreement !== null && isOpen && may('bpost-delivery.withdrawAgreement') && html`<p class="eid-visit-foot">${link(address(`/partnership/agreements/${agreement}/withdraw`), say('withdraw'))}</p>`}</li>
`;
}

function leadTimeCard(line: LeadTime, { language }: Pick<PageCtx, 'language'>): Markup {
  const say = sayIn(partnershipTexts, language);
  const figure = new Intl.NumberFormat(`${language}-BE`, { maximumFractionDigits: 1 });
  const both = ({ median, longest }: { readonly median: number; readonly longest: number }) => `${figure.format(median)} / ${longest}`;
  return html`<li class="eid-card"><h3 class="utrecht-heading-3">${line.region}</h3>
<p>${line.reference ?? say('fromSettings')}</p>
${facts([
  [say('deliveries'), String(line.deliveries)],
  [say('promise'), line.promisedDays === null ? say('noPromise') : say('promised', { days: line.promisedDays })],
  [say('late'), line.late !== null && line.late > 0 ? html`<span class="eid-tag eid-tag--late">${line.late}</span>` : String(line.late ?? '-')],
  ...(['own', 'production', 'withBpost', 'total'] as const).map((word) => [say(word), both(line[word])] as const),
  [say('dailyMaximum'), figure.format(line.dailyMaximum)],
])}</li>
`;
}
