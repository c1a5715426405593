import { html } from '#services/kernel/html.ts';
import { definePage } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { link } from '#services/pieces/form-pieces.ts';
import { recogniseOfficial } from './recognise-official.ts';
import { requestTexts } from './request-texts.ts';
import { statusTexts } from './status-texts.ts';
import { certainVisits, visitsList } from './visits-list.ts';

/** After the request: that it worked, when somebody comes, and what happens next. */
export const donePage = definePage({
  path: '/done', for: 'citizen',
  show: async (ctx) => {
    const { call, dossier, language, address } = ctx;
    const status = await call('request.status', { dossier });
    if (status.may.submit) return { goTo: address('/status') };
    const say = sayIn(statusTexts, language);
    const title = say(certainVisits(status).length > 0 ? 'doneTitle' : 'title');
    return {
      title,
      body: html`<h1 class="utrecht-heading-1">${title}</h1>
${certainVisits(status).length === 0 && html`<p class="utrecht-paragraph">${say('doneWait')}</p>`}
${visitsList(status, ctx)}
<h2 class="utrecht-heading-2">${say('doneNextTitle')}</h2>
<ol class="eid-steps"><li>${say('doneNext1')}</li><li>${say('doneNext2')}</li><li>${say('doneNext3')}</li></ol>
${recogniseOfficial(ctx)}
<p class="utrecht-paragraph">${link(address('/status'), sayIn(requestTexts, language)('toStatus'))}</p>`,
    };
  },
});
