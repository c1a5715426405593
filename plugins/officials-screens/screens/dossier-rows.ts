import { formatDay } from '#services/belgium/formats.ts';
import { html, type Markup } from '#services/kernel/html.ts';
import type { PageCtx } from '#services/kernel/page.ts';
import type { ActionOutput } from '#services/kernel/registry.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { sayDue } from './say-due.ts';
import { factTexts, stateTexts } from './state-texts.ts';
import { nextOf } from './next-of.ts';
import { worklistTexts } from './worklist-texts.ts';

export type DossierView = ActionOutput<'journey.list'>['dossiers'][number];

/** So much of a dossier's number is shown: it is found again by it. */
export const shortReference = (dossier: string): string => dossier.slice(0, 18);

/** Dossiers as a list of work: by when, what, and about what. No names: `journey` knows none, and a list that looks again every few seconds must not look citizens up. */
export function dossierRows(dossiers: readonly DossierView[], ctx: Pick<PageCtx, 'language' | 'now' | 'address'>): Markup {
  return html`<ol class="eid-work">
${dossiers.map((dossier) => row(dossier, ctx))}</ol>`;
}

function row({ dossier, state, ground, deliverBy, expiresOn, dueAt }: DossierView, ctx: Pick<PageCtx, 'language' | 'now' | 'address'>): Markup {
  const { language, address } = ctx;
  const [say, facts] = [sayIn(worklistTexts, language), sayIn(factTexts, language)];
  return html`<li id="${`d-${dossier}`}">
<p class="eid-work-due">${sayDue(dueAt, ctx)}</p>
<p class="eid-work-what"><a class="utrecht-link" href="${address(`/dossiers/${dossier}`)}">${stateTexts[state][language]} <span class="eid-reference">${shortReference(dossier)}</span></a><br />${nextOf(state, language)}</p>
<p class="eid-work-about">${facts(`ground-${ground ?? 'none'}`)}${deliverBy !== null && `, ${facts(`by-${deliverBy}`)}`}<br />${say('expires', { day: formatDay(expiresOn, language) })}</p>
</li>
`;
}
