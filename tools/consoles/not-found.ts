import type { Language } from '#services/kernel/context.ts';
import { html } from '#services/kernel/html.ts';
import type { Shown } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { consoleTexts } from './console-texts.ts';

/** Where there is nothing, or nothing any more. */
export function notFound(language: Language): Shown {
  const say = sayIn(consoleTexts, language);
  return { title: say('notFoundTitle'), status: 404, body: html`<h1 class="utrecht-heading-1">${say('notFoundTitle')}</h1><p class="utrecht-paragraph">${say('notFound')}</p>` };
}
