import { formatMoment } from '#services/belgium/formats.ts';
import { link } from '#services/pieces/form-pieces.ts';
import { html } from '#services/kernel/html.ts';
import { definePage } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { callsTexts } from './calls-texts.ts';

/** Whom a clerk is to telephone. Not looked at again by itself: each look at names and numbers stands in the audit. */
export const callsPage = definePage({
  front: 'desk', path: '/calls', for: 'official', element: 'eid-calls', inMenu: { text: callsTexts.menu, needs: 'communication.callList' },
  show: async ({ call, language, address }) => {
    const say = sayIn(callsTexts, language);
    const { calls } = await call('communication.callList', {});
    return {
      title: say('title'),
      body: html`<h1 class="utrecht-heading-1">${say('title')}</h1>
${calls.length === 0 ? html`<p class="eid-note">${say('none')}</p>` : html`<p class="utrecht-paragraph">${say('intro')}</p>
<ol class="eid-cards">${calls.map(({ call: id, name, since, tries }) => html`<li class="eid-card">
<p>${link(address(`/calls/${id}`), say('open', { name }))}</p>
<p>${say('since', { moment: formatMoment(since, language) })}${tries > 0 && html`<br />${say('tries', { count: tries })}`}</p>
</li>
`)}</ol>`}`,
    };
  },
});
