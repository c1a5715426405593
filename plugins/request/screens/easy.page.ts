import { html } from '#services/kernel/html.ts';
import { definePage } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { easyTexts } from './easy-texts.ts';
import { link } from '#services/pieces/form-pieces.ts';
import { recogniseOfficial } from './recognise-official.ts';
import { requestTexts } from './request-texts.ts';

const lines = ['line1', 'line2', 'line3', 'line4', 'line5', 'line6', 'line7', 'line8', 'line9'] as const;

export const easyPage = definePage({
  path: '/easy', for: 'anyone', inFoot: easyTexts.title,
  show: async (ctx) => {
    const { language, address, telephone } = ctx;
    const say = sayIn(easyTexts, language);
    return {
      title: say('title'),
      body: html`<h1 class="utrecht-heading-1">${say('title')}</h1>
<div class="eid-easy">${lines.map((line) => html`<p>${say(line)}</p>
`)}<p>${say('line10', { telephone })}</p></div>
${recogniseOfficial(ctx)}
<p class="utrecht-paragraph">${link(address('/'), sayIn(requestTexts, language)('back'))}</p>`,
    };
  },
});
