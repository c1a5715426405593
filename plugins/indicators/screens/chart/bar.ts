import { html, type Markup } from '#services/kernel/html.ts';

/** A figure as a bar beside its number, with a mark where the target is. All bars of a table have the same `longest`. */
export function bar(value: number | null, target: number, longest: number): Markup {
  const shareOf = (part: number) => Math.round((Math.min(part, longest) / longest) * 1000) / 10;
  const at = shareOf(target);
  return html`<svg class="eid-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">${value !== null && html`<rect x="0" y="0" width="${shareOf(value)}" height="10" />`}<line class="eid-bar-gap" x1="${at}" x2="${at}" y1="0" y2="10" vector-effect="non-scaling-stroke" /><line x1="${at}" x2="${at}" y1="-2" y2="12" vector-effect="non-scaling-stroke" /></svg>`;
}

/** So far the bars of one table reach, so that none is cut off and the target is among them. */
export function longestOf(values: readonly (number | null)[], target: number): number {
  return Math.max(target, 1, ...values.map((value) => value ?? 0)) * 1.05;
}
