import { html, type Content, type Markup } from '#services/kernel/html.ts';
import type { Draft } from './draft.ts';
import type { Field, Member } from './field.ts';
import type { formTexts } from './form-texts.ts';

type Key = keyof typeof formTexts;
type Values = Readonly<Record<string, string | number>>;
export interface Around { readonly draft: Draft; readonly said: Readonly<Record<string, Content>>; readonly say: (key: Key, values?: Values) => string; readonly own: (key: Key, values?: Values) => Markup }

/** One setting of one line, with its name, what it means and what holds without it. */
export function writeInput(field: Field, path: string, { title, help, needed, usual }: Omit<Member, 'field' | 'name'>, { draft, said, say, own }: Around): Markup {
  const typed = draft[path] ?? '';
  const wrong = said[path];
  if (field.kind === 'fixed') return html`<input type="hidden" name="${path}" value="${typed}" />`;
  const described = [`${path}-help`, ...(wrong === undefined ? [] : [`${path}-wrong`])].join(' ');
  const attributes = html`class="${classOf(field, typed)}" id="${path}" name="${path}" aria-describedby="${described}"${wrong !== undefined && html` aria-invalid="true"`}${needed && html` aria-required="true"`}`;
  return html`<div class="utrecht-form-field${wrong !== undefined && ' utrecht-form-field--invalid'}">
<label class="utrecht-form-label" for="${path}">${title}${needed && html` (${own('needed')})`}</label>
<p class="utrecht-form-field-description" id="${`${path}-help`}">${help} ${hint()}</p>
${wrong !== undefined && html`<p class="utrecht-form-field-error-message" id="${`${path}-wrong`}">${wrong}</p>`}
${draft[`${path}!`] !== undefined && html`<input type="hidden" name="${`${path}!`}" value="json" />`}${control()}
</div>
`;

  function hint(): Content {
    const empty = usual === null || usual.length > 80 ? null : html` ${own('usual', { value: usual })}`;
    if (field.kind === 'lines' || field.kind === 'json') return html`${own(field.kind)}${empty}`;
    return field.kind === 'text' && field.secret ? html`${own('secret')} ${typed.endsWith(':…') && own('secretShown', { value: typed })}` : empty;
  }

  function control(): Markup {
    const options = field.kind === 'choice' ? field.options.map((option): [string, string] => [String(option), String(option)]) : field.kind === 'yes-no' ? [['yes', say('yes')] as const, ['no', say('no')] as const] : undefined;
    // What is not among the choices, for it came from elsewhere, is still shown.
    if (options) return html`<select ${attributes}><option value=""></option>${options.map(([value, label]) => html`<option value="${value}"${value === typed && html` selected`}>${label}</option>`)}</select>`;
    if (isLong(field, typed)) return html`<textarea ${attributes} rows="${Math.min(Math.max(typed.split('\n').length + 1, 3), 12)}" spellcheck="false">
${typed}</textarea>`;
    const kind = field.kind === 'text' && field.input !== 'date' ? field.input : 'text';
    return html`<input ${attributes} type="${kind === 'email' || kind === 'url' ? kind : 'text'}"${field.kind === 'number' && html` inputmode="${field.whole ? 'numeric' : 'decimal'}"`} value="${typed}" autocomplete="off" spellcheck="false" />`;
  }
}

const isLong = ({ kind }: Field, typed: string) => kind === 'lines' || kind === 'json' || typed.includes('\n');

function classOf(field: Field, typed: string): string {
  if (field.kind === 'choice' || field.kind === 'yes-no') return 'utrecht-select utrecht-select--html-select';
  return isLong(field, typed) ? 'utrecht-textarea utrecht-textarea--html-textarea' : 'utrecht-textbox utrecht-textbox--html-input';
}
