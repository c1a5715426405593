import { z } from 'zod';
import { readEntitlement } from '../wire/acm-names.ts';
import type { OfficialLoginSettings } from './official-login-settings.ts';

/** Who it is and which roles are held where, in the port's words. One role may come as a text, several come as a list, none leaves the claim out. */
export function readOfficial({ rolesClaim, officialClaim, roleNames }: Pick<OfficialLoginSettings, 'rolesClaim' | 'officialClaim' | 'roleNames'>, claims: Readonly<Record<string, unknown>>): unknown {
  const told = z.object({ [officialClaim]: z.string().min(1) }).safeParse(claims);
  const entitlements = z.union([z.array(z.string()).max(1_000), z.string().transform((one) => [one])]).default([]).safeParse(claims[rolesClaim]);
  if (!told.success || !entitlements.success) return undefined;
  const roles = entitlements.data.flatMap((text) => readEntitlement(text) ?? []).flatMap((held) => {
    const role = roleNames === undefined ? held.role : Object.hasOwn(roleNames, held.role) ? roleNames[held.role] : undefined;
    return role === undefined ? [] : [{ role, organisation: held.organisation }];
  });
  return { official: told.data[officialClaim], roles };
}
