import type { Page } from '#services/kernel/page.ts';
import { agentsPage, inviteAgentPage, revokeAgentPage } from './agents.page.ts';
import { auditPage } from './audit.page.ts';
import { connectorPage } from './connector.page.ts';
import { connectorsPage } from './connectors.page.ts';
import { deadLetterPage } from './dead-letter.page.ts';
import { deadLettersPage } from './dead-letters.page.ts';
import { historyPage } from './history.page.ts';
import { municipalityPage } from './municipality.page.ts';
import { overviewPage } from './overview.page.ts';
import { pluginPage } from './plugin.page.ts';
import { pluginsPage } from './plugins.page.ts';
import { retentionPage } from './retention.page.ts';
import { switchPage } from './switch.page.ts';

/** The pages of administrators, in the order of the menu. */
export const adminPages: readonly Page[] = [
  overviewPage, pluginsPage, pluginPage, connectorsPage, connectorPage, switchPage, deadLettersPage, deadLetterPage, historyPage, agentsPage, inviteAgentPage, revokeAgentPage, auditPage, retentionPage, municipalityPage,
];
