import { html, type Content } from '#services/kernel/html.ts';
import type { PageCtx, Shown, Tried } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { link, problemSummary, type Wrong } from '#services/pieces/form-pieces.ts';
import { visitAddress, type Purpose } from './visit-pieces.ts';
import { visitRefusalIn } from './visit-refusal-texts.ts';
import { visitTexts } from './visit-texts.ts';

export interface SidePage {
  readonly purpose: Purpose;
  readonly title: string;
  readonly body: Content;
  readonly tried?: Tried | undefined;
}

/** A page beside a visit: one question, and the way back. */
export function sidePage({ purpose, title, body, tried }: SidePage, ctx: Pick<PageCtx, 'language' | 'address' | 'path'>): Shown {
  const say = sayIn(visitTexts, ctx.language);
  return {
    title,
    body: html`<h1 class="utrecht-heading-1">${title}</h1>
${problemSummary(say('problems'), wrongIn(tried, ctx), tried?.failure === undefined ? undefined : visitRefusalIn(ctx.language, tried.failure))}
${body}
<p class="utrecht-paragraph">${link(visitAddress(ctx, purpose), say('back'))}</p>`,
  };
}

/** Whatever was not taken here was not chosen. */
export function wrongIn(tried: Tried | undefined, { language }: Pick<PageCtx, 'language'>): readonly Wrong[] {
  return Object.keys(tried?.problems ?? {}).map((field) => ({ field, said: sayIn(visitTexts, language)('choose') }));
}

/** Of the path: the first visit unless it is the second. */
export const purposeIn = ({ path }: Pick<PageCtx, 'path'>): Purpose => (path['purpose'] === 'delivery' ? 'delivery' : 'capture');
