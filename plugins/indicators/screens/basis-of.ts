import type { Language } from '#services/kernel/context.ts';
import type { IndicatorId } from '../indicators.contract.ts';
import { sayCount, type Counted } from './say-figure.ts';

/** What a figure is made of. */
const madeOf: Readonly<Record<IndicatorId, Counted>> = { K1: 'dossiers', K2: 'dossiers', K3: 'dossiers', K4: 'days', K5: 'weeks', K6: 'days', K7: 'people', K8: 'days' };

export function sayBasis({ indicator, basis }: { readonly indicator: IndicatorId; readonly basis: number }, language: Language): string {
  return sayCount(basis, madeOf[indicator], language);
}
