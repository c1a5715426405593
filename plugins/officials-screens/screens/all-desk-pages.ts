import type { Page } from '#services/kernel/page.ts';
import { handOverPage } from './hand-overs/hand-over.page.ts';
import { handOversPage } from './hand-overs/hand-overs.page.ts';
import { startPage } from './start.page.ts';
import { visitPages } from './visits/all-visit-pages.ts';

/** The pages of officials, in the order of the menu. */
export const deskPages: readonly Page[] = [startPage, ...visitPages, handOversPage, handOverPage];
