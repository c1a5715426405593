import { html } from '#services/kernel/html.ts';
import { definePage } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { startTexts } from './start-texts.ts';

/** Where people come in at the desk. */
export const startPage = definePage({
  front: 'desk', path: '/', for: 'official',
  show: async ({ language, actor }) => {
    const say = sayIn(startTexts, language);
    return {
      title: say('title'),
      body: html`<h1 class="utrecht-heading-1">${say('title')}</h1>
<p class="utrecht-paragraph">${say('who', { who: actor.replace(/^official:/, '') })}</p>
<p class="utrecht-paragraph">${say('menu')}</p>`,
    };
  },
});
