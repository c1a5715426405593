import type { Page } from '#services/kernel/page.ts';
import { capturePage } from './capture.page.ts';
import { deliveryPage } from './delivery.page.ts';
import { lostPage } from './lost.page.ts';
import { momentPage } from './moment.page.ts';
import { noFingersPage } from './no-fingers.page.ts';
import { otherDocumentPage } from './other-document.page.ts';
import { stopPage } from './stop.page.ts';
import { whoPage } from './who.page.ts';

/** Both visits at the door, and the pages beside them. */
export const visitPages: readonly Page[] = [capturePage, deliveryPage, whoPage, otherDocumentPage, noFingersPage, stopPage, momentPage, lostPage];
