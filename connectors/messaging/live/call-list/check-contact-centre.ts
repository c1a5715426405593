import { checkRest } from '#connectors/rest-kit/check-rest.ts';
import type { Finding, LiveEnv } from '#services/kernel/connector.ts';
import { openContactCentre } from './open-contact-centre.ts';
import type { ContactCentreSettings } from './contact-centre-settings.ts';

/** Asks the contact centre for its health; nobody is telephoned. */
export function checkContactCentre(env: Pick<LiveEnv<ContactCentreSettings>, 'config' | 'secret' | 'realNow'>): Promise<readonly Finding[]> {
  const { config, secret, realNow } = env;
  return checkRest({
    whose: 'The contact centre', place: config, secret, realNow: realNow(),
    probe: async (notice) => {
      const centre = openContactCentre(env, notice);
      const signal = AbortSignal.timeout(config.timeoutSeconds * 1_000);
      await centre.health({ key: '', actor: 'connector:check', dossier: null, traceId: 'connector-check', signal, sealed: () => Promise.reject(new Error('a check carries no envelope')) }).finally(() => centre.close());
    },
  });
}
