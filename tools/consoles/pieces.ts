import { dayOf, timeOf } from '#services/belgium/brussels-time.ts';
import type { Language } from '#services/kernel/context.ts';
import { html, type Content, type Markup } from '#services/kernel/html.ts';

export const link = (href: string, label: Content): Markup => html`<a class="utrecht-link" href="${href}">${label}</a>`;

export function button(label: string, kind: 'primary' | 'secondary' = 'primary', value?: string): Markup {
  return html`<button class="utrecht-button utrecht-button--${kind}-action" type="submit"${value !== undefined && html` name="deed" value="${value}"`}>${label}</button>`;
}

/** An instant as a person in Belgium reads it. */
export function moment(instant: number, language: Language): Markup {
  const written = new Intl.DateTimeFormat(`${language}-BE`, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'Europe/Brussels' }).format(instant);
  return html`<time datetime="${new Date(instant).toISOString()}">${written}</time>`;
}

/** The same for a field in which it can be changed. */
export const localMoment = (instant: number): string => `${dayOf(instant)}T${timeOf(instant)}`;

/** A text whose web addresses can be followed; nothing else in it becomes a link. */
export function linked(text: string): Markup {
  const parts = text.split(/(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)])/g);
  return html`${parts.map((part, index) => (index % 2 === 1 ? html`<a class="utrecht-link" href="${part}" rel="noreferrer">${part}</a>` : part))}`;
}

export interface Table { readonly caption: string; readonly captionLang?: Language; readonly heads: readonly Content[]; readonly rows: readonly (readonly Content[])[] }

/** A table that a narrow screen moves sideways within its own frame. */
export function table({ caption, captionLang, heads, rows }: Table): Markup {
  return html`<div class="eid-sideways" role="region" tabindex="0" aria-label="${caption}"><table class="utrecht-table">
<caption class="eid-caption"${captionLang && html` lang="${captionLang}"`}>${caption}</caption>
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows.map(([first, ...others]) => html`<tr><th scope="row">${first}</th>${others.map((cell) => html`<td>${cell}</td>`)}</tr>
`)}</tbody>
</table></div>`;
}
