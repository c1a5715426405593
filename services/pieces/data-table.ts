import { html, type Content, type Markup } from '#services/kernel/html.ts';

/** A column of buttons has no title. */
export interface Column { readonly title: string }

/** A table that scrolls by itself where it is wider than its place; the first cell of a row names it. */
export function table(caption: string, columns: readonly Column[], rows: readonly (readonly Content[])[], nothing: string): Markup {
  if (rows.length === 0) return html`<p class="utrecht-paragraph">${nothing}</p>`;
  return html`<div class="eid-scroll" tabindex="0" role="region" aria-label="${caption}"><table class="utrecht-table"><caption class="eid-hidden">${caption}</caption>
<thead><tr>${columns.map(({ title }) => (title === '' ? html`<td></td>` : html`<th scope="col">${title}</th>`))}</tr></thead>
<tbody>${rows.map((cells) => html`<tr>${cells.map((cell, index) => (index === 0 ? html`<th scope="row">${cell}</th>` : html`<td>${cell}</td>`))}</tr>
`)}</tbody></table></div>`;
}

/** A state that somebody must see is more than a colour: its words say it. */
export function tag(said: string, alarming = false): Markup {
  return html`<span class="eid-tag${alarming && ' eid-tag--late'}">${said}</span>`;
}
