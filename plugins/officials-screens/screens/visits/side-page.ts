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
  /** What a form of this page asks, by field. */
  readonly asked?: Readonly<Record<string, string>>;
}

/** A page beside a visit: one question, and the way back. */
export function sidePage({ purpose, title, body, tried, asked = {} }: SidePage, ctx: Pick<PageCtx, 'language' | 'address' | 'path'>): Shown {
  const say = sayIn(visitTexts, ctx.language);
  return {
    title,
    body: html`<h1 class="utrecht-heading-1">${title}</h1>
${problemSummary(say('problems'), wrongIn(tried, ctx, asked), tried?.failure === undefined ? undefined : visitRefusalIn(ctx.language, tried.failure))}
${body}
<p class="eid-visit-foot">${link(visitAddress(ctx, purpose), say('back'))}</p>`,
  };
}

/** Whatever was not taken here was not chosen. */
export function wrongIn(tried: Tried | undefined, { language }: Pick<PageCtx, 'language'>, asked: Readonly<Record<string, string>>): readonly Wrong[] {
  return Object.keys(tried?.problems ?? {}).map((field) => ({ field, said: sayIn(visitTexts, language)('choose', { what: asked[field] ?? '' }) }));
}

/** Of the path: the first visit unless it is the second. */
export const purposeIn = ({ path }: Pick<PageCtx, 'path'>): Purpose => (path['purpose'] === 'delivery' ? 'delivery' : 'capture');
