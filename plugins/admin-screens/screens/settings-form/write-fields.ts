import type { Language } from '#services/kernel/context.ts';
import { html, type Content, type Markup } from '#services/kernel/html.ts';
import { sayIn } from '#services/kernel/texts.ts';
import type { Draft } from './draft.ts';
import { rootPath } from './draft.ts';
import { hasSimpleRows, type Field, type Member } from './field.ts';
import { formTexts } from './form-texts.ts';
import { rowPaths } from './read-draft.ts';
import { writeInput } from './write-input.ts';

/** What is wrong with a field, by its way. In the language of who looks, or of the schema. */
export type Said = Readonly<Record<string, Content>>;

/** The fields of a form, as a schema asks them: its titles and explanations are English, and are marked so. */
export function writeFields(root: Field, draft: Draft, said: Said, language: Language): Markup {
  const say = sayIn(formTexts, language);
  const own = (key: keyof typeof formTexts, values?: Readonly<Record<string, string | number>>): Markup => html`<span lang="${language}">${say(key, values)}</span>`;

  /** `heading`: what it is called where it stands; `bare`: the legend stands around it already. */
  function write(field: Field, path: string, { title, help, needed, usual }: Omit<Member, 'field' | 'name'>): Markup {
    const json = draft[`${path}!`] === 'json';
    if (json || !isComposite(field)) return writeInput(json ? { kind: 'json' } : field, path, { title, help, needed, usual }, { draft, said, say, own });
    const wrong = said[path];
    return html`<fieldset class="eid-setting" id="${path}"${wrong !== undefined && html` aria-describedby="${`${path}-wrong`}"`}>
<legend>${title}</legend>
${help !== '' && html`<p class="utrecht-form-field-description">${help}</p>`}
${wrong !== undefined && html`<p class="utrecht-form-field-error-message" id="${`${path}-wrong`}">${wrong}</p>`}
${parts(field, path, title)}
</fieldset>
`;
  }

  function parts(field: Composite, path: string, title: string): Content {
    switch (field.kind) {
      case 'group': return members(field, path);
      case 'tuple': return html`<div class="eid-filter">${field.parts.map((part, index) => write(part, `${path}/${index}`, { title: `${title} ${index + 1}`, help: '', needed: false, usual: null }))}</div>`;
      case 'list': case 'record': return rows(field, path, title);
      case 'variants': break;
    }
    return variants(field, path, title);
  }

  function members({ members: all }: Field & { readonly kind: 'group' }, path: string): Content {
    return all.map((member) => optional(member, `${path}/${member.name}`));
  }

  /** A group that may be left out as a whole is set and unset by a button. */
  function optional(member: Member, path: string): Markup {
    const { title, help, usual, needed, field } = member;
    if (needed || !isComposite(field) || draft[`${path}!`] !== undefined) return write(field, path, member);
    if (draft[`${path}?`] === 'set') return html`<input type="hidden" name="${`${path}?`}" value="set" />${write(field, path, member)}<p class="eid-setting-button">${press('drop', path, own('unset', { what: title }))}</p>
`;
    return html`<div class="eid-setting" id="${path}"><input type="hidden" name="${`${path}?`}" value="" />
<p class="eid-setting-title">${title}</p>
<p class="utrecht-form-field-description">${help} ${usual === null || usual.length > 60 ? own('notSet') : own('usualJson', { value: usual })}</p>
<p class="eid-setting-button">${press('more', path, own('set', { what: title }))}</p></div>
`;
  }

  function rows(field: Field & { readonly kind: 'list' | 'record' }, path: string, title: string): Markup {
    const all = rowPaths(draft, path);
    const simple = hasSimpleRows(field);
    return html`<input type="hidden" name="${`${path}#`}" value="${all.length}" />
${all.map((row, index) => {
      const name = `${title} ${index + 1}`;
      return html`${field.kind === 'record' && writeInput(field.keys ? { kind: 'choice', options: field.keys } : { kind: 'text', secret: false, input: 'text' }, `${row}=`, { title: name, help: '', needed: false, usual: null }, { draft, said, say, own })}
${write(field.of, row, { title: field.kind === 'record' ? `${name}: value` : name, help: '', needed: false, usual: null })}
${!simple && html`<p class="eid-setting-button">${press('drop', row, own('drop', { what: name }))}</p>`}`;
    })}
<p class="eid-setting-button">${press('more', path, own('add', { what: title }))}</p>`;
  }

  function variants({ options }: Field & { readonly kind: 'variants' }, path: string, title: string): Content {
    const at = draft[`${path}~`] ?? '';
    const chosen = options[Number.parseInt(at, 10)];
    return html`<div class="utrecht-form-field"><label class="utrecht-form-label" for="${`${path}~`}">${title}: ${own('kind')}</label>
<select class="utrecht-select utrecht-select--html-select" id="${`${path}~`}" name="${`${path}~`}"><option value="">${say('choose')}</option>${options.map((option, index) => html`<option value="${index}"${at === String(index) && html` selected`}>${option.title}</option>`)}</select>
${press('more', path, own('take'))}</div>
${chosen && members(chosen.field, path)}`;
  }

  return hasNothingToSet(root)
    ? html`<p class="utrecht-paragraph">${say('nothing')}</p>`
    : html`<div lang="en">${root.kind === 'group' && draft[`${rootPath}!`] === undefined ? members(root, rootPath) : write(root, rootPath, { title: 'Settings', help: '', needed: true, usual: null })}</div>`;
}

export const hasNothingToSet = (root: Field): boolean => root.kind === 'group' && root.members.length === 0;

type Composite = Field & { readonly kind: 'group' | 'tuple' | 'list' | 'record' | 'variants' };
function isComposite(field: Field): field is Composite {
  return field.kind === 'group' || field.kind === 'tuple' || field.kind === 'list' || field.kind === 'record' || field.kind === 'variants';
}

function press(what: 'more' | 'drop', path: string, label: Markup): Markup {
  return html`<button class="utrecht-button utrecht-button--secondary-action" type="submit" name="${what}" value="${path}">${label}</button>`;
}
