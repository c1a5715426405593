import { z } from 'zod';
import { defineConnector } from '#services/kernel/connector.ts';
import { crm } from './crm.port.ts';
import { openCrm } from './sandbox/open-crm.ts';

export const crmConnector = defineConnector(crm, { title: 'The municipality\'s CRM: contact data, preferences and contacts', config: z.strictObject({}), sandbox: (env) => openCrm(env) });
