import { dayOf } from '#services/belgium/brussels-time.ts';
import { formatDay } from '#services/belgium/formats.ts';
import { birthDateOf } from '#services/belgium/insz.ts';
import { html, type Markup } from '#services/kernel/html.ts';
import type { PageCtx, Shown } from '#services/kernel/page.ts';
import type { ActionOutput } from '#services/kernel/registry.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { facts, link } from '#services/pieces/form-pieces.ts';
import { deedForm, line, note, visitAddress, type Purpose } from './visit-pieces.ts';
import { visitTexts } from './visit-texts.ts';

type Card = ActionOutput<'device-bridge.readIdentity'>;

/**
 * What the card in the reader says, beside the person at the door. It is shown once and kept nowhere: whoever looks again reads the card again, and each reading is
 * recorded.
 */
export async function showCard(ctx: PageCtx, purpose: Purpose, visit: string): Promise<Shown> {
  const card = await ctx.call('device-bridge.readIdentity', { visit });
  const say = sayIn(visitTexts, ctx.language);
  const isExpired = card.validUntil < dayOf(ctx.now());
  return {
    title: say('compareTitle'),
    body: html`<h1 class="utrecht-heading-1">${say('compareTitle')}</h1>
${line(say('compareText'))}
<div class="eid-person">${photoOf(card, ctx)}
${facts([
  [say('name'), html`<strong>${`${card.firstNames} ${card.lastName}`}</strong>`],
  [say('birthDay'), birthDay(card, ctx)],
  [say('address'), card.address ? html`${card.address.street}<br />${`${card.address.postcode} ${card.address.municipality}`}` : say('unknown')],
  [say('validUntil'), formatDay(card.validUntil, ctx.language)],
])}</div>
${line(`✓ ${say('vouched', { what: vouchedFor(card, ctx) })}`)}
${answers(ctx, purpose, { isNew: card.card === 'new', isExpired })}`,
  };
}

function answers(ctx: PageCtx, purpose: Purpose, { isNew, isExpired }: { readonly isNew: boolean; readonly isExpired: boolean }): Markup {
  const say = sayIn(visitTexts, ctx.language);
  const [to, again] = [visitAddress(ctx, purpose, '/document'), link(visitAddress(ctx, purpose), say('back'))];
  if (isNew) return html`${note(say('isNewCard'))}<p class="eid-actions">${again}</p>`;
  if (isExpired) return html`${note(say('isExpired'))}<p class="eid-actions">${link(to, say('otherDocument'))} ${again}</p>`;
  return html`<div class="eid-actions">${deedForm(ctx, 'identify', say(purpose === 'capture' ? 'yes' : 'yesTakenIn'))}
<form method="get" action="${visitAddress(ctx, purpose, '/stop')}" class="eid-step-deed"><input type="hidden" name="why" value="other-person" /><button class="utrecht-button utrecht-button--secondary-action" type="submit">${say('no')}</button></form></div>
<p class="utrecht-paragraph">${again}</p>`;
}

function photoOf({ photo }: Pick<Card, 'photo'>, { language }: Pick<PageCtx, 'language'>): Markup {
  const say = sayIn(visitTexts, language);
  return photo === null ? html`<p class="eid-no-photo">${say('noPhoto')}</p>` : html`<img src="${`data:image/jpeg;base64,${photo}`}" alt="${say('photoOf')}" width="140" height="200" />`;
}

function birthDay({ insz }: Pick<Card, 'insz'>, { language }: Pick<PageCtx, 'language'>): string {
  const day = birthDateOf(insz);
  return day === undefined ? sayIn(visitTexts, language)('unknown') : formatDay(day, language);
}

function vouchedFor({ verified }: Pick<Card, 'verified'>, { language }: Pick<PageCtx, 'language'>): string {
  const say = sayIn(visitTexts, language);
  const parts = verified.flatMap((part) => (part === 'certificates' ? [] : [say(`vouched-${part}`)]));
  return new Intl.ListFormat(language, { type: 'conjunction' }).format(parts);
}
