/** What a form asks for one setting, read from its JSON Schema. */
export type Field =
  | { readonly kind: 'text'; readonly secret: boolean; readonly input: 'text' | 'email' | 'url' | 'date' }
  | { readonly kind: 'number'; readonly whole: boolean }
  | { readonly kind: 'yes-no' }
  | { readonly kind: 'choice'; readonly options: readonly (string | number)[] }
  /** Says of what kind its group is. Nobody types it. */
  | { readonly kind: 'fixed'; readonly value: string | number }
  | { readonly kind: 'group'; readonly members: readonly Member[] }
  | { readonly kind: 'variants'; readonly options: readonly { readonly title: string; readonly field: Field & { readonly kind: 'group' } }[] }
  /** Texts or numbers: one on each line. */
  | { readonly kind: 'lines'; readonly of: Field & { readonly kind: 'text' | 'number' } }
  | { readonly kind: 'list'; readonly of: Field }
  | { readonly kind: 'tuple'; readonly parts: readonly Field[] }
  | { readonly kind: 'record'; readonly of: Field; readonly keys: readonly string[] | null }
  /** A shape that has no form: it is written as JSON, and the house judges it. */
  | { readonly kind: 'json' };

export interface Member {
  readonly name: string; readonly title: string; readonly help: string;
  readonly needed: boolean;
  /** What holds when it is left out, as JSON. */
  readonly usual: string | null;
  readonly field: Field;
}

/** One line of a form: nothing stands below it. */
export function isSimple({ kind }: Field): boolean {
  return kind === 'text' || kind === 'number' || kind === 'yes-no' || kind === 'choice' || kind === 'fixed' || kind === 'lines' || kind === 'json';
}

/** Rows that are simply left empty, and need no button to come or go. */
export function hasSimpleRows({ of }: Field & { readonly kind: 'list' | 'record' }): boolean {
  return isSimple(of) || (of.kind === 'tuple' && of.parts.every(isSimple));
}
