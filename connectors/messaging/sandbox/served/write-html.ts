/** Text that is HTML already. Only `html`, `joined`, `linked` and `raw` make it, so that nothing gets in unescaped. */
export interface Html { readonly text: string }

const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\'': '&#39;' };
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => signs[sign] ?? sign);

/** Values are escaped, in text and in quoted attributes, unless they are HTML already. */
export function html(parts: TemplateStringsArray, ...values: readonly (string | Html)[]): Html {
  return { text: parts.map((part, at) => part + writtenIn(values[at] ?? '')).join('') };
}
const writtenIn = (value: string | Html): string => (typeof value === 'string' ? escaped(value) : value.text);

export const joined = (parts: readonly Html[]): Html => ({ text: parts.map(({ text }) => text).join('\n') });

/** For texts of ours only. */
export const raw = (text: string): Html => ({ text });

/** Text whose web addresses can be followed; nothing else in it becomes a link. */
export function linked(text: string): Html {
  const parts = text.split(/(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)])/g);
  return { text: parts.map((part, at) => (at % 2 === 1 ? `<a href="${escaped(part)}" rel="noreferrer">${escaped(part)}</a>` : escaped(part))).join('') };
}
