import type { Language } from '#services/kernel/context.ts';
import { html } from '#services/kernel/html.ts';
import { sayIn } from '#services/kernel/texts.ts';
import type { Answer } from '../answer.ts';
import type { Exchange } from '../exchange.ts';
import { wantsPart } from './part.ts';
import type { PagePlace } from './page-place.ts';
import { shellTexts } from './shell-texts.ts';
import { wrap } from './shell.ts';

/** What is said there, and with which status. */
export const sayings = { notFound: 404, formOld: 422, tooOften: 429, broken: 500, ended: 401, deskEnded: 401, forbidden: 403, left: 200, deskLeft: 200, leftHere: 503, offline: 200 } as const;
export interface ExplainAt { readonly place: PagePlace | undefined; readonly language: Language | undefined; readonly sheet: { readonly name: string }; readonly exchange?: Exchange }

/** Where no page of a plugin can say it: what happened, and a way on. */
export function explain(what: keyof typeof sayings, { place, language, sheet, exchange }: ExplainAt, headers: Answer['headers'] = {}): Answer {
  // Whose pages these were to be is not known.
  if (!place) return { status: 404, mediaType: 'text/plain; charset=utf-8', body: 'There is nothing at this address.' };
  const spoken = language ?? place.municipality.languages[0] ?? 'nl';
  const say = sayIn(shellTexts, spoken);
  const title = say(`${what}Title`);
  const words = what === 'broken' ? say('broken', { trace: exchange?.traceId ?? '' }) : say(what);
  const answer = wrap({
    title, status: sayings[what], ...(what === 'offline' && { live: 3 }),
    body: html`<h1 class="utrecht-heading-1">${title}</h1><p class="utrecht-paragraph">${words}</p><p class="utrecht-paragraph"><a class="utrecht-link" href="${`${place.url}/${spoken}`}">${say('startAgain')}</a></p>`,
  }, { place, language: spoken, inLanguage: (other) => `${place.url}/${other}`, sheet: sheet.name, part: exchange !== undefined && wantsPart(exchange) });
  return { ...answer, headers: { ...answer.headers, ...headers } };
}
