import { z } from 'zod';
import { formatMoment } from '#services/belgium/formats.ts';
import { isFailure } from '#services/kernel/failure.ts';
import { html, type Content, type Markup } from '#services/kernel/html.ts';
import { defineForm, definePage, type PageCtx } from '#services/kernel/page.ts';
import type { ActionOutput } from '#services/kernel/registry.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { button, facts, link, problemSummary } from '#services/pieces/form-pieces.ts';
import { partnershipTexts } from '../partnership/partnership-texts.ts';
import { heldTexts, scanTexts, toldTexts } from './bpost-words.ts';
import { handOverTexts } from './hand-over-texts.ts';
import { sayMoment } from './hand-overs.page.ts';

type View = ActionOutput<'bpost-delivery.show'>;
const dossierIn = ({ path }: PageCtx) => path['dossier'] ?? '';

/** One card with bpost: who holds it, what bpost told, and giving it away, which cannot be undone. */
export const handOverPage = definePage({
  front: 'desk', path: '/hand-overs/{dossier}', for: 'official', element: 'eid-hand-over',
  show: async (ctx, tried) => {
    const say = sayIn(handOverTexts, ctx.language);
    const [view, { deliveries }] = await Promise.all([ctx.call('bpost-delivery.show', { dossier: dossierIn(ctx) }), ctx.call('bpost-delivery.list', {})]);
    const mayGive = deliveries.some(({ dossier, mayHandOver }) => dossier === view.dossier && mayHandOver) && ctx.may('bpost-delivery.handOver');
    return {
      title: say('oneTitle'),
      body: html`<h1 class="utrecht-heading-1">${say('oneTitle')}</h1>
${tried && problemSummary(say('problems'), [], say('refusedNow'))}
${facts([[say('where'), html`<strong>${say(view.custody)}</strong>`], [say('moment'), sayMoment(view.moment, ctx.language)], [say('standing'), say(view.state)], [say('reference'), view.reference], ...(view.region === null ? [] : [[say('region'), view.region] as const])])}
${view.carrier?.certified === false && html`<p class="eid-wrong">${say('carrierNotCertified', { employee: view.carrier.employee })}</p>`}
${mayGive && html`<section class="eid-now" aria-labelledby="give"><h2 class="utrecht-heading-2" id="give">${say('toGive')}</h2><p class="utrecht-paragraph">${say('giveText')}</p>
<form method="post" class="eid-step-deed">${ctx.formFields('give')}${button(say('give'))}</form></section>`}
${await parcelOf(ctx)}
${told(view, ctx)}
<p class="eid-visit-foot">${link(ctx.address('/hand-overs'), say('back'))} ${link(ctx.address(`/dossiers/${view.dossier}`), say('toDossier'))}</p>`,
    };
  },
  forms: {
    give: defineForm(z.object({}), async (ctx) => {
      await ctx.call('bpost-delivery.handOver', { dossier: dossierIn(ctx) });
      return { goTo: ctx.address(`/hand-overs/${dossierIn(ctx)}`) };
    }),
  },
});

/** Asked of bpost when somebody wants to know. */
async function parcelOf(ctx: PageCtx): Promise<Content> {
  const say = sayIn(handOverTexts, ctx.language);
  if (!ctx.query.has('parcel')) return html`<form method="get" class="eid-step-deed" action="${ctx.address(`/hand-overs/${dossierIn(ctx)}`)}"><input type="hidden" name="parcel" value="1" />${button(say('track'), 'secondary')}</form>`;
  return html`<p class="eid-note" role="status">${await latestScan(ctx)}</p>`;
}

async function latestScan({ call, path, language }: PageCtx): Promise<string> {
  const say = sayIn(handOverTexts, language);
  try {
    const { latest } = await call('bpost-delivery.track', { dossier: path['dossier'] ?? '' });
    return latest ? `${say('scan')}: ${scanTexts[latest.state][language]}, ${formatMoment(latest.at, language)}` : say('unknownParcel');
  } catch (error) {
    if (!isFailure(error)) throw error;
    return say(error.code >= 500 ? 'noAnswer' : 'unknownParcel');
  }
}

function told({ messages }: View, { language, address, may }: PageCtx): Markup | null {
  if (messages.length === 0) return null;
  const say = sayIn(handOverTexts, language);
  return html`<h2 class="utrecht-heading-2">${say('told')}</h2>
<ol class="eid-steps">${messages.map(({ event, at, employee, held, why }) => html`<li>${toldTexts[event][language]}${employee !== null && `, ${employee}`}${held && html` <span class="eid-tag eid-tag--late">${say('toldHeld')}</span>`}${why !== null && html`<br />${heldTexts[why][language]}`}<br /><time datetime="${new Date(at).toISOString()}">${formatMoment(at, language)}</time></li>
`)}</ol>
${messages.some(({ why }) => why === 'not-certified') && may('bpost-delivery.certify') && html`<p class="utrecht-paragraph">${say('heldHelp')} ${link(address('/partnership/employees'), partnershipTexts.employees[language])}</p>`}`;
}
