import type { Page } from '#services/kernel/page.ts';
import { authorisationsPage } from './authorisations.page.ts';
import { bookFindPage } from './book-find.page.ts';
import { bookMomentPage } from './book-moment.page.ts';
import { bookPage } from './book.page.ts';
import { calendarPage } from './calendar/calendar.page.ts';
import { feedPage } from './calendar/feed.page.ts';
import { callPage } from './call.page.ts';
import { callsPage } from './calls.page.ts';
import { complaintPage } from './complaints/complaint.page.ts';
import { complaintsPage } from './complaints/complaints.page.ts';
import { answerComplaintPage, closeComplaintPage } from './complaints/end-complaint.page.ts';
import { fileComplaintPage } from './complaints/file-complaint.page.ts';
import { planningPage } from './planning.page.ts';
import { roundPage } from './round.page.ts';
import { deedPage } from './deed.page.ts';
import { dossierPage } from './dossier.page.ts';
import { exceptionDeedPage, exceptionsOfKindPage } from './exception-deed.page.ts';
import { exceptionsPage } from './exceptions.page.ts';
import { momentPage } from './moment.page.ts';
import { receiveCardPage, receiveCardsPage } from './cards/receive-cards.page.ts';
import { handOverPage } from './hand-overs/hand-over.page.ts';
import { handOversPage } from './hand-overs/hand-overs.page.ts';
import { outreachCitizenPage } from './outreach/outreach-citizen.page.ts';
import { outreachPage } from './outreach/outreach.page.ts';
import { partnershipPages } from './partnership/all-partnership-pages.ts';
import { startPage } from './start.page.ts';
import { visitPages } from './visits/all-visit-pages.ts';
import { worklistPage } from './worklist.page.ts';

/** The pages of officials, in the order of the menu. */
export const deskPages: readonly Page[] = [
  startPage,
  worklistPage, dossierPage, deedPage, momentPage,
  planningPage, roundPage, calendarPage, feedPage,
  ...visitPages, handOversPage, handOverPage, ...partnershipPages,
  receiveCardsPage, receiveCardPage,
  callsPage, callPage,
  complaintsPage, complaintPage, answerComplaintPage, closeComplaintPage, fileComplaintPage,
  bookFindPage, bookPage, bookMomentPage,
  exceptionsPage, exceptionDeedPage, exceptionsOfKindPage,
  outreachPage, outreachCitizenPage, authorisationsPage,
];
