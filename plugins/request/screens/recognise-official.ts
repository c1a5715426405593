import { html, type Markup } from '#services/kernel/html.ts';
import type { PageCtx } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { requestTexts } from './request-texts.ts';

/** How a citizen tells our official from somebody who only says so. */
export function recogniseOfficial({ language, telephone }: Pick<PageCtx, 'language' | 'telephone'>): Markup {
  const say = sayIn(requestTexts, language);
  return html`<section class="eid-note" aria-labelledby="recognise">
<h2 class="utrecht-heading-2" id="recognise">${say('recogniseTitle')}</h2>
<ul class="utrecht-unordered-list"><li>${say('recogniseBadge')}</li><li>${say('recogniseMoment')}</li><li>${say('recogniseNever')}</li></ul>
<p class="utrecht-paragraph">${say('recogniseDoubt', { telephone })}</p>
</section>`;
}
