import type { Page } from '#services/kernel/page.ts';
import { recordAgreementPage, withdrawAgreementPage } from './agreement.pages.ts';
import { certifyPage, employeesPage, withdrawEmployeePage } from './employees.pages.ts';
import { leadTimesFile, partnershipPage } from './partnership.page.ts';

export const partnershipPages: readonly Page[] = [partnershipPage, leadTimesFile, recordAgreementPage, withdrawAgreementPage, employeesPage, certifyPage, withdrawEmployeePage];
