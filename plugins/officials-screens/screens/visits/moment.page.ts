import { z } from 'zod';
import { formatDay } from '#services/belgium/formats.ts';
import { html, type Content, type Markup } from '#services/kernel/html.ts';
import { isFailure } from '#services/kernel/failure.ts';
import { defineForm, definePage, type PageCtx } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { button } from '#services/pieces/form-pieces.ts';
import { momentsByDay, otherDays, pageIn, type Moment } from '#services/pieces/moments-by-day.ts';
import { assignmentOf, wishBox } from '../assignment.ts';
import { deliveryTexts } from './delivery-texts.ts';
import { sayVisit } from './say-visit.ts';
import { sidePage } from './side-page.ts';
import { dossierIn, line, note, visitAddress, type Purpose } from './visit-pieces.ts';
import { isKnownRefusal, visitRefusalIn } from './visit-refusal-texts.ts';

const deliverers = ['official', 'bpost'] as const;
type Deliverer = (typeof deliverers)[number];

/** The second visit, chosen together at the end of the first, or anew after one that failed: who brings the card, and when. */
export const momentPage = definePage({
  front: 'desk', path: '/visits/{dossier}/moment', for: 'official', element: 'eid-visit-moment',
  show: async (ctx, tried) => {
    const say = sayIn(deliveryTexts, ctx.language);
    const planned = await ctx.call('delivery.show', { dossier: dossierIn(ctx) });
    const by = delivererIn(ctx) ?? planned.by ?? 'official';
    const isMissing = tried?.problems['start'] !== undefined;
    return sidePage({
      purpose: visitOf(planned.state), title: say('momentTitle'), tried, asked: { start: say('momentTitle') },
      body: html`${planned.start !== null && planned.end !== null && line(say('momentNow', { when: sayVisit({ start: planned.start, end: planned.end }, ctx.language) }))}
${await assignmentOf(ctx, dossierIn(ctx))}
${whoChoice(ctx, by)}
${await momentsOf(ctx, by, isMissing)}`,
    }, ctx);
  },
  forms: {
    plan: defineForm(z.object({ by: z.enum(deliverers), start: z.string().regex(/^\d{1,15}$/).transform(Number), wish: z.literal('yes').optional() }), async (ctx, { by, start, wish }) => {
      const { state } = await ctx.call('delivery.plan', { dossier: dossierIn(ctx), by, start, wish: wish === 'yes' });
      return { goTo: visitAddress(ctx, visitOf(state)) };
    }),
  },
});

/** While the card is being made the first visit is the one to go back to. */
const visitOf = (state: string): Purpose => (state === 'ordered' || state === 'delivery-planned' || state === 'card-late' ? 'capture' : 'delivery');

function delivererIn({ query }: Pick<PageCtx, 'query'>): Deliverer | undefined {
  return deliverers.find((one) => one === query.get('by'));
}

function whoChoice(ctx: PageCtx, chosen: Deliverer): Markup {
  const say = sayIn(deliveryTexts, ctx.language);
  const here = ctx.address(`/visits/${dossierIn(ctx)}/moment`);
  return html`<nav class="eid-tabs" aria-label="${say('who')}"><ul>${deliverers.map((by) => html`<li><a class="utrecht-link" href="${`${here}?by=${by}`}"${by === chosen && html` aria-current="true"`}>${say(by)}</a></li>`)}</ul></nav>
`;
}

async function momentsOf(ctx: PageCtx, by: Deliverer, isMissing: boolean): Promise<Content> {
  const say = sayIn(deliveryTexts, ctx.language);
  const { notBefore, moments, refused } = await ask(ctx, by);
  if (refused !== undefined) return note(visitRefusalIn(ctx.language, refused));
  if (moments.length === 0) return note(say('momentNone'));
  const list = {
    moments, language: ctx.language, page: pageIn(ctx.query), chosen: undefined, wrong: isMissing,
    addressOf: (page: number) => `${ctx.address(`/visits/${dossierIn(ctx)}/moment`)}?by=${by}&days=${page}`,
  };
  return html`${notBefore !== undefined && line(say('notBefore', { day: formatDay(notBefore, ctx.language) }))}
<form method="post" novalidate>${ctx.formFields('plan')}<input type="hidden" name="by" value="${by}" />
${momentsByDay(list)}
${wishBox(ctx)}
<p class="eid-actions">${button(say('momentConfirm'))}</p></form>
${otherDays(list)}`;
}

async function ask({ call, path }: PageCtx, by: Deliverer): Promise<{ readonly notBefore?: string; readonly moments: readonly Moment[]; readonly refused?: string }> {
  try {
    return await call('delivery.moments', { dossier: dossierIn({ path }), by });
  } catch (error) {
    // The other deliverer may still do.
    if (!isFailure(error) || !isKnownRefusal(error.type)) throw error;
    return { moments: [], refused: error.type };
  }
}
