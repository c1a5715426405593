import { html, type Markup } from '#services/kernel/html.ts';
import type { PageCtx } from '#services/kernel/page.ts';
import type { ActionName } from '#services/kernel/registry.ts';
import type { Text } from '#services/kernel/texts.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { link } from '#services/pieces/form-pieces.ts';
import { indicatorsTexts } from './indicators-texts.ts';

/** Pages that belong with the figures, for who may open them: named below the overview. */
const pages: readonly { readonly path: string; readonly text: Text; readonly needs: ActionName }[] = [
  { path: '/worklist?late=yes', text: indicatorsTexts.lateDossiers, needs: 'journey.list' },
  { path: '/complaints', text: indicatorsTexts.complaints, needs: 'complaints.list' },
  { path: '/outreach', text: indicatorsTexts.reach, needs: 'outreach.list' },
  { path: '/partnership', text: indicatorsTexts.partnership, needs: 'bpost-delivery.agreements' },
];

export function seeAlso({ language, address, may }: Pick<PageCtx, 'language' | 'address' | 'may'>): Markup | null {
  const open = pages.filter(({ needs }) => may(needs));
  if (open.length === 0) return null;
  return html`<h2 class="utrecht-heading-2">${sayIn(indicatorsTexts, language)('seeAlso')}</h2>
<ul class="eid-links">${open.map(({ path, text }) => html`<li>${link(address(path), text[language])}</li>`)}</ul>`;
}
