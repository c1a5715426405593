import type { Page } from '#services/kernel/page.ts';
import { startPage } from './start.page.ts';
import { visitPages } from './visits/all-visit-pages.ts';

/** The pages of officials, in the order of the menu. */
export const deskPages: readonly Page[] = [startPage, ...visitPages];
