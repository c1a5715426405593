import { html } from '#services/kernel/html.ts';
import { definePage } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { link } from '#services/pieces/form-pieces.ts';
import { homeTexts } from './home-texts.ts';
import { requestTexts } from './request-texts.ts';

/** Nothing is asked here, so nothing can be learnt here: a new code goes out only after a talk, and only to an address that is known. */
export const codeForgottenPage = definePage({
  path: '/code', for: 'anyone',
  show: async ({ language, telephone, address }) => {
    const say = sayIn(homeTexts, language);
    return {
      title: say('forgottenTitle'),
      body: html`<h1 class="utrecht-heading-1">${say('forgottenTitle')}</h1>
<p class="utrecht-paragraph">${say('forgottenLook')}</p>
<p class="utrecht-paragraph">${say('forgottenCall', { telephone })}</p>
<p class="utrecht-paragraph">${say('forgottenLogin')}</p>
<p class="utrecht-paragraph">${link(address('/'), sayIn(requestTexts, language)('back'))}</p>`,
    };
  },
});
