import { isFailure } from '#services/kernel/failure.ts';
import { html } from '#services/kernel/html.ts';
import type { PageCtx, Shown } from '#services/kernel/page.ts';
import type { ActionOutput } from '#services/kernel/registry.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { link } from '#services/pieces/form-pieces.ts';
import { refusalIn } from './refusal-texts.ts';
import { requestTexts } from './request-texts.ts';

export type Overview = ActionOutput<'request.overview'>;

/** What is known about the citizen; or a page that says why there is nothing to show. */
export async function overviewOrRefusal({ call, dossier, language, address }: PageCtx): Promise<{ readonly overview: Overview } | { readonly refused: Shown }> {
  try {
    return { overview: await call('request.overview', { dossier }) };
  } catch (error) {
    if (!isFailure(error) || error.code >= 500 || error.code === 401) throw error;
    const say = sayIn(requestTexts, language);
    return { refused: {
      title: say('problems'), status: 422,
      body: html`<h1 class="utrecht-heading-1">${say('problems')}</h1><p class="utrecht-paragraph">${refusalIn(language, error.type)}</p><p class="utrecht-paragraph">${link(address('/status'), say('toStatus'))}</p>`,
    } };
  }
}
