import type { Finding } from '#services/kernel/connector.ts';
import type { ReadSecret } from '#services/kernel/secret.ts';
import { dayOf } from '#services/belgium/brussels-time.ts';
import { isFailure } from '#services/kernel/failure.ts';
import { checkMunicipality } from '#services/tenancy/check-municipality.ts';
import type { Offer } from '#services/tenancy/offer.ts';
import { nisOn, type MunicipalityDefinition } from '#services/tenancy/municipality.ts';

export interface Verdict { readonly ok: boolean; readonly lines: readonly string[] }

export interface CheckMeans { readonly offer: Offer; readonly secret: ReadSecret; readonly realNow: () => number; readonly fetch: typeof fetch; /** Where outside systems reach this house, without a slash at the end. */ readonly publicUrl: string }

/** Would this connector of a municipality work? One line for each thing that was looked at; nothing outside is changed. */
export async function checkConnector(definition: MunicipalityDefinition, port: string, { offer, secret, realNow, fetch, publicUrl }: CheckMeans): Promise<Verdict> {
  const { municipality, problems } = checkMunicipality(definition, offer);
  const own = problems.filter((problem) => problem.includes(`'${port}'`));
  if (own.length > 0) return { ok: false, lines: own.map((problem) => line('configuration', false, problem)) };
  const chosen = municipality.connectors.get(port);
  if (!chosen) return { ok: false, lines: [line('configuration', false, `it has no connector for '${port}'; it has ${[...municipality.connectors.keys()].join(', ')}`)] };
  const { connector: { live, title }, config, mode } = chosen;
  if (mode === 'sandbox' || !live) return nothingToReach(title);
  const nis = nisOn(definition, dayOf(realNow()));
  const env = { config, municipality: { id: definition.id, nis }, now: realNow, realNow, random: Math.random, fetch, secret, url: () => `${publicUrl}/inbound/${nis}/${port}` };
  return verdictOf(title, () => live.check(env));
}

export function nothingToReach(title: string): Verdict {
  return { ok: true, lines: [line('configuration', true, `${title}: a sandbox inside the middleware, there is nothing to reach`)] };
}

/** What a look at a connector found whose settings are complete. */
export async function verdictOf(title: string, look: () => Promise<readonly Finding[]>): Promise<Verdict> {
  const findings = await lookAt(look);
  return { ok: findings.every(({ ok }) => ok), lines: [line('configuration', true, `${title}: complete`), ...findings.map(({ what, ok, says }) => line(what, ok, says))] };
}

/** A secret that cannot be read is a finding too. */
async function lookAt(look: () => Promise<readonly Finding[]>): Promise<readonly Finding[]> {
  try {
    return await look();
  } catch (error) {
    if (!isFailure(error)) throw error;
    return [{ what: 'credentials', ok: false, says: `${error.message}${(error.data.issues ?? []).map(({ name, detail }) => ` ${name}: ${detail}`).join('')}` }];
  }
}

function line(what: Finding['what'] | 'configuration', ok: boolean, says: string): string {
  return `${ok ? 'ok   ' : 'WRONG'}  ${what.padEnd(13)}  ${says}`;
}
