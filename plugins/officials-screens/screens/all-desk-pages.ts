import type { Page } from '#services/kernel/page.ts';
import { startPage } from './start.page.ts';
import { worklistPage } from './worklist.page.ts';

/** The pages of officials, in the order of the menu. */
export const deskPages: readonly Page[] = [startPage, worklistPage];
