import { z } from 'zod';
import { defineConnector } from '#services/kernel/connector.ts';
import { citizenLogin } from './citizen-login.port.ts';
import { openCitizenLogin } from './sandbox/open-citizen-login.ts';

export const citizenLoginConnector = defineConnector(citizenLogin, { title: 'Login of citizens with their eID or itsme', config: z.strictObject({}), sandbox: (env) => openCitizenLogin(env) });
