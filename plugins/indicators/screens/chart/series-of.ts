import type { Figure } from '../../indicators.contract.ts';
import type { MonthSeries } from './plot-months.ts';

/** A figure as it is drawn: a share of a hundred. */
export function seriesOf({ trend, target, baseline, unit }: Pick<Figure, 'trend' | 'target' | 'baseline' | 'unit'>): MonthSeries {
  return { values: trend.map(({ value }) => value), target, baseline, reach: unit === 'percent' ? 100 : 0 };
}
