import type { Page } from '#services/kernel/page.ts';
import { behindPage } from './behind.page.ts';
import { csvPage } from './csv.page.ts';
import { indicatorPage } from './indicator.page.ts';
import { indicatorsPage } from './indicators.page.ts';
import { reportPage } from './report.page.ts';

/** The pages of indicators; the first one stands in the menu. */
export const indicatorPages: readonly Page[] = [indicatorsPage, indicatorPage, behindPage, reportPage, csvPage];
