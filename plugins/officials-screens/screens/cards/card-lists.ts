import { z } from 'zod';
import { dayOf } from '#services/belgium/brussels-time.ts';
import { formatDay, formatMoment, formatTime } from '#services/belgium/formats.ts';
import { html, type Content, type Markup } from '#services/kernel/html.ts';
import { finalStates } from '#services/journey/journey.states.ts';
import type { PageCtx } from '#services/kernel/page.ts';
import type { ActionOutput } from '#services/kernel/registry.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { link } from '#services/pieces/form-pieces.ts';
import { shortReference } from '../dossier-rows.ts';
import { orNothing } from '#services/pieces/or-nothing.ts';
import { stateTexts } from '../state-texts.ts';
import { receiveTexts } from './receive-texts.ts';

type Lists = ActionOutput<'delivery.expectedCards'>;
type Where = Pick<PageCtx, 'language' | 'address'>;

/** What was received a moment ago, and what follows. */
export async function justReceived(ctx: PageCtx): Promise<Markup | null> {
  const dossier = z.uuid().safeParse(ctx.query.get('got')).data;
  const view = dossier === undefined ? undefined : await orNothing(ctx.call('delivery.show', { dossier }));
  if (typeof view?.card?.arrivedAt !== 'number') return null;
  const say = sayIn(receiveTexts, ctx.language);
  return html`<p class="eid-note"><strong>${say('got')}: ${shortReference(view.dossier)}</strong><br />${whatFollows({ ...view, claimBefore: view.card.claimBefore }, ctx)}</p>`;
}

function whatFollows({ dossier, state, by, start, claimBefore }: Pick<Lists['receivedToday'][number], 'dossier' | 'state' | 'by' | 'start' | 'claimBefore'>, { language, address }: Where): Content {
  const say = sayIn(receiveTexts, language);
  if (finalStates.includes(state)) return claimBefore === null ? null : say('next-keep', { day: formatDay(claimBefore, language) });
  if (state === 'card-waiting') return html`${say('next-call')} ${link(address(`/dossiers/${dossier}/moment/delivery`), say('agree'))}`;
  // It has gone on since.
  if (state !== 'card-ready' || start === null) return say('now', { state: stateTexts[state][language] });
  const when = formatMoment(start, language);
  return by === 'bpost' ? html`${say('next-bpost', { when })} ${link(address(`/hand-overs/${dossier}`), say('give'))}` : say('next-official', { when });
}

export function expectedPart(cards: Lists['expected'], total: number, { language, address }: Where): Markup {
  const say = sayIn(receiveTexts, language);
  return html`<h2 class="utrecht-heading-2">${say('expected')} <span class="eid-tag">${total}</span></h2>
${total > cards.length && html`<p class="utrecht-paragraph">${say('onlyFirst', { shown: cards.length, total })}</p>`}
${cards.length === 0 ? html`<p class="utrecht-paragraph">${say('noneExpected')}</p>` : html`<ul class="eid-lines">${cards.map(({ dossier, orderedAt, expectedOn, late, start, ended }) => html`<li>${dossierLink(dossier, address)} ${say('expectedOn', { day: formatDay(expectedOn, language) })}${late && html` <span class="eid-tag eid-tag--late">${say('late')}</span>`}<br />
${[...(orderedAt === null ? [] : [say('ordered', { day: formatDay(dayOf(orderedAt), language) })]), ended ? say('ended') : start === null ? say('notPlanned') : say('planned', { when: formatMoment(start, language) })].join(', ')}</li>
`)}</ul>`}`;
}

export function receivedPart(cards: Lists['receivedToday'], ctx: Where): Markup {
  const { language, address } = ctx;
  const say = sayIn(receiveTexts, language);
  return html`<h2 class="utrecht-heading-2">${say('today')} <span class="eid-tag">${cards.length}</span></h2>
${cards.length === 0 ? html`<p class="utrecht-paragraph">${say('noneToday')}</p>` : html`<p class="utrecht-paragraph">${say('wrongNote')}</p>
<ul class="eid-lines">${cards.map((card) => html`<li>${dossierLink(card.dossier, address)} ${formatTime(card.arrivedAt, language)}<br />${whatFollows(card, ctx)}${card.mayTakeBack && html` <a class="utrecht-link" href="${address(`/dossiers/${card.dossier}/do/take-back-receipt`)}">${say('takeBack')}<span class="eid-unseen"> ${shortReference(card.dossier)}</span></a>`}</li>
`)}</ul>`}`;
}

const dossierLink = (dossier: string, address: PageCtx['address']): Markup => html`<a class="utrecht-link" href="${address(`/dossiers/${dossier}`)}"><span class="eid-reference">${shortReference(dossier)}</span></a>`;
