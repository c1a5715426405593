import { idempotencyTables } from '#services/idempotency/answers.store.ts';
import { jobsTables } from '#services/jobs/jobs.store.ts';
import { problemsOf } from '#services/journey/journey-table.ts';
import { journey } from '#services/journey/journey.states.ts';
import { ConfigurationError } from '#services/kernel/configuration-error.ts';
import type { AnyPlugin } from '#services/kernel/plugin.ts';
import type { Table } from '#services/kernel/table.ts';
import { clocks } from '#services/tenancy/business-clock.ts';
import { checkMunicipality } from '#services/tenancy/check-municipality.ts';
import type { InForce } from '#services/tenancy/in-force.ts';
import { sharedNis, type MunicipalityDefinition } from '#services/tenancy/municipality.ts';
import type { Offer } from '#services/tenancy/offer.ts';
import { publicationProblems, sharedCertificates } from '#services/tenancy/publication.ts';
import { settingTables } from '#services/tenancy/settings.store.ts';
import type { CurrentSettingsOptions } from './current-settings.ts';
import { choiceProblems, retentionProblems } from './house-retention.ts';

/** All that is wrong with the definitions, in one error: nobody should have to start ten times to find ten mistakes. */
export function checkDefinitions(definitions: readonly MunicipalityDefinition[], offer: Offer): void {
  const checked = definitions.map((definition) => checkMunicipality(definition, offer));
  const actions = new Set(offer.plugins.flatMap(({ contract }) => Object.keys(contract.actions).map((action) => `${contract.id}.${action}`)));
  const nowhere = offer.plugins.flatMap(({ contract }) => contract.calls.filter((name: string) => !actions.has(name)).map((name: string) => `plugin '${contract.id}' calls '${name}', which no plugin offers`));
  const twice = definitions.filter(({ id }, index) => definitions.findIndex((other) => other.id === id) !== index).map(({ id }) => `municipality '${id}' is defined twice`);
  const published = definitions.flatMap(({ id, publish }) => (publish ? publicationProblems(publish, offer.plugins).map((problem) => `municipality '${id}': ${problem}`) : []));
  const problems = [...problemsOf(journey).map((problem) => `journey: ${problem}`), ...retentionProblems(definitions, offer.plugins, tablesOf(offer.plugins)), ...nowhere, ...twice, ...published, ...sharedNis(definitions), ...sharedCertificates(definitions), ...checked.flatMap((check) => check.problems)];
  if (problems.length > 0) throw new ConfigurationError(`the configuration does not hold together:\n- ${problems.join('\n- ')}`);
}

/** The same of one municipality, for what an administrator changes while it runs. */
export function checkInForce(found: InForce, offer: Offer): ReturnType<CurrentSettingsOptions['check']> {
  const { problems, municipality } = checkMunicipality(found.definition, offer, found);
  return { municipality, problems: [...problems, ...choiceProblems([found.definition], offer.plugins)] };
}

/** The tables of the plugins, and those that belong to the machinery itself. */
export function tablesOf(plugins: readonly AnyPlugin[]): readonly Table[] {
  return [clocks, ...settingTables, ...idempotencyTables, ...jobsTables, ...plugins.flatMap(({ tables }) => tables ?? [])];
}
