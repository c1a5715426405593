/** What a chart of months is drawn from. A month without a figure is a gap, never a zero. */
export interface MonthSeries {
  readonly values: readonly (number | null)[];
  readonly target: number;
  /** What it was before the service began; not known for each. */
  readonly baseline: number | null;
  /** The axis goes up to here at least: 100 for a share. */
  readonly reach?: number;
}

/** Both from 0 to 100, from the left and from the top: a picture of any size can be made of it. */
export interface Place { readonly x: number; readonly y: number }
export interface MonthPoint extends Place { readonly index: number; readonly value: number }

export interface MonthPlot {
  readonly points: readonly MonthPoint[];
  /** Months that follow each other without a gap. */
  readonly runs: readonly (readonly MonthPoint[])[];
  readonly ticks: readonly { readonly value: number; readonly y: number }[];
  readonly targetY: number;
  readonly baselineY: number | null;
  /** Where the middle of a month stands, also of one without a figure. */
  readonly xOf: (index: number) => number;
}

/** From zero, so that half as high is half as much; up to the highest of the figures, the target and the baseline. */
export function plotMonths({ values, target, baseline, reach = 0 }: MonthSeries): MonthPlot {
  const ticks = ticksUpTo(Math.max(reach, target, baseline ?? 0, ...values.map((value) => value ?? 0)));
  const top = ticks.at(-1) ?? 1;
  const xOf = (index: number) => rounded(((index + 0.5) / values.length) * 100);
  const yOf = (value: number) => rounded(100 - (value / top) * 100);
  const points = values.flatMap((value, index): MonthPoint[] => (value === null ? [] : [{ index, value, x: xOf(index), y: yOf(value) }]));
  return { points, runs: runsOf(points), ticks: ticks.map((value) => ({ value, y: yOf(value) })), targetY: yOf(target), baselineY: baseline === null ? null : yOf(baseline), xOf };
}

function runsOf(points: readonly MonthPoint[]): MonthPoint[][] {
  const runs: MonthPoint[][] = [];
  for (const point of points) {
    const run = runs.at(-1);
    if (run?.at(-1)?.index === point.index - 1) run.push(point);
    else runs.push([point]);
  }
  return runs;
}

/** Four to six steps of 1, 2, 2½ or 5 times a power of ten; days and dossiers are whole. */
export function ticksUpTo(highest: number): number[] {
  const rough = Math.max(highest, 1) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, [1, 2, 2.5, 5, 10].map((times) => times * power).find((candidate) => candidate >= rough && (candidate < 1 || Number.isInteger(candidate))) ?? power * 10);
  const steps = Math.max(1, Math.ceil(highest / step));
  return Array.from({ length: steps + 1 }, (_none, index) => index * step);
}

/** A tenth of a pixel on a wide screen; more digits are only weight. */
const rounded = (percent: number): number => Math.round(percent * 100) / 100;
