import { defineConnector } from '#services/kernel/connector.ts';
import { crmConfig } from './crm.config.ts';
import { crm } from './crm.port.ts';
import { openCrm } from './sandbox/open-crm.ts';

export const crmConnector = defineConnector(crm, {
  title: 'The municipality\'s CRM: contact data, preferences and contacts',
  config: crmConfig,
  sandbox: (env) => openCrm(env),
});
