import { z } from 'zod';
import { dayOf } from '#services/belgium/brussels-time.ts';
import { daySchema } from '#services/belgium/day.ts';
import { formatDay, formatMonth, formatNumber, formatTime } from '#services/belgium/formats.ts';
import { html, type Markup } from '#services/kernel/html.ts';
import { defineForm, definePage, type PageCtx, type Shown, type Tried } from '#services/kernel/page.ts';
import type { ActionOutput } from '#services/kernel/registry.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { table, tag } from '#services/pieces/data-table.ts';
import { button, problemSummary, textField, type Wrong } from '#services/pieces/form-pieces.ts';
import { authorisationsTexts } from './authorisations-texts.ts';
import { holderIn } from './expiring-authorisations.ts';
import { refusalIn } from './refusal-texts.ts';

type Listed = ActionOutput<'authorisations.list'>;
type Availability = ActionOutput<'authorisations.availability'>;
type Figure = Availability['figures'][number];
const alarming: ReadonlySet<string> = new Set(['ends-soon', 'ended', 'withdrawn']);

/** What BiZa lets this municipality do, with whom and until when, and on how many days it did. */
export const authorisationsPage = definePage({
  front: 'desk', path: '/authorisations', for: 'official', element: 'eid-authorisations', inMenu: { text: authorisationsTexts.menu, needs: 'authorisations.list' },
  show: (ctx, tried) => shown(ctx, tried),
  forms: {
    refresh: defineForm(z.object({}), async (ctx) => shown(ctx, undefined, await ctx.call('authorisations.refresh', {}))),
    record: defineForm(z.object({ reference: z.string().trim().min(1).max(60), validFrom: daySchema, validUntil: daySchema }), async (ctx, agreement) => {
      await ctx.call('authorisations.recordAgreement', agreement);
      return { goTo: ctx.address('/authorisations') };
    }),
  },
});

async function shown(ctx: PageCtx, tried?: Tried, asked?: ActionOutput<'authorisations.refresh'>): Promise<Shown> {
  const { call, language } = ctx;
  const say = sayIn(authorisationsTexts, language);
  const [{ authorisations, agreements }, availability] = await Promise.all([call('authorisations.list', {}), call('authorisations.availability', {})]);
  return {
    title: say('title'),
    body: html`<h1 class="utrecht-heading-1">${say('title')}</h1>
<p class="utrecht-paragraph">${say('intro')}</p>
${asked && html`<p class="eid-note" role="status">${say('asked', { checked: asked.checked })}${asked.unanswered > 0 && ` ${say('askedInVain', { unanswered: asked.unanswered })}`}</p>`}
<h2 class="utrecht-heading-2">${say('availabilityTitle')}</h2>
${availabilityPart(availability, language)}
<h2 class="utrecht-heading-2">${say('heldTitle')}</h2>
${heldPart(authorisations, ctx)}
<h2 class="utrecht-heading-2">${say('agreementTitle')}</h2>
${table(say('agreementTitle'), [{ title: say('columnReference') }, { title: say('columnFrom') }, { title: say('columnUntil') }, { title: say('columnStanding') }], agreements.map(({ reference, validFrom, validUntil, standing }) => [
  reference, formatDay(validFrom, language), formatDay(validUntil, language), tag(say(standing), alarming.has(standing)),
]), say('noAgreement'))}
${recordForm(ctx, tried)}`,
  };
}

function availabilityPart({ from, until, recordedSince, figures, months }: Availability, language: PageCtx['language']): Markup {
  const say = sayIn(authorisationsTexts, language);
  if (figures.every(({ share }) => share === null)) return html`<p class="eid-note">${say('notRecorded')}</p>`;
  const percent = (share: number | null) => (share === null ? say('none') : say('percent', { share: formatNumber(share, language) }));
  const total = ({ authorised, refused, unknown }: Figure) => authorised + refused + unknown;
  return html`<p class="utrecht-paragraph">${say('availabilityIntro', { from: formatDay(from, language), until: formatDay(until, language) })}${recordedSince !== null && recordedSince > from && ` ${say('recordedSince', { day: formatDay(recordedSince, language) })}`}</p>
<ul class="eid-cards">${figures.map((figure) => html`<li class="eid-card eid-figure"><h3 class="utrecht-heading-3">${say(`of-${figure.act}`)}</h3>
<p><strong class="eid-count">${percent(figure.share)}</strong> ${say('days', { count: figure.authorised, total: total(figure) })}${figure.unknown > 0 && html`<br />${say('unknownDays', { count: figure.unknown })}`}</p></li>
`)}</ul>
<h3 class="utrecht-heading-3">${say('monthsTitle')}</h3>
${table(say('monthsTitle'), [{ title: say('columnMonth') }, ...figures.map(({ act }) => ({ title: say(`of-${act}`) })), { title: say('columnUnknown') }], months.map(({ month, figures: ofMonth }) => [
  formatMonth(month, language), ...ofMonth.map(({ share }) => percent(share)), Math.max(...ofMonth.map(({ unknown }) => unknown)),
]), say('none'))}`;
}

function heldPart(authorisations: Listed['authorisations'], { language, may, formFields, address }: PageCtx): Markup {
  const say = sayIn(authorisationsTexts, language);
  return html`${table(say('heldTitle'), [say('columnWho'), say('columnAct'), say('columnFrom'), say('columnUntil'), say('columnStanding'), say('columnAsked')].map((title) => ({ title })), authorisations.map((held) => [
    holderIn(held, language), say(`act-${held.act}`), formatDay(held.validFrom, language), formatDay(held.validUntil, language), tag(say(held.standing), alarming.has(held.standing)), `${formatDay(dayOf(held.checkedAt), language)} ${formatTime(held.checkedAt, language)}`,
  ]), say('nothingHeld'))}
${may('authorisations.refresh') && html`<form method="post" action="${address('/authorisations')}">${formFields('refresh')}<p class="eid-actions">${button(say('askAnew'), 'secondary')}</p></form>`}`;
}

function recordForm({ language, may, formFields, address }: PageCtx, tried?: Tried): Markup | null {
  if (!may('authorisations.recordAgreement')) return null;
  const say = sayIn(authorisationsTexts, language);
  const ours = tried?.form === 'record' ? tried : undefined;
  const wrong: readonly Wrong[] = [
    ...(ours?.problems['reference'] === undefined ? [] : [{ field: 'reference', said: say('referenceWrong') }]),
    ...(['validFrom', 'validUntil'] as const).flatMap((field) => (ours?.problems[field] === undefined ? [] : [{ field, said: say('dayWrong') }])),
    ...(ours?.failure === 'authorisations.ends-before-it-begins' ? [{ field: 'validUntil', said: say('endsBefore') }] : []),
  ];
  return html`<h3 class="utrecht-heading-3">${say('recordTitle')}</h3>
${problemSummary(say('problems'), wrong, ours?.failure === undefined || wrong.length > 0 ? undefined : refusalIn(language, ours.failure))}
<form method="post" action="${address('/authorisations')}" novalidate>${formFields('record')}
${textField({ name: 'reference', label: say('reference'), help: say('recordHelp'), value: ours?.values['reference'], autocomplete: 'off', wrong })}
${(['validFrom', 'validUntil'] as const).map((name) => textField({ name, label: say(name), value: ours?.values[name], type: 'date', autocomplete: 'off', wrong }))}
<p class="eid-actions">${button(say('record'))}</p></form>`;
}
