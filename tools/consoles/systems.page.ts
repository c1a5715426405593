import { html } from '#services/kernel/html.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { defineConsolePage } from './console-page.ts';
import { consoleTexts } from './console-texts.ts';
import { link } from './pieces.ts';

/** Every outside system of every municipality, and the house itself. */
export const systemsPage = defineConsolePage({
  path: '/systems', name: 'console-systems',
  show: async ({ language, towns, address }) => {
    const say = sayIn(consoleTexts, language);
    return {
      title: say('systems'),
      body: html`<h1 class="utrecht-heading-1">${say('systems')}</h1>
<p class="utrecht-paragraph">${say('systemsIntro')}</p>
${towns.map(({ nis, name, systems }) => html`<h2 class="utrecht-heading-2">${name}</h2>
<ul class="utrecht-unordered-list">
${systems.map(({ port, title, served }) => html`<li><a class="utrecht-link" href="${address(`/systems/${nis}/${port}`)}" lang="en">${title}</a> (${say(served ? 'overItsWire' : 'inThisProcess')})</li>
`)}<li>${link(address(`/systems/${nis}/house`), say('house'))}</li>
</ul>`)}`,
    };
  },
});
