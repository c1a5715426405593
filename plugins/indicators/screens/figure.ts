export type IndicatorId = 'K1' | 'K2' | 'K3' | 'K4' | 'K5' | 'K6' | 'K7' | 'K8';
/** What the pages are told, in the words of the contract. */
export type Unit = 'days' | 'dossiers' | 'complaints' | 'percent';
export interface MonthFigure { readonly month: string; readonly value: number | null; readonly basis: number }
export interface Beside { readonly id: string; readonly value: number | null; readonly basis: number }
export interface Figure {
  readonly indicator: string;
  readonly unit: Unit;
  readonly value: number | null;
  readonly target: number;
  readonly baseline: number | null;
  readonly met: boolean | null;
  readonly from: string;
  readonly until: string;
  readonly basis: number;
  readonly beside: readonly Beside[];
  readonly empty: string | null;
  readonly trend: readonly MonthFigure[];
}
