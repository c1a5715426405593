import { formatMoment } from '#services/belgium/formats.ts';
import { html, type Content } from '#services/kernel/html.ts';
import { definePage, type PageCtx } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { nextStepTexts } from '../next-step-texts.ts';
import { link } from '#services/pieces/form-pieces.ts';
import { recogniseOfficial } from './recognise-official.ts';
import { saidSoFar } from './said-so-far.ts';
import { stateTexts } from './state-texts.ts';
import { statusTexts } from './status-texts.ts';
import { visitsList, type Status } from './visits-list.ts';

/** Where the dossier stands, what comes next and by when, and what the citizen may still do. */
export const statusPage = definePage({
  path: '/status', for: 'citizen',
  show: async (ctx) => {
    const { call, dossier, language } = ctx;
    const status = await call('request.status', { dossier });
    const say = sayIn(statusTexts, language);
    const [deeds, said] = [deedsOf(status, ctx), await saidSoFar(ctx)];
    return {
      title: say('title'),
      body: html`<h1 class="utrecht-heading-1">${say('title')}</h1>
<p class="eid-note"><strong>${say('now', { state: stateTexts[status.state][language] })}</strong></p>
${nextOf(status, ctx)}
${visitsList(status, ctx)}
<h2 class="utrecht-heading-2">${say('doTitle')}</h2>
<ul class="utrecht-unordered-list">${deeds.map((deed) => html`<li>${deed}</li>
`)}</ul>
${said}
<h2 class="utrecht-heading-2">${say('historyTitle')}</h2>
<ol class="eid-steps">${status.timeline.map(({ at, state }) => html`<li>${stateTexts[state][language]}<br /><time datetime="${new Date(at).toISOString()}">${formatMoment(at, language)}</time></li>
`)}</ol>
${status.phase !== 'ended' && recogniseOfficial(ctx)}`,
    };
  },
});

function nextOf({ next, state }: Status, { language }: Pick<PageCtx, 'language'>): Content {
  if (!next) return null;
  const say = sayIn(statusTexts, language);
  const said = Object.entries(nextStepTexts).find(([of]) => of === state)?.[1][language];
  return html`<h2 class="utrecht-heading-2">${say('nextTitle')}</h2>
<p class="utrecht-paragraph">${said}</p>
${next.by !== null && html`<p class="utrecht-paragraph">${say('by', { when: formatMoment(next.by, language) })}</p>`}`;
}

/** Only what the house would let happen now. */
function deedsOf({ may, payments, state }: Status, { language, address }: Pick<PageCtx, 'language' | 'address'>) {
  const say = sayIn(statusTexts, language);
  const isOpen = state === 'awaiting-payment' && payments.some((payment) => payment.state === 'open');
  return [
    ...(may.submit ? [link(address('/appointment'), say('choose'))] : []),
    ...(isOpen ? [link(address('/pay'), say('pay'))] : []),
    ...may.change.map((purpose) => link(address(`/change/${purpose}`), say(`change-${purpose}`))),
    ...(may.withdraw ? [link(address('/cancel'), say('cancel'))] : []),
    link(address('/complaint'), say('complain')),
  ];
}
