import { z } from 'zod';
import { cardNumberSchema, formatCardNumber } from '#services/belgium/card-number.ts';
import { html, type Markup } from '#services/kernel/html.ts';
import { defineForm, definePage, type Elsewhere, type PageCtx, type Shown, type Tried } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { button, link } from '#services/pieces/form-pieces.ts';
import { knowDossier } from '../know-dossier.ts';
import { expectedPart, justReceived, receivedPart } from './card-lists.ts';
import { receiveTexts, refusedReceipt } from './receive-texts.ts';

/** As it is printed, scanned or typed: 591-1917064-58, with blanks or points too. */
const typed = z.object({ cardNumber: z.string().max(40).transform((text) => text.replaceAll(/[\s.-]/g, '')).pipe(cardNumberSchema) });

/** Envelopes with cards are opened one after the other: the field has the focus again each time, and is empty. */
export const receiveCardsPage = definePage({
  front: 'desk', path: '/receive-cards', for: 'official', element: 'eid-receive-cards', inMenu: { text: receiveTexts.menu, needs: 'delivery.receiveByNumber' },
  show: async (ctx, tried) => {
    const say = sayIn(receiveTexts, ctx.language);
    const { expected, total, receivedToday } = await ctx.call('delivery.expectedCards', {});
    return {
      title: say('title'),
      body: html`<h1 class="utrecht-heading-1">${say('title')}</h1>
${numberForm(ctx, tried, await justReceived(ctx))}
${expectedPart(expected, total, ctx)}
${receivedPart(receivedToday, ctx)}`,
    };
  },
  forms: {
    receive: defineForm(typed, async (ctx, { cardNumber }) => {
      const { dossier } = await ctx.call('delivery.receiveByNumber', { cardNumber });
      return { goTo: `${ctx.address('/receive-cards')}?got=${dossier}` };
    }),
  },
});

/** The same for who has the dossier before him: another card is refused. */
export const receiveCardPage = definePage({
  front: 'desk', path: '/receive-cards/{dossier}', for: 'official',
  show: showOne,
  forms: {
    receive: defineForm(typed, async (ctx, { cardNumber }) => {
      const { dossier } = await ctx.call('delivery.receiveCard', { dossier: ctx.path['dossier'] ?? '', cardNumber });
      return { goTo: `${ctx.address('/receive-cards')}?got=${dossier}` };
    }),
  },
});

async function showOne(ctx: PageCtx, tried?: Tried): Promise<Shown | Elsewhere> {
  const say = sayIn(receiveTexts, ctx.language);
  const known = await knowDossier(ctx);
  if (!known) return { goTo: ctx.address('/receive-cards') };
  return {
    title: say('titleOne'),
    body: html`<h1 class="utrecht-heading-1">${say('titleOne')}</h1>
${numberForm(ctx, tried, null)}
<p class="eid-visit-foot">${link(ctx.address(`/dossiers/${known.dossier.dossier}`), say('toDossier'))} ${link(ctx.address('/receive-cards'), say('toAll'))}</p>`,
  };
}

/** What became of the number before describes the field, so that a screen reader says it where the next one is scanned. */
function numberForm({ language, formFields }: PageCtx, tried: Tried | undefined, received: Markup | null): Markup {
  const say = sayIn(receiveTexts, language);
  const wrong = tried && saidWrong(language, tried);
  return html`<p class="utrecht-paragraph">${say('how')}</p>
<form method="post" class="eid-now" novalidate>${formFields('receive')}
<div id="outcome" role="status">${wrong !== undefined ? html`<p class="eid-wrong">${wrong}</p>` : received}</div>
<div class="utrecht-form-field"><label class="utrecht-form-label" for="cardNumber">${say('cardNumber')}</label>
<p class="utrecht-form-field-description" id="cardNumber-help">${say('cardNumberHelp')}</p>
<input class="utrecht-textbox" id="cardNumber" name="cardNumber" inputmode="numeric" autocomplete="off" autofocus aria-describedby="outcome cardNumber-help"${wrong !== undefined && html` aria-invalid="true"`} /></div>
<p>${button(say('receive'))}</p>
</form>`;
}

/** The number is said and the field is empty: what is scanned next would be put behind it. */
function saidWrong(language: PageCtx['language'], { values, failure }: Tried): string {
  const number = values['cardNumber'] ?? '';
  return failure === undefined ? sayIn(receiveTexts, language)('cardNumberWrong', { typed: number.slice(0, 40) }) : refusedReceipt(language, failure, formatCardNumber(number.replaceAll(/[\s.-]/g, '')));
}
