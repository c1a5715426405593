import { z } from 'zod';
import { officialRoles } from '#services/kernel/official-roles.ts';
import { loginPlace, saysWhereTo, whereToMissing } from '#connectors/login-kit/asking/login-place.ts';

export const officialLoginSettings = z.strictObject({
  flavour: z.literal('acm-idm').describe('ACM/IDM of the Flemish government, or a login of the municipality that tells roles in the same way.'),
  ...loginPlace,
  scopes: z.array(z.string().regex(/^[!#-[\]-~]{1,100}$/)).min(1).describe('What is asked for, beside `openid`: `vo`, and the scope that opens the roles, as agreed at onboarding.'),
  rolesClaim: z.string().min(1).max(100).describe('The claim that holds the roles: `<application>_rol_3d`.'),
  officialClaim: z.enum(['vo_id', 'sub']).default('vo_id').describe('Which claim is the reference of the official here: as in the working hours and authorisations of this house.'),
  roleNames: z.record(z.string(), z.enum(officialRoles)).optional().describe('What a role is called here, by its name there. Left out: the names are the same.'),
  levels: z.array(z.string().min(1).max(200)).default([]).describe('Levels (acr) that are taken, the wanted one first. Empty: the login service alone decides.'),
  userInfo: z.enum(['json', 'signed']).default('json').describe('How it tells about the official, as registered: plain JSON over TLS, or a signed token.'),
}).refine(saysWhereTo, whereToMissing);
export type OfficialLoginSettings = z.output<typeof officialLoginSettings>;
