import { html, type Markup } from '#services/kernel/html.ts';
import type { PageCtx } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { link } from '#services/pieces/form-pieces.ts';
import { orNothing } from '#services/pieces/or-nothing.ts';
import { indicatorsTexts } from './indicators-texts.ts';
import { bigValue } from './say-figure.ts';

/**
 * Beside K1 to K8: the share of the working days on which the interior ministry let the municipality take fingerprints and activate cards (impact map of the founding document, row of
 * the ministry; it names no target). Nothing where that is not kept, or is not for who looks.
 */
export async function availabilityCard({ language, address, may, call }: Pick<PageCtx, 'language' | 'address' | 'may' | 'call'>): Promise<Markup | null> {
  const availability = may('authorisations.availability') ? await orNothing(call('authorisations.availability', {})) : undefined;
  const both = availability?.figures.find(({ act }) => act === 'both');
  if (!both) return null;
  const say = sayIn(indicatorsTexts, language);
  return html`<li><h2 class="utrecht-heading-2">${may('authorisations.list') ? link(address('/authorisations'), say('availability')) : say('availability')}</h2>
<p>${bigValue({ value: both.share, unit: 'percent' }, language)}</p>
${both.share === null && html`<p>${say('availabilityNone')}</p>`}
<p class="eid-aside">${say('availabilityMeaning')}</p></li>
`;
}
