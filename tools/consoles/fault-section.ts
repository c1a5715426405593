import { z } from 'zod';
import type { ListedLever } from '#services/host/sandbox-control.ts';
import { html, type Markup } from '#services/kernel/html.ts';
import { sayIn } from '#services/kernel/texts.ts';
import type { ConsoleCtx, Tried } from './console-page.ts';
import { consoleTexts } from './console-texts.ts';
import { leverFields } from './lever-fields.ts';
import { button, table } from './pieces.ts';

const on = z.object({ faults: z.array(z.object({ operation: z.string(), kind: z.string(), remaining: z.int().nullable(), ms: z.int() })) });

/** The faults that are on, each with a button that ends it, and a form for another one. */
export async function faultSection(ctx: ConsoleCtx, nis: string, levers: readonly ListedLever[], tried: Tried | undefined): Promise<Markup> {
  const say = sayIn(consoleTexts, ctx.language);
  const { port = '' } = ctx.path;
  const { faults } = on.parse(await ctx.pull(nis, port, 'faults', {}));
  const fields = leverFields(levers.find(({ lever }) => lever === 'fault')?.input ?? z.object({}));
  const choicesOf = (name: string) => fields.find((field) => field.name === name)?.choices ?? [];
  const typed = tried?.values['deed'] === 'fault' ? tried.values : {};
  const kindIn = (kind: string) => (isKnown(kind) ? say(kind) : kind);
  const select = (name: string, label: string, choices: readonly string[]) => html`<div class="utrecht-form-field"><label class="utrecht-form-label" for="${`fault-${name}`}">${label}</label><select id="${`fault-${name}`}" name="${name}">${choices.map((choice) => html`<option value="${choice}"${choice === typed[name] && html` selected`}>${choice}</option>`)}</select></div>`;
  const number = (name: string, label: string) => html`<div class="utrecht-form-field"><label class="utrecht-form-label" for="${`fault-${name}`}">${label}</label><input class="utrecht-textbox" id="${`fault-${name}`}" name="${name}" type="text" inputmode="numeric" value="${typed[name] ?? ''}" autocomplete="off" /></div>`;
  const end = (operation: string) => html`<form method="post">${ctx.formProof}<input type="hidden" name="operation" value="${operation}" /><button class="utrecht-button utrecht-button--secondary-action" type="submit" name="deed" value="fault" aria-label="${say('switchOffNamed', { operation })}">${say('switchOff')}</button></form>`;
  return html`${faults.length === 0 ? html`<p class="utrecht-paragraph">${say('noFaults')}</p>` : table({
    caption: say('faultsOn'), heads: [say('operation'), say('kind'), say('times'), say('delay'), say('switchOff')],
    rows: faults.map(({ operation, kind, remaining, ms }) => [html`<code>${operation}</code>`, kindIn(kind), remaining ?? say('untilOff'), kind === 'slow' ? `${ms} ms` : '–', end(operation)]),
  })}
<form method="post" novalidate>${ctx.formProof}
<div class="eid-row">${select('operation', say('operation'), choicesOf('operation'))}
<div class="utrecht-form-field"><label class="utrecht-form-label" for="fault-kind">${say('kind')}</label><select id="fault-kind" name="kind">${choicesOf('kind').map((kind) => html`<option value="${kind}"${kind === typed['kind'] && html` selected`}>${kindIn(kind)}</option>`)}</select></div>
${number('times', say('timesAsked'))}${number('ms', say('delayAsked'))}</div>
<p class="eid-actions">${button(say('switchOn'), 'primary', 'fault')}</p>
</form>`;
}

/** A system may have others, which are called as it calls them. */
const isKnown = (kind: string): kind is 'down' | 'slow' | 'refuses' | 'answers-twice' | 'answers-late' => ['down', 'slow', 'refuses', 'answers-twice', 'answers-late'].includes(kind);
