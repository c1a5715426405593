import { html } from '#services/kernel/html.ts';
import { definePage } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { accessibilityTexts } from './accessibility-texts.ts';

export const accessibilityPage = definePage({
  path: '/accessibility', for: 'anyone', inFoot: accessibilityTexts.title,
  show: async ({ language, municipality, telephone }) => {
    const say = sayIn(accessibilityTexts, language);
    return {
      title: say('title'),
      body: html`<h1 class="utrecht-heading-1">${say('title')}</h1>
<p class="utrecht-paragraph">${say('intro', { municipality: municipality.name })}</p>
<h2 class="utrecht-heading-2">${say('standTitle')}</h2><p class="utrecht-paragraph">${say('stand')}</p>
<h2 class="utrecht-heading-2">${say('canTitle')}</h2>
<ul class="utrecht-unordered-list"><li>${say('can1')}</li><li>${say('can2')}</li><li>${say('can3')}</li><li>${say('can4')}</li></ul>
<h2 class="utrecht-heading-2">${say('cannotTitle')}</h2><p class="utrecht-paragraph">${say('cannot')}</p>
<h2 class="utrecht-heading-2">${say('tellTitle')}</h2><p class="utrecht-paragraph">${say('tell', { telephone })}</p>`,
    };
  },
});
