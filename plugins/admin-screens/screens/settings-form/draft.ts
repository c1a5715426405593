import { hasSimpleRows, isSimple, type Field } from './field.ts';

/**
 * What stands in a form, as a browser sends it. A setting has the name of its way (`s/fees/disability`), and beside it, where needed: `#` how many rows, `=` the
 * name of a row, `~` which variant, `?` that an optional group is set at all, `!` that it is written as JSON.
 */
export type Draft = Readonly<Record<string, string>>;
export const rootPath = 's';

/** The form as it is filled from settings. Settings that do not have the shape of their schema are shown as JSON, so that nothing is lost unseen. */
export function draftOf(field: Field, value: unknown, path = rootPath): Draft {
  if (value === undefined) return emptyDraft(field, path);
  if (field.kind !== 'json' && !fits(field, value)) return { [`${path}!`]: 'json', [path]: JSON.stringify(value, undefined, 2) };
  switch (field.kind) {
    case 'json': return { [path]: JSON.stringify(value, undefined, 2) };
    case 'yes-no': return { [path]: value === true ? 'yes' : 'no' };
    case 'lines': return { [path]: rowsOf(value).map(String).join('\n') };
    case 'list': return rowsDraft(field, rowsOf(value).map((row): [string, unknown] => ['', row]), path);
    case 'record': return rowsDraft(field, Object.entries(partsOf(value)), path);
    case 'tuple': return Object.assign({}, ...field.parts.map((part, index) => draftOf(part, rowsOf(value)[index], `${path}/${index}`)));
    case 'group': return groupDraft(field, partsOf(value), path);
    case 'variants': break;
    case 'text': case 'number': case 'choice': case 'fixed': return { [path]: typeof value === 'string' || typeof value === 'number' ? String(value) : '' };
  }
  const index = variantOf(field, value);
  const chosen = field.options[index];
  return { [`${path}~`]: String(index), ...(chosen && draftOf(chosen.field, value, path)) };
}

function emptyDraft(field: Field, path: string): Draft {
  switch (field.kind) {
    case 'list': case 'record': return rowsDraft(field, [], path);
    case 'tuple': return Object.assign({}, ...field.parts.map((part, index) => emptyDraft(part, `${path}/${index}`)));
    case 'group': return groupDraft(field, {}, path);
    case 'variants': return { [`${path}~`]: '' };
    case 'fixed': return { [path]: String(field.value) };
    case 'text': case 'number': case 'choice': case 'yes-no': case 'lines': case 'json': break;
  }
  return { [path]: '' };
}

function groupDraft({ members }: Field & { readonly kind: 'group' }, value: Readonly<Record<string, unknown>>, path: string): Draft {
  return Object.assign({}, ...members.map(({ name, needed, field }) => {
    const inner = value[name];
    return isSimple(field) || needed ? draftOf(field, inner, `${path}/${name}`) : inner === undefined ? { [`${path}/${name}?`]: '' } : { [`${path}/${name}?`]: 'set', ...draftOf(field, inner, `${path}/${name}`) };
  }));
}

/** Simple rows have an empty one below them. */
function rowsDraft(field: Field & { readonly kind: 'list' | 'record' }, rows: readonly (readonly [string, unknown])[], path: string): Draft {
  const drafts = rows.map(([name, row], index): Draft => ({ ...(field.kind === 'record' && { [`${path}/${index}=`]: name }), ...draftOf(field.of, row, `${path}/${index}`) }));
  return Object.assign({ [`${path}#`]: String(rows.length + (hasSimpleRows(field) ? 1 : 0)) }, ...drafts);
}

/** Whether a form of this kind could show it whole. */
function fits(field: Field, value: unknown): boolean {
  switch (field.kind) {
    case 'text': return typeof value === 'string' && value.trim() !== '' && !value.includes('\r');
    case 'number': return typeof value === 'number' && Number.isFinite(value);
    case 'yes-no': return typeof value === 'boolean';
    case 'choice': return field.options.some((option) => option === value);
    case 'fixed': return value === field.value;
    case 'lines': return Array.isArray(value) && value.length > 0 && value.every((row) => fits(field.of, row) && !String(row).includes('\n'));
    case 'list': return Array.isArray(value);
    case 'tuple': return Array.isArray(value) && value.length === field.parts.length;
    case 'record': return isParts(value);
    case 'group': return isParts(value) && Object.keys(value).every((name) => field.members.some((member) => member.name === name)) && field.members.every((member) => member.field.kind !== 'fixed' || value[member.name] === member.field.value);
    case 'variants': return field.options.some((option) => fits(option.field, value));
    case 'json': break;
  }
  return true;
}

/** The variant that has all that it needs, else one that these settings could become. */
function variantOf({ options }: Field & { readonly kind: 'variants' }, value: unknown): number {
  const whole = options.findIndex(({ field }) => fits(field, value) && field.members.every(({ name, needed }) => !needed || partsOf(value)[name] !== undefined));
  return whole === -1 ? options.findIndex(({ field }) => fits(field, value)) : whole;
}

const rowsOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const partsOf = (value: unknown): Readonly<Record<string, unknown>> => (isParts(value) ? value : {});
function isParts(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
