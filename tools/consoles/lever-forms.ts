import type { ListedLever } from '#services/host/sandbox-control.ts';
import { html, type Markup } from '#services/kernel/html.ts';
import { sayIn } from '#services/kernel/texts.ts';
import type { ConsoleCtx, Tried } from './console-page.ts';
import { consoleTexts } from './console-texts.ts';
import { leverFields, type LeverField } from './lever-fields.ts';
import { button } from './pieces.ts';

/** A form for each lever that does something: its fields are those of the lever's own schema. */
export function leverForms(ctx: ConsoleCtx, levers: readonly ListedLever[], tried: Tried | undefined): Markup {
  const say = sayIn(consoleTexts, ctx.language);
  return html`${levers.map(({ lever, summary, input }) => {
    const mine = tried?.values['deed'] === lever ? tried : undefined;
    const fields = leverFields(input);
    return html`<details class="eid-lever"${mine !== undefined && html` open`}>
<summary><code>${lever}</code> <span lang="en">${summary}</span></summary>
<form method="post" novalidate>${ctx.formProof}
${fields.map((field) => fieldOf(lever, field, mine, say('asUsual')))}
<p class="eid-actions">${button(say('pull'), 'primary', lever)}</p>
</form>
</details>`;
  })}`;
}

function fieldOf(lever: string, { name, kind, choices, required, help }: LeverField, tried: Tried | undefined, asUsual: string): Markup {
  const id = `${lever}-${name}`;
  const value = tried?.values[name] ?? '';
  const wrong = tried?.fields.filter((field) => field.name === name || field.name.startsWith(`${name}.`)).map(({ detail }) => detail).join('; ');
  const said = wrong === undefined || wrong === '' ? undefined : wrong;
  const described = [...(help === '' ? [] : [`${id}-help`]), ...(said === undefined ? [] : [`${id}-wrong`])].join(' ');
  const more = html`${described !== '' && html` aria-describedby="${described}"`}${said !== undefined && html` aria-invalid="true"`}`;
  return html`<div class="utrecht-form-field${said !== undefined && ' utrecht-form-field--invalid'}">
<label class="utrecht-form-label" for="${id}"><span lang="en">${name}</span>${required && ' *'}</label>
${help !== '' && html`<p class="utrecht-form-field-description" id="${`${id}-help`}" lang="en">${help}</p>`}
${said !== undefined && html`<p class="utrecht-form-field-error-message" id="${`${id}-wrong`}" lang="en">${said}</p>`}
${choices.length > 0 ? html`<select id="${id}" name="${name}"${more}><option value="">${asUsual}</option>${choices.map((choice) => html`<option value="${choice}"${choice === value && html` selected`}>${choice}</option>`)}</select>`
    : kind === 'written' ? html`<textarea id="${id}" name="${name}" rows="4" spellcheck="false"${more}>${value}</textarea>`
    : html`<input class="utrecht-textbox" id="${id}" name="${name}" type="text" value="${value}" autocomplete="off"${kind === 'whole' && html` inputmode="numeric"`}${more} />`}
</div>`;
}
