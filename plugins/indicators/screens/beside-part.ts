import type { Language } from '#services/kernel/context.ts';
import { html, type Markup } from '#services/kernel/html.ts';
import { sayIn } from '#services/kernel/texts.ts';
import type { Figure } from '../indicators.contract.ts';
import { indicatorsTexts } from './indicators-texts.ts';
import { barTable } from './slices-part.ts';

/** What a figure is read with: the wait for production apart, or the same asked in another way. */
export function besidePart(figure: Figure, language: Language): Markup | null {
  const say = sayIn(indicatorsTexts, language);
  const { beside } = figure;
  if (beside.length === 0) return null;
  const title = say('besideTitle');
  return html`<h2 class="utrecht-heading-2">${title}</h2>
${barTable(figure, title, [{ name: say('whole'), value: figure.value, basis: figure.basis }, ...beside.map(({ id, value, basis }) => ({ name: say(`beside-${id}`), value, basis }))], language)}
${beside.some(({ id }) => id === 'production') && html`<p class="utrecht-paragraph">${say('productionNote')}</p>`}`;
}
