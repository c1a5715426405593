import { definePlugin, handle, type Plugin } from '#services/kernel/plugin.ts';
import { endSession, endSessionsOf } from './end-sessions.ts';
import { endedTables, identity001 } from './ended.store.ts';
import { identity } from './identity.contract.ts';
import { identityRetention } from './identity.retention.ts';
import { roles, scopesOf } from './roles.ts';
import { identityFailures, type TokenIssuer } from './tokens.ts';

export interface IdentityControls {
  readonly issuer: Pick<TokenIssuer, 'issue'>;
  readonly realNow: () => number;
  /** Takes over here, and lets the other nodes take over, what was ended. */
  readonly sessionsEnded: () => Promise<void>;
}

/** The identity service around the issuer of this house. */
export function identityPlugin({ issuer, realNow, sessionsEnded }: IdentityControls): Plugin<typeof identity> {
  return definePlugin(identity, {
    actions: {
      issueCitizenCredential: handle(identity, 'issueCitizenCredential', (ctx, { dossier, minutes }) => issuer.issue({
        kind: 'citizen', actor: 'citizen', municipality: ctx.municipality.id, scopes: roles.citizen, dossier,
      }, minutes)),
      issueOfficialCredential: handle(identity, 'issueOfficialCredential', (ctx, { official, roles: held, minutes }) => issuer.issue({
        kind: 'official', actor: `official:${official}`, municipality: ctx.municipality.id, scopes: scopesOf(held),
      }, minutes)),
      endSession: handle(identity, 'endSession', async (ctx) => {
        const { session, actor, dossier } = ctx.caller;
        if (!session) throw identityFailures['no-session']();
        await ctx.answer(async (work) => {
          await endSession(work, session);
          await work.audit({ what: 'identity.endSession', subject: dossier === undefined ? actor : `dossier:${dossier}`, result: 'done' });
          return {};
        });
        await sessionsEnded();
        return {};
      }),
      endSessionsOf: handle(identity, 'endSessionsOf', async (ctx, { who, why }) => {
        await ctx.answer(async (work) => {
          await endSessionsOf(work, who, realNow());
          await work.emit('sentAway', { who });
          await work.audit({ what: 'identity.endSessionsOf', subject: who, why, result: 'done' });
          return {};
        });
        await sessionsEnded();
        return {};
      }),
    },
    routes: [
      { method: 'POST', path: '/session/end', action: 'identity.endSession' },
      { method: 'POST', path: '/sessions/end', action: 'identity.endSessionsOf' },
    ],
    tables: endedTables,
    migrations: [identity001],
    retention: identityRetention,
  });
}
