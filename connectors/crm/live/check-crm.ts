import { checkRest } from '#connectors/rest-kit/check-rest.ts';
import type { Noticed, RestClient } from '#connectors/rest-kit/open-rest-client.ts';
import type { Finding, LiveEnv } from '#services/kernel/connector.ts';
import { crmOperations } from '../wire/crm-operations.ts';
import type { CrmSettings } from './crm-settings.ts';

/** Asks whether it does its work: that takes our credentials, and names nobody. */
export async function checkCrm({ config, secret, realNow }: LiveEnv<CrmSettings>, open: (notice: (noticed: Noticed) => void) => RestClient): Promise<readonly Finding[]> {
  let status: string | undefined;
  const probe = async (notice: (noticed: Noticed) => void): Promise<void> => {
    const client = open(notice);
    try {
      ({ value: { status } } = await client.ask(crmOperations.health, {}, {
        key: '', actor: 'connector:check', dossier: null, traceId: 'connector-check', signal: AbortSignal.timeout(config.timeoutSeconds * 1_000),
        sealed: () => Promise.reject(new Error('a check carries no envelope')),
      }));
    } finally {
      client.close();
    }
  };
  const findings = await checkRest({ whose: 'The CRM', place: config, secret, realNow: realNow(), probe });
  return status === 'DEGRADED' ? [...findings, { what: 'reachability', ok: false, says: 'The CRM says that it works in part only: ask its administrator.' }] : findings;
}
