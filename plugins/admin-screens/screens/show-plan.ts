import { html, type Content, type Markup } from '#services/kernel/html.ts';
import type { Language } from '#services/kernel/context.ts';
import type { ActionOutput } from '#services/kernel/registry.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { facts } from '#services/pieces/form-pieces.ts';
import { table } from '#services/pieces/data-table.ts';
import { inEnglish } from './admin-pieces.ts';
import { changeTexts } from './change-texts.ts';

export type Plan = ActionOutput<'administration.plan'>;

/** What a change would do, before anybody does it. */
export function planSaid({ changes, missingPorts, openDossiers, waiting, skipped, migrations, harm, problems, holds }: Plan, language: Language): Markup {
  const say = sayIn(changeTexts, language);
  const value = (json: string | null) => (json === null ? say('notSet') : html`<code>${json}</code>`);
  const list = (all: readonly string[]) => html`<span lang="en">${all.join(', ')}</span>`;
  const rows: (readonly [string, Content])[] = [
    ...(missingPorts.length > 0 ? [[say('missingPorts'), list(missingPorts)] as const] : []),
    [say('openDossiers'), openDossiers],
    ...(waiting.effects + waiting.deliveries > 0 ? [[say('waiting'), say('waitingSaid', { ...waiting })] as const] : []),
    ...(skipped.jobs.length + skipped.events.length > 0 ? [[say('skipped'), list([...skipped.jobs, ...skipped.events])] as const] : []),
    ...(migrations.length > 0 ? [[say('migrations'), list(migrations)] as const] : []),
  ];
  return html`${!holds && html`<div class="eid-wrong" role="alert"><h2 class="utrecht-heading-2">${say('refusedTitle')}</h2><ul class="utrecht-unordered-list">${problems.map((problem) => html`<li>${inEnglish(problem)}</li>`)}</ul></div>`}
${harm.length > 0 && html`<div class="eid-note"><h2 class="utrecht-heading-2">${say('harm')}</h2><ul class="utrecht-unordered-list">${harm.map((one) => html`<li>${inEnglish(one)}</li>`)}</ul></div>`}
<h2 class="utrecht-heading-2">${say('changes')}</h2>
${table(say('changes'), [{ title: say('setting') }, { title: say('before') }, { title: say('after') }], changes.map(({ setting, from, to }) => [inEnglish(setting), value(from), value(to)]), say('noChanges'))}
${facts(rows)}`;
}
