import { z } from 'zod';
import { finalStates, type State } from '#services/journey/journey.states.ts';
import { html, type Markup } from '#services/kernel/html.ts';
import type { PageCtx } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { factTexts, stateTexts } from './state-texts.ts';
import { worklistTexts } from './worklist-texts.ts';

const phases = ['invitation', 'request', 'biometrics', 'delivery'] as const;
const grounds = ['disability', 'reduced-mobility', 'limited-availability'] as const;
const deliverers = ['official', 'bpost'] as const;
const isState = (typed: unknown): typed is State => typeof typed === 'string' && Object.hasOwn(stateTexts, typed);
export const rowsAtOnce = 100;
export const mostRows = 5_000;

const oneOf = <const T extends readonly [string, ...string[]]>(options: T) => z.enum(options).optional().catch(undefined);

/** What an address asks of the list; what it cannot be asked is left out. `problem`: what was typed and means nothing. */
const asked = z.object({
  phase: oneOf(phases), state: z.custom<State>(isState).optional().catch(undefined), ground: oneOf(grounds), deliverBy: oneOf(deliverers),
  late: z.literal('yes').optional().catch(undefined), reference: z.string().trim().max(60).default(''),
  rows: z.coerce.number().int().min(rowsAtOnce).max(mostRows).catch(rowsAtOnce),
});
export type Asked = z.output<typeof asked>;
const referenceForm = /^[0-9a-f]{1,8}(-[0-9a-f-]{0,27})?$/i;

export function askedIn(query: URLSearchParams): Asked {
  return asked.parse(Object.fromEntries(query));
}

export const isReference = (typed: string): boolean => typed === '' || referenceForm.test(typed);

/** The same list with more rows in it. */
export function moreRows(query: URLSearchParams, rows: number): string {
  const wanted = new URLSearchParams(query);
  wanted.set('rows', String(Math.min(rows, mostRows)));
  return `?${wanted.toString()}`;
}

export function filterForm(chosen: Asked, { language, address }: Pick<PageCtx, 'language' | 'address'>): Markup {
  const [say, facts] = [sayIn(worklistTexts, language), sayIn(factTexts, language)];
  const wrong = !isReference(chosen.reference);
  const select = (name: 'phase' | 'state' | 'ground' | 'deliverBy', options: readonly (readonly [value: string, label: string])[]) => html`<div class="utrecht-form-field"><label class="utrecht-form-label" for="${name}">${say(name)}</label>
<select class="utrecht-select utrecht-select--html-select" id="${name}" name="${name}"><option value="">${say('all')}</option>${options.map(([value, label]) => html`<option value="${value}"${chosen[name] === value && html` selected`}>${label}</option>`)}</select></div>
`;
  return html`<form method="get" action="${address('/worklist')}" class="eid-filter" role="search" aria-label="${say('filterTitle')}">
${select('phase', phases.map((value) => [value, facts(`phase-${value}`)]))}
${/* The list holds open dossiers only. */ select('state', Object.entries(stateTexts).filter(([state]) => !finalStates.some((ended) => ended === state)).map(([state, text]) => [state, text[language]]))}
${select('ground', grounds.map((value) => [value, facts(`ground-${value}`)]))}
${select('deliverBy', deliverers.map((value) => [value, facts(`by-${value}`)]))}
<div class="utrecht-form-field"><label class="utrecht-form-label" for="reference">${say('reference')}</label>
${wrong && html`<p class="utrecht-form-field-error-message" id="reference-wrong">${say('referenceWrong')}</p>`}
<input class="utrecht-textbox" id="reference" name="reference" value="${chosen.reference}" autocomplete="off"${wrong && html` aria-invalid="true" aria-describedby="reference-wrong"`} /></div>
<p class="eid-choice"><input type="checkbox" class="utrecht-checkbox utrecht-checkbox--html-input" id="late" name="late" value="yes"${chosen.late === 'yes' && html` checked`} /><label for="late">${say('lateOnly')}</label></p>
<p><button class="utrecht-button utrecht-button--secondary-action" type="submit">${say('show')}</button></p>
<p><a class="utrecht-link" href="${address('/worklist')}">${say('clear')}</a></p>
</form>`;
}
