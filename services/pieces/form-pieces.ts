import { html, type Content, type Markup } from '#services/kernel/html.ts';

/** What is wrong with one field, in words. */
export interface Wrong { readonly field: string; readonly said: string }

/** Above a form that came back: what is wrong, each leading to its field. It takes the focus, so that a screen reader begins there. */
export function problemSummary(title: string, wrong: readonly Wrong[], refused?: string): Markup | null {
  if (wrong.length === 0 && refused === undefined) return null;
  return html`<div class="eid-wrong" role="alert" tabindex="-1" autofocus>
<h2 class="utrecht-heading-2">${title}</h2>
${refused !== undefined && html`<p class="utrecht-paragraph">${refused}</p>`}
${wrong.length > 0 && html`<ul class="utrecht-unordered-list">${wrong.map(({ field, said }) => html`<li><a class="utrecht-link" href="${`#${field}`}">${said}</a></li>`)}</ul>`}
</div>`;
}

const saidOf = (wrong: readonly Wrong[], name: string) => wrong.find(({ field }) => field === name)?.said;
const message = (name: string, said: string | undefined) => said !== undefined && html`<p class="utrecht-form-field-error-message" id="${`${name}-wrong`}">${said}</p>`;

export interface TextFieldOptions {
  readonly name: string;
  readonly label: string;
  readonly help?: string;
  readonly value?: string | null | undefined;
  readonly type?: 'text' | 'email' | 'tel' | 'date';
  /** What a browser may fill in by itself (HTML, autofill). */
  readonly autocomplete: string;
  readonly wrong: readonly Wrong[];
  /** More attributes, as markup. */
  readonly more?: Markup;
}

export function textField({ name, label, help, value, type = 'text', autocomplete, wrong, more }: TextFieldOptions): Markup {
  const said = saidOf(wrong, name);
  const described = [...(help === undefined ? [] : [`${name}-help`]), ...(said === undefined ? [] : [`${name}-wrong`])].join(' ');
  return html`<div class="utrecht-form-field${said !== undefined && ' utrecht-form-field--invalid'}">
<label class="utrecht-form-label" for="${name}">${label}</label>
${help !== undefined && html`<p class="utrecht-form-field-description" id="${`${name}-help`}">${help}</p>`}
${message(name, said)}
<input class="utrecht-textbox" id="${name}" name="${name}" type="${type}" value="${value}" autocomplete="${autocomplete}"${described !== '' && html` aria-describedby="${described}"`}${said !== undefined && html` aria-invalid="true"`}${more && html` ${more}`} />
</div>`;
}

export interface Option { readonly value: string; readonly label: Content; readonly more?: Content }
export interface ChoiceOptions {
  readonly name: string;
  readonly legend: string;
  readonly help?: string;
  readonly options: readonly Option[];
  readonly chosen?: string | undefined;
  readonly wrong: readonly Wrong[];
}

/** One of some. The first has the name itself as its id, so that the summary of problems leads there. */
export function choice({ name, legend, help, options, chosen, wrong }: ChoiceOptions): Markup {
  const said = saidOf(wrong, name);
  const described = [...(help === undefined ? [] : [`${name}-help`]), ...(said === undefined ? [] : [`${name}-wrong`])].join(' ');
  return html`<fieldset${described !== '' && html` aria-describedby="${described}"`}>
<legend><span class="utrecht-heading-2">${legend}</span></legend>
${help !== undefined && html`<p class="utrecht-form-field-description" id="${`${name}-help`}">${help}</p>`}
${message(name, said)}
${options.map((option, index) => radio(name, index === 0 ? name : `${name}-${option.value}`, option, chosen === option.value))}
</fieldset>`;
}

export function radio(name: string, id: string, { value, label, more }: Option, checked: boolean): Markup {
  return html`<p class="eid-choice"><input type="radio" class="utrecht-radio-button utrecht-radio-button--html-input" id="${id}" name="${name}" value="${value}"${checked && html` checked`} /><label for="${id}">${label}${more !== undefined && html`<br /><span class="eid-aside">${more}</span>`}</label></p>
`;
}

export function button(label: string, kind: 'primary' | 'secondary' = 'primary'): Markup {
  return html`<button class="utrecht-button utrecht-button--${kind}-action" type="submit">${label}</button>`;
}

export function link(href: string, label: string): Markup {
  return html`<a class="utrecht-link" href="${href}">${label}</a>`;
}

/** Name and value, one under the other. */
export function facts(rows: readonly (readonly [name: string, value: Content])[]): Markup {
  return html`<dl>${rows.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>
`)}</dl>`;
}
