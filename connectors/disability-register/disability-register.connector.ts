import { z } from 'zod';
import { defineConnector } from '#services/kernel/connector.ts';
import { disabilityRegister } from './disability-register.port.ts';
import { openDisabilityRegister } from './sandbox/open-disability-register.ts';

export const disabilityRegisterConnector = defineConnector(disabilityRegister, { title: 'The disability register: who holds a current recognition', config: z.strictObject({}), sandbox: (env) => openDisabilityRegister(env) });
