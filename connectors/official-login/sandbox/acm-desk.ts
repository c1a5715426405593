import type { z } from 'zod';
import type { LoginDesk } from '#connectors/login-kit/serving/login-desk.ts';
import { officialLogin } from '../official-login.port.ts';
import { acmClaims, acmScopes, readEntitlement, writeEntitlement } from '../wire/acm-names.ts';

export type Official = z.output<typeof officialLogin.operations.finish.output>;

/** As agreed with the application that this house is at ACM/IDM. */
export const rolesClaim = 'eidaanhuis_rol_3d';
export const rolesScope = 'eidaanhuis';

/** ACM/IDM: a reference of the official, and the roles as texts `Role:OrgCode`. */
export const acmDesk: LoginDesk<Official> = {
  path: '/op', title: { nl: 'Aanmelden als ambtenaar', fr: 'Se connecter en tant qu’agent', de: 'Als Beamter anmelden', en: 'Log in as an official' },
  fields: [
    { name: 'official', label: { nl: 'Ambtenaar', fr: 'Agent', de: 'Beamter', en: 'Official' }, hint: { nl: 'bijvoorbeeld els.peeters', fr: 'par exemple els.peeters', de: 'zum Beispiel els.peeters', en: 'for instance els.peeters' } },
    {
      name: 'roles', lines: 4, label: { nl: 'Rollen', fr: 'Rôles', de: 'Rollen', en: 'Roles' },
      hint: { nl: 'Eén per regel: rol:organisatie, bijvoorbeeld clerk:OVO-GENT', fr: 'Un par ligne : rôle:organisation, par exemple clerk:OVO-GENT', de: 'Eine je Zeile: Rolle:Organisation, zum Beispiel clerk:OVO-GENT', en: 'One on each line: role:organisation, for instance clerk:OVO-GENT' },
    },
  ],
  read: (form) => {
    const [official, lines] = filledIn(form);
    const roles = lines.flatMap((line) => readEntitlement(line) ?? []);
    const who = officialLogin.operations.finish.output.safeParse({ official, roles });
    return who.success && official !== '' && roles.length === lines.length ? who.data : undefined;
  },
  wrongIn: (form) => {
    const [official, lines] = filledIn(form);
    return [...(official === '' || official.length > 100 ? ['official'] : []), ...(lines.every((line) => readEntitlement(line)) ? [] : ['roles'])];
  },
  fillIn: ({ official, roles }) => ({ official, roles: roles.map(writeEntitlement).join('\n') }),
  levels: [], levelOf: () => undefined,
  scopes: { [acmScopes.official]: [acmClaims.official], [rolesScope]: [rolesClaim] }, claimsOnRequest: [],
  claimsOf: ({ official, roles }) => ({ [acmClaims.official]: official, ...(roles.length > 0 && { [rolesClaim]: roles.map(writeEntitlement) }) }),
  demands: () => true,
};

const filledIn = (form: URLSearchParams): readonly [official: string, lines: readonly string[]] =>
  [(form.get('official') ?? '').trim(), (form.get('roles') ?? '').split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '')];
