import { z } from 'zod';
import { defineConnector } from '#services/kernel/connector.ts';
import { officialLogin } from './official-login.port.ts';
import { openOfficialLogin } from './sandbox/open-official-login.ts';

export const officialLoginConnector = defineConnector(officialLogin, { title: 'Login of officials with their roles', config: z.strictObject({}), sandbox: (env) => openOfficialLogin(env) });
