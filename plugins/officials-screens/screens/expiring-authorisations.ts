import { addDays } from '#services/belgium/day.ts';
import { formatDay } from '#services/belgium/formats.ts';
import { html, type Markup } from '#services/kernel/html.ts';
import type { PageCtx } from '#services/kernel/page.ts';
import type { ActionOutput } from '#services/kernel/registry.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { link } from '#services/pieces/form-pieces.ts';
import { authorisationsTexts } from './authorisations-texts.ts';
import { dayOfCtx } from './day-of-ctx.ts';
import { orNothing } from '#services/pieces/or-nothing.ts';

type Authorisation = ActionOutput<'authorisations.list'>['authorisations'][number];

const shown = 3;
/** What ended longer ago is nobody's surprise any more: somebody left, or a device was put away. */
const endedDays = 30;

/** What BiZa lets people and devices do ends some day: seen in time, and for a while after it, by those who may ask for it anew. */
export async function expiringAuthorisations(ctx: PageCtx): Promise<Markup | null> {
  const { call, may, language, address } = ctx;
  const listed = may('authorisations.list') ? await orNothing(call('authorisations.list', {})) : undefined;
  if (!listed) return null;
  const say = sayIn(authorisationsTexts, language);
  const last = listed.agreements[0];
  const ends = [
    ...(last === undefined ? [] : [{ ...last, what: say('adviceAgreement', { reference: last.reference }) }]),
    ...listed.authorisations.map((authorisation) => ({ ...authorisation, what: `${holderIn(authorisation, language)}, ${say(`act-${authorisation.act}`)}` })),
  ].filter(({ standing, validUntil }) => standing === 'ends-soon' || (standing === 'ended' && validUntil >= addDays(dayOfCtx(ctx), -endedDays)));
  if (ends.length === 0) return null;
  return html`<div class="eid-note"><h2 class="utrecht-heading-3">${say('adviceTitle')}</h2>
<ul class="utrecht-unordered-list">${ends.slice(0, shown).map(({ what, validUntil, standing }) => html`<li>${say(standing === 'ended' ? 'adviceEnded' : 'adviceUntil', { what, day: formatDay(validUntil, language) })}</li>
`)}${ends.length > shown && html`<li>${say('adviceLater', { count: ends.length - shown })}</li>`}</ul>
<p>${link(address('/authorisations'), say('adviceAll'))}</p></div>`;
}

export function holderIn({ holder, reference }: Pick<Authorisation, 'holder' | 'reference'>, language: PageCtx['language']): string {
  return `${sayIn(authorisationsTexts, language)(`holder-${holder}`)} ${reference}`;
}
