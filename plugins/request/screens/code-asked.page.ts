import { html } from '#services/kernel/html.ts';
import { definePage } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { link } from '#services/pieces/form-pieces.ts';
import { homeTexts } from './home-texts.ts';
import { requestTexts } from './request-texts.ts';

/** What everybody is told who asked for a fresh code, whoever they are. */
export const codeAskedPage = definePage({
  path: '/code/asked', for: 'anyone',
  show: async ({ language, telephone, address }) => {
    const say = sayIn(homeTexts, language);
    return {
      title: say('sentTitle'),
      body: html`<h1 class="utrecht-heading-1">${say('sentTitle')}</h1>
<p class="utrecht-paragraph">${say('sentText')}</p>
<p class="utrecht-paragraph">${say('sentWhy')}</p>
<p class="utrecht-paragraph">${say('sentNothing', { telephone })}</p>
<p class="utrecht-paragraph">${link(address('/'), sayIn(requestTexts, language)('back'))}</p>`,
    };
  },
});
