import { defineConnector } from '#services/kernel/connector.ts';
import { disabilityRegisterConfig } from './disability-register.config.ts';
import { disabilityRegister } from './disability-register.port.ts';
import { disabilityRegisterLive } from './live/disability-register-live.ts';
import { servedMagda } from './sandbox/served/serve-magda.ts';
import { openDisabilityRegister } from './sandbox/open-disability-register.ts';

export const disabilityRegisterConnector = defineConnector(disabilityRegister, {
  title: 'The disability register: who holds a current recognition',
  config: disabilityRegisterConfig,
  served: servedMagda,
  live: disabilityRegisterLive,
  sandbox: (env) => openDisabilityRegister(env),
});
