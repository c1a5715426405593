import { z } from 'zod';
import { formatAddress, formatMoney } from '#services/belgium/formats.ts';
import { button, choice, link } from '#services/pieces/form-pieces.ts';
import { letterOf } from '#services/pieces/ground-in-address.ts';
import { html } from '#services/kernel/html.ts';
import { definePage } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { bookTexts } from './book-texts.ts';
import { inPath } from './in-path.ts';

/** First of two steps of booking on the telephone: why somebody comes to the home. Nothing is kept until the last button. */
export const bookPage = definePage({
  front: 'desk', path: '/book/{dossier}', for: 'official', element: 'eid-book-visit',
  show: async ({ call, language, path, address, query }) => {
    const [say, { dossier }] = [sayIn(bookTexts, language), inPath(path, z.object({ dossier: z.uuid() }))];
    const { may } = await call('request.status', { dossier });
    if (!may.submit) return { title: say('title'), status: 409, body: html`<h1 class="utrecht-heading-1">${say('title')}</h1><p class="eid-note">${say('cannot')}</p><p class="utrecht-paragraph">${link(address(`/dossiers/${dossier}`), say('dossier'))}</p>` };
    const { citizen, grounds, representativeMustBePresent } = await call('request.overview', { dossier });
    const wrong = query.has('missing') ? [{ field: 'why', said: say('groundMissing') }] : [];
    return {
      title: say('title'), ...(wrong.length > 0 && { status: 422 }),
      body: html`<h1 class="utrecht-heading-1">${say('title')}</h1>
<p class="eid-note">${say('for', { name: `${citizen.firstName} ${citizen.lastName}`, address: formatAddress(citizen.address, language).join(', ') })}${representativeMustBePresent && html`<br />${say('mustBePresent')}`}</p>
<form method="get" action="${address(`/book/${dossier}/moment`)}">
${choice({
    name: 'why', legend: say('ground'), wrong, chosen: grounds.filter(({ known }) => known).map(({ ground }) => letterOf(ground))[0],
    options: grounds.map(({ ground, amount, known }) => ({ value: letterOf(ground), label: say(ground), more: html` (${[amount === 0 ? say('free') : formatMoney(amount, language), ...(known ? [say('known')] : [])].join(', ')})` })),
  })}
<p class="eid-actions">${button(say('toMoments'))}</p></form>`,
    };
  },
});
