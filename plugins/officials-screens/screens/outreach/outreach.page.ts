import { dayOf } from '#services/belgium/brussels-time.ts';
import { formatDay, formatMoment, formatNumber } from '#services/belgium/formats.ts';
import { html, type Markup } from '#services/kernel/html.ts';
import { definePage, type PageCtx } from '#services/kernel/page.ts';
import type { ActionOutput } from '#services/kernel/registry.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { table, tag } from '#services/pieces/data-table.ts';
import { askedIn, filterForm, mostRows, rowsAtOnce } from './outreach-filter.ts';
import { outreachTexts, standingTexts, stepTexts } from './outreach-texts.ts';

type Counts = ActionOutput<'outreach.counts'>;
type Citizen = ActionOutput<'outreach.list'>['citizens'][number];

/** Everybody in the group for whom home service exists, and how far each is (K7). No names: that somebody is on it says something about health. */
export const outreachPage = definePage({
  front: 'desk', path: '/outreach', for: 'official', element: 'eid-outreach', inMenu: { text: outreachTexts.menu, needs: 'outreach.list' },
  show: async (ctx) => {
    const { call, language, query } = ctx;
    const say = sayIn(outreachTexts, language);
    const asked = askedIn(query);
    const { rows, year: wanted, ...filters } = asked;
    const among = wanted === undefined ? {} : { year: wanted };
    const [counts, { citizens, total }] = await Promise.all([call('outreach.counts', among), call('outreach.list', { ...filters, ...among, limit: rows })]);
    return {
      title: say('title', { year: counts.year }),
      body: html`<h1 class="utrecht-heading-1">${say('title', { year: counts.year })}</h1>
<p class="utrecht-paragraph">${say('intro', { year: counts.year })}</p>
${howFar(counts, language)}
<h2 class="utrecht-heading-2">${say('countsTitle')}</h2>
${figures(counts, language)}
<h2 class="utrecht-heading-2">${say('listTitle')}</h2>
${filterForm(asked, ctx)}
${total > 0 && html`<p class="utrecht-paragraph">${say('shown', { shown: citizens.length, total })}</p>`}
${table(say('listTitle'), [say('columnExpires'), say('standing'), say('columnTold'), say('step')].map((title) => ({ title })), citizens.map((citizen) => row(citizen, ctx)), say('none'))}
${moreOf(citizens.length, total, ctx)}`,
    };
  },
});

function howFar({ asOf, underWay, unreadable }: Counts, language: PageCtx['language']): Markup {
  const say = sayIn(outreachTexts, language);
  const said = [
    ...(asOf === null ? [] : [say('asOf', { moment: formatMoment(asOf, language) })]), ...(underWay === null ? [] : [say('underWay', { day: formatDay(underWay, language) })]),
    ...(unreadable === 0 ? [] : [say('unreadable', { count: unreadable })]),
  ];
  return html`<p class="utrecht-paragraph">${said.length === 0 ? say('notYetMade') : said.join(' ')}</p>`;
}

function figures({ total, reached, reacted, served, counter, servedShare }: Counts, language: PageCtx['language']): Markup {
  const say = sayIn(outreachTexts, language);
  const ofTotal = say('ofTotal', { total });
  const cards: readonly (readonly [title: string, count: number, help: string])[] = [
    [say('total'), total, ''], [say('reached'), reached, ofTotal], [say('reacted'), reacted, ofTotal], [say('counter'), counter, ofTotal],
    [say('served'), served, servedShare === null ? say('nobodyRenewed') : say('servedShare', { share: formatNumber(servedShare, language) })],
  ];
  return html`<ul class="eid-cards eid-outreach-counts">${cards.map(([title, count, help]) => html`<li class="eid-card eid-figure"><h3 class="utrecht-heading-3">${title}</h3><p><strong class="eid-count">${count}</strong> ${help}</p></li>
`)}</ul>`;
}

function row({ reference, expiresOn, standing, step, toldBy, lastToldAt, failedBy }: Citizen, { language, address, may }: Pick<PageCtx, 'language' | 'address' | 'may'>) {
  const say = sayIn(outreachTexts, language);
  const day = formatDay(expiresOn, language);
  return [
    may('outreach.show') ? html`<a class="utrecht-link" href="${address(`/outreach/${reference}`)}">${day}<span class="eid-unseen">: ${say('open')} ${reference}</span></a>` : day,
    tag(standingTexts[standing][language], standing === 'not-reached'),
    html`${toldBy === null || lastToldAt === null ? say('notTold') : say('toldBy', { medium: say(`medium-${toldBy}`), day: formatDay(dayOf(lastToldAt), language) })}${failedBy !== null && html`<br />${say('failedBy', { medium: say(`medium-${failedBy}`) })}`}`,
    stepTexts[step][language],
  ];
}

function moreOf(shown: number, total: number, { language, address, query }: Pick<PageCtx, 'language' | 'address' | 'query'>): Markup | null {
  if (shown >= Math.min(total, mostRows)) return null;
  const wanted = new URLSearchParams(query);
  wanted.set('rows', String(Math.min(shown + rowsAtOnce, mostRows)));
  return html`<p class="eid-actions eid-not-printed"><a class="utrecht-link" href="${`${address('/outreach')}?${wanted.toString()}`}" data-grows="when-asked">${sayIn(outreachTexts, language)('more', { count: Math.min(rowsAtOnce, total - shown) })}</a></p>`;
}
