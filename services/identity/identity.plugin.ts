import { definePlugin, handle, type Plugin } from '#services/kernel/plugin.ts';
import { identity } from './identity.contract.ts';
import { roles, scopesOf } from './roles.ts';
import type { TokenIssuer } from './tokens.ts';

/** The identity service around the issuer of this house. */
export function identityPlugin(issuer: TokenIssuer): Plugin<typeof identity> {
  return definePlugin(identity, {
    actions: {
      issueCitizenCredential: handle(identity, 'issueCitizenCredential', (ctx, { dossier, minutes }) => issuer.issue({
        kind: 'citizen', actor: 'citizen', municipality: ctx.municipality.id, scopes: roles.citizen, dossier,
      }, minutes)),
      issueOfficialCredential: handle(identity, 'issueOfficialCredential', (ctx, { official, roles: held, minutes }) => issuer.issue({
        kind: 'official', actor: `official:${official}`, municipality: ctx.municipality.id, scopes: scopesOf(held),
      }, minutes)),
    },
  });
}
