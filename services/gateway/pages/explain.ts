import type { Language } from '#services/kernel/context.ts';
import { html } from '#services/kernel/html.ts';
import { sayIn } from '#services/kernel/texts.ts';
import type { Answer } from '../answer.ts';
import type { Exchange } from '../exchange.ts';
import type { PagePlace } from './page-place.ts';
import { shellTexts } from './shell-texts.ts';
import { wrap } from './shell.ts';

const statuses = { notFound: 404, formOld: 422, tooOften: 429, broken: 500, ended: 401, left: 200 } as const;
export interface ExplainAt { readonly place: PagePlace | undefined; readonly language: Language | undefined; readonly sheet: { readonly name: string }; readonly exchange?: Exchange }

/** Where no page of a plugin can say it: what happened, and a way on. */
export function explain(what: keyof typeof statuses, { place, language, sheet, exchange }: ExplainAt, headers: Answer['headers'] = {}): Answer {
  // Whose pages these were to be is not known.
  if (!place) return { status: 404, mediaType: 'text/plain; charset=utf-8', body: 'There is nothing at this address.' };
  const spoken = language ?? place.municipality.languages[0] ?? 'nl';
  const say = sayIn(shellTexts, spoken);
  const title = say(`${what}Title`);
  const words = what === 'broken' ? say('broken', { trace: exchange?.traceId ?? '' }) : say(what);
  const answer = wrap({
    title, status: statuses[what],
    body: html`<h1 class="utrecht-heading-1">${title}</h1><p class="utrecht-paragraph">${words}</p><p class="utrecht-paragraph"><a class="utrecht-link" href="${`${place.url}/${spoken}`}">${say('startAgain')}</a></p>`,
  }, { place, language: spoken, inLanguage: (other) => `${place.url}/${other}`, stylesheet: `${place.url}/assets/${sheet.name}`, theme: `${place.url}/theme.css` });
  return { ...answer, headers: { ...answer.headers, ...headers } };
}
