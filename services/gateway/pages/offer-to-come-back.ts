import { html } from '#services/kernel/html.ts';
import type { ComeBack, PageCtx } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import type { Answer } from '../answer.ts';
import type { PagePlace } from './page-place.ts';
import { shellTexts } from './shell-texts.ts';
import { wrap, type Around } from './shell.ts';

export interface Offer {
  readonly comeBack: ComeBack;
  /** Of the page that lets people in, as somebody who has not come in. */
  readonly ctx: PageCtx;
  readonly place: PagePlace;
  readonly around: Pick<Around, 'language' | 'inLanguage' | 'sheet'>;
  /** The hidden fields of the form. */
  readonly fields: ReturnType<PageCtx['formFields']>;
  /** What had been filled in, sealed. */
  readonly kept: string | undefined;
  /** Why somebody did not come in; nothing where it was not tried yet. */
  readonly wrong: NotIn | undefined;
}
export type NotIn = 'missing' | 'unknown' | 'too-often' | 'down';

const statuses: Readonly<Record<NotIn, number>> = { missing: 422, unknown: 422, 'too-often': 429, down: 503 };

/** Says that the session has ended and how to come in again; what had been filled in comes along, and is done then. */
export function offerToComeBack({ comeBack, ctx, place, around, fields, kept, wrong }: Offer, headers: Answer['headers'] = {}): Answer {
  const say = sayIn(shellTexts, around.language);
  const title = say('endedTitle');
  const refused = wrong === 'too-often' ? say('tooOften') : wrong === 'down' ? say('comeBackLater') : undefined;
  const answer = wrap({
    title, status: wrong === undefined ? 401 : statuses[wrong],
    body: html`<h1 class="utrecht-heading-1">${title}</h1>
${refused !== undefined && html`<div class="eid-wrong" role="alert" tabindex="-1" autofocus><p class="utrecht-paragraph">${refused}</p></div>`}
<p class="utrecht-paragraph">${say(kept === undefined ? 'ended' : 'endedKept')}</p>
<form method="post" novalidate>${fields}${kept !== undefined && html`<input type="hidden" name="kept" value="${kept}" />`}
${comeBack.show(ctx, wrong === 'missing' || wrong === 'unknown' ? wrong : undefined)}
<p class="eid-actions"><button class="utrecht-button utrecht-button--primary-action" type="submit">${say(kept === undefined ? 'goOn' : 'goOnKept')}</button></p>
</form>
<p class="utrecht-paragraph"><a class="utrecht-link" href="${`${place.url}/${around.language}`}">${say('startAgain')}</a></p>`,
  }, { place, ...around, part: false });
  return { ...answer, headers: { ...answer.headers, ...headers } };
}
