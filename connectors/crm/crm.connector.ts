import { defineConnector } from '#services/kernel/connector.ts';
import { crmConfig } from './crm.config.ts';
import { crm } from './crm.port.ts';
import { liveCrm } from './live/live-crm.ts';
import { openCrm } from './sandbox/open-crm.ts';
import { servedCrm } from './sandbox/served/serve-crm.ts';

export const crmConnector = defineConnector(crm, {
  title: 'The municipality\'s CRM: contact data, preferences and contacts',
  config: crmConfig,
  sandbox: (env) => openCrm(env),
  served: servedCrm,
  live: liveCrm,
});
