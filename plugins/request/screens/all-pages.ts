import type { Page } from '#services/kernel/page.ts';
import { accessibilityPage } from './accessibility.page.ts';
import { appointmentPage } from './appointment.page.ts';
import { calendarPage } from './calendar.page.ts';
import { cancelPage } from './cancel.page.ts';
import { changePage } from './change.page.ts';
import { checkPage } from './check.page.ts';
import { codeAskedPage } from './code-asked.page.ts';
import { codeForgottenPage } from './code-forgotten.page.ts';
import { complaintPage, complaintSentPage } from './complaint.page.ts';
import { donePage } from './done.page.ts';
import { easyPage } from './easy.page.ts';
import { enterByLinkPage } from './enter-by-link.page.ts';
import { homePage } from './home.page.ts';
import { loginBackPage, loginFailedPage } from './login-back.page.ts';
import { momentPage } from './moment.page.ts';
import { payCodePage } from './pay-code.page.ts';
import { payPage } from './pay.page.ts';
import { statusPage } from './status.page.ts';
import { welcomePage } from './welcome.page.ts';

/** The pages of a citizen, in the order in which they are met. */
export const requestPages: readonly Page[] = [
  homePage, enterByLinkPage, loginBackPage, loginFailedPage, codeForgottenPage, codeAskedPage, easyPage, accessibilityPage, welcomePage,
  appointmentPage, momentPage, checkPage, payPage, payCodePage, donePage, statusPage, calendarPage, changePage, cancelPage, complaintPage, complaintSentPage,
];
