import { draftOf, type Draft } from './draft.ts';
import { rowPaths } from './read-draft.ts';
import type { Field } from './field.ts';

/** What the buttons of a form ask: one more row, an optional group set, another variant; or a row or group away. `more` and `drop` name the way to it. */
export interface Asked { readonly more?: string | undefined; readonly drop?: string | undefined }

/** The form with that done. What was typed stays. */
export function changeRows(root: Field, draft: Draft, { more, drop }: Asked): Draft {
  if (more !== undefined) return add(root, draft, more);
  return drop === undefined ? draft : remove(draft, drop);
}

function add(root: Field, draft: Draft, path: string): Draft {
  const field = fieldAt(root, draft, path);
  if (!field) return draft;
  const rows = rowPaths(draft, path);
  if (draft[`${path}?`] === '') return { ...draft, ...draftOf(field, undefined, path), [`${path}?`]: 'set' };
  // The one that was chosen in the list of variants, or one with its fields anew.
  if (field.kind === 'variants') return chosenVariant(field, draft, path);
  if (field.kind !== 'list' && field.kind !== 'record') return draft;
  return { ...draft, ...(field.kind === 'record' && { [`${path}/${rows.length}=`]: '' }), ...draftOf(field.of, undefined, `${path}/${rows.length}`), [`${path}#`]: String(rows.length + 1) };
}

function chosenVariant({ options }: Field & { readonly kind: 'variants' }, draft: Draft, path: string): Draft {
  const chosen = options[Number.parseInt(draft[`${path}~`] ?? '', 10)];
  const typed = Object.fromEntries(Object.entries(draft).filter(([name]) => name === `${path}?` || !below(name, path)));
  if (!chosen) return typed;
  const fresh = draftOf(chosen.field, undefined, path);
  // What both variants ask stays typed, but for what says which one it is.
  const kept = chosen.field.members.filter(({ field }) => field.kind === 'text' || field.kind === 'number').flatMap(({ name }) => { const was = draft[`${path}/${name}`]; return was === undefined ? [] : [[`${path}/${name}`, was]]; });
  return { ...typed, ...fresh, ...Object.fromEntries(kept), [`${path}~`]: draft[`${path}~`] ?? '' };
}

/** A group of its own is unset; a row goes, and those below it move up. */
function remove(draft: Draft, path: string): Draft {
  const without = Object.fromEntries(Object.entries(draft).filter(([name]) => !below(name, path)));
  if (draft[`${path}?`] !== undefined) return { ...without, [`${path}?`]: '' };
  const [, list = '', index = ''] = /^(.+)\/(\d+)$/.exec(path) ?? [];
  const rows = rowPaths(draft, list).length;
  if (rows === 0) return draft;
  const moved = Object.entries(without).map(([name, typed]): [string, string] => {
    const [, at = '', rest = ''] = name.startsWith(`${list}/`) ? /^(\d+)(.*)$/s.exec(name.slice(list.length + 1)) ?? [] : [];
    return [at !== '' && Number(at) > Number(index) ? `${list}/${Number(at) - 1}${rest}` : name, typed];
  });
  return { ...Object.fromEntries(moved), [`${list}#`]: String(rows - 1) };
}

const below = (name: string, path: string) => name.startsWith(path) && /^([/#=~!?]|$)/.test(name.slice(path.length));

/** The field of a way, through rows and the variants that are chosen. */
export function fieldAt(root: Field, draft: Draft, path: string): Field | undefined {
  const [, ...steps] = path.split('/');
  let at: Field | undefined = root;
  let here = 's';
  for (const step of steps) {
    if (at?.kind === 'variants') at = at.options[Number.parseInt(draft[`${here}~`] ?? '', 10)]?.field;
    if (at?.kind === 'group') at = at.members.find(({ name }) => name === step)?.field;
    else if (at?.kind === 'list' || at?.kind === 'record') at = at.of;
    else if (at?.kind === 'tuple') at = at.parts[Number(step)];
    else return undefined;
    here = `${here}/${step}`;
  }
  return at;
}

/** Where in the form a setting stands that the house names: `days.messages`. Where it has no field of its own, what it stands in. */
export function placeOf(root: Field, draft: Draft, setting: string): string {
  let path = 's';
  for (const step of setting === '' ? [] : setting.split('.')) {
    const field = fieldAt(root, draft, path);
    const row = field?.kind === 'record' ? rowPaths(draft, path).findIndex((candidate) => draft[`${candidate}=`] === step) : undefined;
    const next = `${path}/${row ?? step}`;
    if (!fieldAt(root, draft, next) || draft[`${path}!`] !== undefined) return path;
    path = next;
  }
  return path;
}
