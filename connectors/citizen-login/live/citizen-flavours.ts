import { z } from 'zod';
import type { LoginFlavour } from '#connectors/login-kit/asking/login-place.ts';
import type { LoggedIn } from '#connectors/login-kit/asking/open-login.ts';
import { inszSchema } from '#services/belgium/insz.ts';
import { languageSchema } from '#services/belgium/language.ts';
import { fasClaims, fasLevels, fasScopes } from '../wire/fas-names.ts';
import { itsmeClaims, itsmeLevels, itsmeService } from '../wire/itsme-names.ts';
import type { CitizenLoginSettings } from './citizen-login-settings.ts';

/** A login service of citizens: what is asked of it, and how what it tells is read. */
export interface CitizenFlavour { readonly login: LoginFlavour; readonly read: (who: LoggedIn) => unknown }

export function citizenFlavour(settings: CitizenLoginSettings): CitizenFlavour {
  if (settings.flavour === 'fas') {
    return {
      login: { scopes: [fasScopes.profile, fasScopes.insz], levels: downTo(fasLevels, settings.level), userInfo: settings.userInfo },
      read: reader(fasClaims, fasLevels),
    };
  }
  return {
    login: {
      scopes: [itsmeService(settings.service)], levels: downTo(itsmeLevels, settings.level === 'advanced' ? 450 : 400), userInfo: 'signed', decryption: settings.decryption,
      claims: { userinfo: { [itsmeClaims.insz]: { essential: true }, [itsmeClaims.language]: null } },
    },
    read: reader(itsmeClaims, itsmeLevels),
  };
}

const downTo = (levels: ReadonlyMap<string, number>, lowest: number): string[] => [...levels].filter(([, level]) => level >= lowest).map(([name]) => name);

/** `nl`, `NL`, `nl-BE`: a language that we do not speak is as good as none. */
const language = z.string().transform((text) => text.slice(0, 2).toLowerCase()).pipe(languageSchema).nullish().catch(null);

function reader(names: { readonly insz: string; readonly language: string }, levels: ReadonlyMap<string, number>): CitizenFlavour['read'] {
  const told = z.object({ [names.insz]: inszSchema, [names.language]: language });
  return ({ level, claims }) => {
    const read = told.safeParse(claims);
    return read.success ? { insz: read.data[names.insz], level: level === undefined ? undefined : levels.get(level), language: read.data[names.language] ?? null } : undefined;
  };
}
