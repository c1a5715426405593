import { html, type Content, type Markup } from '#services/kernel/html.ts';
import type { PageCtx } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { orNothing } from '#services/pieces/or-nothing.ts';
import { assignmentTexts, becauseTexts } from './because-texts.ts';

/** Who brings the card and why, and whom the house proposes where it can tell. */
export async function assignmentOf({ call, language }: Pick<PageCtx, 'call' | 'language'>, dossier: string): Promise<Content> {
  const say = sayIn(assignmentTexts, language);
  const [{ by, because }, proposal] = await Promise.all([call('delivery.show', { dossier }), orNothing(call('delivery.propose', { dossier }))]);
  return html`${by !== null && because !== null && html`<p class="utrecht-paragraph">${say('now', { who: say(by), why: becauseTexts[because][language] })}</p>`}
${proposal && html`<p class="eid-note">${say('proposal', { who: say(proposal.by), why: becauseTexts[proposal.because][language] })}</p>`}`;
}

/** Ticked when the citizen wants the one or the other: then that is the reason which is kept. */
export function wishBox({ language }: Pick<PageCtx, 'language'>): Markup {
  return html`<p class="eid-choice"><input type="checkbox" class="utrecht-checkbox utrecht-checkbox--html-input" id="wish" name="wish" value="yes" /><label for="wish">${sayIn(assignmentTexts, language)('wish')}</label></p>`;
}
