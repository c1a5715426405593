import { join } from 'node:path';
import { catalogue } from '#config/catalogue.ts';
import { municipalities } from '#config/municipalities.ts';
import { invitation } from '#plugins/invitation/invitation.contract.ts';
import { openPorts } from '#services/host/open-ports.ts';
import { noSecrets } from '#services/kernel/secret.ts';
import { checkMunicipality } from '#services/tenancy/check-municipality.ts';

export interface OpenMunicipality {
  readonly id: string;
  readonly languages: readonly string[];
  readonly windowDays: number;
  readonly pull: (port: string, lever: string, input: unknown) => Promise<unknown>;
}

/**
 * The sandboxes of all municipalities, by NIS code, opened on their own files: a middleware that runs meanwhile sees what is put in.
 * @throws when a municipality's definition does not hold together
 */
export function openSandboxes(dataDir: string): { readonly of: (nis: string) => OpenMunicipality | undefined; readonly close: () => Promise<void> } {
  const checks = municipalities.map((definition) => checkMunicipality(definition, catalogue));
  const problems = checks.flatMap((check) => check.problems);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  const checked = new Map(checks.map(({ municipality }) => [municipality.definition.id, municipality]));
  const ports = openPorts({
    municipalities: checked, folder: join(dataDir, 'sandboxes'), now: () => Date.now(), realNow: Date.now, random: Math.random, secret: noSecrets,
    inboundUrl: () => { throw new Error('an import takes nothing in'); }, deliver: () => Promise.reject(new Error('an import sends no messages')),
  });
  return {
    of: (nis) => {
      const definition = municipalities.find((candidate) => candidate.nis.some(({ code }) => code === nis));
      if (!definition) return undefined;
      const settings = definition.plugins.find(({ contract }) => contract.id === invitation.id)?.settings;
      return {
        id: definition.id, languages: definition.languages, windowDays: invitation.config.parse(settings).windowDays,
        pull: (port, name, input) => ports.pull(definition.id, port, name, input),
      };
    },
    close: () => ports.close(),
  };
}
