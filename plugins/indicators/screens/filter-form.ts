import { formatMonth } from '#services/belgium/formats.ts';
import { html, type Markup } from '#services/kernel/html.ts';
import type { PageCtx } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { divisions, isLimited, monthsOver, type Asked, type Division } from './asked.ts';
import { indicatorsTexts } from './indicators-texts.ts';

export const grounds = ['disability', 'reduced-mobility', 'limited-availability'] as const;
export const deliverers = ['official', 'bpost'] as const;

type Around = Pick<PageCtx, 'language' | 'now'>;
type Option = readonly [value: string, label: string];

/** Of which part of the work, and as of when. `dividedBy`: what can be asked of these figures. `officials`: whose may be asked for; without any there is nothing to choose. */
export function filterForm(action: string, chosen: Asked, ctx: Around, officials: readonly string[], dividedBy: readonly Division[] = divisions): Markup {
  const { language } = ctx;
  const say = sayIn(indicatorsTexts, language);
  const select = (name: 'month' | Division, first: string, options: readonly Option[]) => options.length > 0 && html`<div class="utrecht-form-field"><label class="utrecht-form-label" for="${name}">${say(name)}</label>
<select class="utrecht-select utrecht-select--html-select" id="${name}" name="${name}"><option value="">${first}</option>${options.map(([value, label]) => html`<option value="${value}"${chosen[name] === value && html` selected`}>${label}</option>`)}</select></div>
`;
  const choices: Readonly<Record<Division, readonly Option[]>> = {
    ground: grounds.map((ground) => [ground, say(`ground-${ground}`)]), deliverBy: deliverers.map((deliverer) => [deliverer, say(`by-${deliverer}`)]), official: withChosen(officials, chosen.official).map((official) => [official, official]),
  };
  return html`<form method="get" action="${action}" class="eid-filter" role="search" aria-label="${say('filterTitle')}">
${select('month', say('yesterday'), withChosen(monthsOver(ctx), chosen.month).toReversed().map((month) => [month, formatMonth(month, language)]))}${divisions.filter((division) => dividedBy.includes(division)).map((division) => select(division, say('all'), choices[division]))}<p><button class="utrecht-button utrecht-button--secondary-action" type="submit">${say('show')}</button></p>
${(isLimited(chosen) || chosen.month !== undefined) && html`<p><a class="utrecht-link" href="${action}">${say('clear')}</a></p>`}
</form>`;
}

/** What an address asks for is among them: an older month, the one that is under way, somebody who had no part in it lately. */
function withChosen(known: readonly string[], chosen: string | undefined): string[] {
  return [...new Set([...known, ...(chosen === undefined ? [] : [chosen])])].toSorted();
}

/** Which part of the work this is; a target of the whole is no target of a part. */
export function limitedNote(chosen: Asked, { language }: Pick<Around, 'language'>): Markup | null {
  if (!isLimited(chosen)) return null;
  const say = sayIn(indicatorsTexts, language);
  const parts = [chosen.ground && say(`ground-${chosen.ground}`), chosen.deliverBy && `${say('deliverBy')}: ${say(`by-${chosen.deliverBy}`)}`, chosen.official];
  return html`<p class="eid-note">${say('limited', { what: parts.filter(Boolean).join(', ') })} ${say('limitedNote')}</p>`;
}
