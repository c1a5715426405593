import type { Noticed, RestClient } from '#connectors/rest-kit/open-rest-client.ts';
import type { Mishap } from '#connectors/rest-kit/mishaps.ts';
import { judgeExpiry } from '#connectors/wire-kit/judge-expiry.ts';
import type { Finding, LiveEnv } from '#services/kernel/connector.ts';
import { isFailure } from '#services/kernel/failure.ts';
import { crmOperations } from '../wire/crm-operations.ts';
import type { CrmSettings } from './crm-settings.ts';

/** Asks whether it does its work: that takes our credentials, and names nobody. */
export async function checkCrm(env: LiveEnv<CrmSettings>, open: (notice: (noticed: Noticed) => void) => RestClient): Promise<readonly Finding[]> {
  const noticed: Noticed[] = [];
  const client = open((seen) => { noticed.push(seen); });
  const where = new URL(env.config.url).host;
  let status: string | undefined;
  try {
    const { value } = await client.ask(crmOperations.health, {}, {
      key: '', actor: 'connector:check', dossier: null, traceId: 'connector-check', signal: AbortSignal.timeout(env.config.timeoutSeconds * 1_000),
      sealed: () => Promise.reject(new Error('a check carries no envelope')),
    });
    status = value.status;
  } catch (error) {
    // A secret that cannot be read is named by its reference, by who asked for the check.
    if (!isFailure(error) || !error.type.startsWith('crm.')) throw error;
  } finally {
    client.close();
  }
  const validTo = noticed.find((seen) => seen.validTo !== undefined)?.validTo;
  const { mishap, says } = noticed.find((seen) => seen.mishap) ?? {};
  return [
    ...findingsOn(where, status, mishap, says ?? 'it refuses the question'),
    ...(validTo === undefined ? [] : [judgeExpiry(`The certificate of ${where}`, validTo, env.realNow())]),
  ];
}

function findingsOn(where: string, status: string | undefined, mishap: Mishap | undefined, says: string): Finding[] {
  const answers: Finding = { what: 'reachability', ok: true, says: `${where} answers.` };
  if (status === 'UP') return [answers, { what: 'credentials', ok: true, says: 'It lets us in.' }];
  if (status !== undefined) return [{ what: 'reachability', ok: false, says: `${where} says that it works in part only (${status}): ask its administrator.` }];
  if (mishap === 'not-let-in') return [answers, { what: 'credentials', ok: false, says: `${where} does not let us in (${says}): look whether token or certificate were replaced.` }];
  if (mishap === 'unusable-key') return [{ what: 'credentials', ok: false, says: `Our token, key or certificate cannot be used (${says}): look at what the settings name.` }];
  if (mishap === 'not-taken' || mishap === 'not-understood' || mishap === undefined) {
    return [{ what: 'reachability', ok: false, says: `${where} does not speak version 1 of our contract (${says}): look whether the address is right.` }];
  }
  return [{ what: 'reachability', ok: false, says: `${where} does not answer (${says}): look at address, network and trust roots.` }];
}
