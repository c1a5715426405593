/** Markup that was written by us; whatever else is put into a page is text. */
export class Markup {
  /** Well-formed HTML. */
  readonly written: string;
  constructor(written: string) { this.written = written; }
}

/** What may be put into markup. Nothing stands for nothing; a list for its parts. */
export type Content = Markup | string | number | null | undefined | false | readonly Content[];

/**
 * Markup as it is written in HTML. What is put into it is text and stays text, whatever it holds: in the content of an element, and in an attribute that stands
 * in double quotes. Anywhere else in a tag only markup may be put (`${chosen && html`checked`}`); a text there is an error of ours, found when the page is first shown.
 */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Markup {
  let written = '';
  for (const [index, part] of strings.entries()) {
    written += part;
    if (index < values.length) written += put(values[index], placeAfter(written));
  }
  return new Markup(written);
}

type Place = 'content' | 'tag' | 'attribute';

/** Where the next character would stand. Only what we wrote, and what was escaped, comes before it. */
function placeAfter(written: string): Place {
  const open = written.lastIndexOf('<');
  const tag = written.slice(open);
  const quotes = tag.split('"').length - 1;
  if (open === -1) return 'content';
  if (quotes % 2 === 1) return 'attribute';
  return tag.includes('>') ? 'content' : 'tag';
}

function put(value: Content, place: Place): string {
  if (value === null || value === undefined || value === false) return '';
  if (value instanceof Markup) {
    if (place === 'attribute') throw new Error('markup cannot stand in an attribute');
    return value.written;
  }
  if (typeof value === 'object') return value.map((part) => put(part, place)).join('');
  if (place === 'tag') throw new Error('a text stands in a tag outside of double quotes');
  return String(value).replaceAll(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
}
