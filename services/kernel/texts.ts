import type { Language } from './context.ts';

/** A text in each language: one that is missing is a compile error. `{name}` stands for a value. */
export type Text = Readonly<Record<Language, string>>;
export type Texts<K extends string> = Readonly<Record<K, Text>>;

export function defineTexts<const T extends Readonly<Record<string, Text>>>(texts: T): T {
  return Object.freeze(texts);
}

/** The words of a catalogue in one language. A value that a text does not have, or a text without its value, is an error of ours. */
export function sayIn<K extends string>(texts: Texts<K>, language: Language): (key: K, values?: Readonly<Record<string, string | number>>) => string {
  return (key, values = {}) => texts[key][language].replaceAll(/\{(\w+)\}/g, (_whole, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`the text '${key}' needs a value for '${name}'`);
    return String(value);
  });
}
