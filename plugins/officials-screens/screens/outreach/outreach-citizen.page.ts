import { z } from 'zod';
import { formatDay, formatMoment } from '#services/belgium/formats.ts';
import { isFailure } from '#services/kernel/failure.ts';
import { html, type Content, type Markup } from '#services/kernel/html.ts';
import { definePage, type PageCtx, type Shown } from '#services/kernel/page.ts';
import type { ActionOutput } from '#services/kernel/registry.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { facts, link } from '#services/pieces/form-pieces.ts';
import { inPath } from '../in-path.ts';
import { stateTexts } from '../state-texts.ts';
import { nameOf, whoSection } from '../who-it-is.ts';
import { outreachTexts, standingTexts, stepTexts } from './outreach-texts.ts';

type Citizen = ActionOutput<'outreach.show'>;

/** One of the list, by name. Not looked at again by itself: each look stands in the audit. */
export const outreachCitizenPage = definePage({
  front: 'desk', path: '/outreach/{reference}', for: 'official', element: 'eid-outreach-citizen',
  show: async (ctx) => {
    const say = sayIn(outreachTexts, ctx.language);
    const { reference } = inPath(ctx.path, z.object({ reference: z.uuid() }));
    try {
      return page(await ctx.call('outreach.show', { reference }), ctx);
    } catch (error) {
      if (isFailure(error, 'outreach.unknown-citizen')) return note(say('gone'), 404, ctx);
      if (isFailure(error) && error.code >= 500) return note(say('silent'), 503, ctx);
      throw error;
    }
  },
});

function page(citizen: Citizen, ctx: PageCtx): Shown {
  const { language, address, may } = ctx;
  const say = sayIn(outreachTexts, language);
  const title = nameOf(citizen) ?? say('unknownTitle');
  return {
    title,
    body: html`<h1 class="utrecht-heading-1">${title}</h1>
<div class="eid-note"><h2 class="utrecht-heading-3">${say('nextTitle')}</h2><p>${stepTexts[citizen.step][language]}</p></div>
<div class="eid-parts">
<section class="eid-card"><h2 class="utrecht-heading-2">${say('whereTitle')}</h2>${whereItStands(citizen, language)}
${citizen.dossier !== null && may('journey.show') && html`<p>${link(address(`/dossiers/${citizen.dossier}`), say('dossier'))}</p>`}</section>
${whoSection(citizen, ctx)}
</div>
${backTo(ctx)}`,
  };
}

function whereItStands({ expiresOn, standing, state, toldAt, lastToldAt, toldBy, failedBy, askedAt, call, counterAt }: Citizen, language: PageCtx['language']): Markup {
  const say = sayIn(outreachTexts, language);
  const moment = (title: string, at: number | null, more = ''): readonly (readonly [string, Content])[] => (at === null ? [] : [[title, `${formatMoment(at, language)}${more}`]]);
  return facts([
    [say('columnExpires'), formatDay(expiresOn, language)], [say('standing'), `${standingTexts[standing][language]}${state === null ? '' : ` (${stateTexts[state][language]})`}`],
    ...moment(say('firstTold'), toldAt), ...moment(say('lastTold'), lastToldAt, toldBy === null ? '' : `, ${say(`medium-${toldBy}`)}`),
    ...(failedBy === null ? [] : [[say('failed'), say(`medium-${failedBy}`)] as const]), ...(call === null ? [] : [[say('lastCall'), say(`call-${call}`)] as const]),
    ...moment(say('asked'), askedAt), ...moment(say('atCounter'), counterAt),
  ]);
}

function note(said: string, status: number, ctx: PageCtx): Shown {
  const title = sayIn(outreachTexts, ctx.language)('unknownTitle');
  return { title, status, body: html`<h1 class="utrecht-heading-1">${title}</h1><p class="eid-note">${said}</p>${backTo(ctx)}` };
}

const backTo = ({ language, address }: Pick<PageCtx, 'language' | 'address'>) => html`<p class="utrecht-paragraph eid-not-printed">${link(address('/outreach'), sayIn(outreachTexts, language)('back'))}</p>`;
