import { html, type Markup } from '#services/kernel/html.ts';
import { plotMonths, type MonthPlot, type MonthSeries } from './plot-months.ts';

export interface TrendChart extends MonthSeries {
  /** Its own on the page. */
  readonly id: string;
  /** What it is, and what it shows, for who does not see it. */
  readonly title: string;
  readonly description: string;
  /** One for each value. */
  readonly months: readonly MonthLabel[];
  readonly valueLabel: string;
  readonly targetLabel: string;
  readonly baselineLabel: string | null;
  /** A figure as it is written on the axis and said of a point. */
  readonly write: (value: number) => string;
}
export interface MonthLabel { readonly month: string; readonly short: string; readonly long: string }

/**
 * A line over months as SVG, written on the server: no script, no inline style, and it prints. Places are percentages, so it is as wide as its place while letters
 * and lines keep their size; what is written beside the axis reaches out of the picture, for which the stylesheet leaves room. The lines are told apart by their form,
 * and named above the picture, where nothing is drawn over them.
 */
export function trendChart(chart: TrendChart): Markup {
  const { id, title, description, months, valueLabel, targetLabel, baselineLabel, write } = chart;
  const plot = plotMonths(chart);
  return html`<ul class="eid-key">${keyOf('value', valueLabel)}${keyOf('target', targetLabel)}${baselineLabel !== null && keyOf('baseline', baselineLabel)}</ul>
<div class="eid-chart"><svg class="eid-trend" role="img" aria-labelledby="${`${id}-title`}" aria-describedby="${`${id}-desc`}"><title id="${`${id}-title`}">${title}</title><desc id="${`${id}-desc`}">${description}</desc>
<g class="eid-trend-axis">${plot.ticks.map(({ value, y }) => html`<line x1="0" x2="100%" y1="${`${y}%`}" y2="${`${y}%`}" /><text x="-8" y="${`${y}%`}" dy=".35em" text-anchor="end">${write(value)}</text>`)}${months.map((label, index) => monthLabel(label, plot.xOf(index)))}</g>
${plot.baselineY !== null && level('baseline', plot.baselineY)}${level('target', plot.targetY)}${linesOf(plot)}
${plot.points.map(({ x, y, index, value }) => html`<circle cx="${`${x}%`}" cy="${`${y}%`}" r="4"><title>${`${months[index]?.long ?? ''}: ${write(value)}`}</title></circle>`)}${lastOf(plot, write)}
</svg></div>`;
}

/** The same without letters, for a card: how it went, at one look. What it says is said beside it. */
export function smallTrend(series: MonthSeries): Markup | null {
  const plot = plotMonths({ ...series, baseline: null });
  const last = plot.points.at(-1);
  return last ? html`<svg class="eid-trend eid-trend--small" aria-hidden="true">${level('target', plot.targetY)}${linesOf(plot)}<circle cx="${`${last.x}%`}" cy="${`${last.y}%`}" r="4" /></svg>` : null;
}

type Line = 'value' | 'target' | 'baseline';

function keyOf(line: Line, label: string): Markup {
  return html`<li><svg class="eid-trend-sample" width="32" height="12" aria-hidden="true">${line === 'value' ? html`<line class="eid-trend-value" x1="0" x2="32" y1="6" y2="6" /><circle cx="16" cy="6" r="4" />` : html`<line class="${`eid-trend-${line}`}" x1="0" x2="32" y1="6" y2="6" />`}</svg> ${label}</li>`;
}

function level(line: Exclude<Line, 'value'>, y: number): Markup {
  return html`<line class="${`eid-trend-${line}`}" x1="0" x2="100%" y1="${`${y}%`}" y2="${`${y}%`}" />`;
}

/** A line keeps its breadth however its picture is stretched. A month alone is a point. */
function linesOf({ runs }: MonthPlot): Markup {
  return html`<svg class="eid-trend-lines" viewBox="0 0 100 100" preserveAspectRatio="none" width="100%" height="100%">${runs.filter((run) => run.length > 1).map((run) => html`<polyline class="eid-trend-value" points="${run.map(({ x, y }) => `${x},${y}`).join(' ')}" fill="none" vector-effect="non-scaling-stroke" />`)}</svg>`;
}

/** Each third month is written, with its year in January; on a narrow screen only each sixth. */
function monthLabel({ month, short }: MonthLabel, x: number): Markup | null {
  const [year, number] = [month.slice(0, 4), Number(month.slice(5))];
  if (number % 3 !== 1) return null;
  return html`<text x="${`${x}%`}" y="100%" dy="1.4em" text-anchor="middle"${number % 6 !== 1 && html` class="eid-trend-quarter"`}>${short}</text>${number === 1 && html`<text x="${`${x}%`}" y="100%" dy="2.7em" text-anchor="middle">${year}</text>`}`;
}

/** What is asked for most is written beside its point. */
function lastOf({ points }: MonthPlot, write: (value: number) => string): Markup | null {
  const last = points.at(-1);
  return last ? html`<text class="eid-trend-last" x="${`${last.x}%`}" y="${`${last.y}%`}" dy="-.7em" text-anchor="end">${write(last.value)}</text>` : null;
}
