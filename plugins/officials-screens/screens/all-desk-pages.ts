import type { Page } from '#services/kernel/page.ts';
import { deedPage } from './deed.page.ts';
import { dossierPage } from './dossier.page.ts';
import { exceptionDeedPage, exceptionsOfKindPage } from './exception-deed.page.ts';
import { exceptionsPage } from './exceptions.page.ts';
import { momentPage } from './moment.page.ts';
import { startPage } from './start.page.ts';
import { worklistPage } from './worklist.page.ts';

/** The pages of officials, in the order of the menu. */
export const deskPages: readonly Page[] = [startPage, worklistPage, dossierPage, deedPage, momentPage, exceptionsPage, exceptionDeedPage, exceptionsOfKindPage];
