import { definePlugin, handle, type Plugin } from '#services/kernel/plugin.ts';
import { rightsOf, type AgentControls } from './agent-controls.ts';
import { agents } from './agents.contract.ts';
import { agentsFailures } from './agents.failures.ts';
import { agentsRetention } from './agents.retention.ts';
import { agentLines, agents001, lineHoldsMs, agentTable, agentTables, invitations } from './agents.store.ts';
import { isProven, plainCode } from './frame-keys.ts';

const codeHoldsMs = 30 * 60_000;

/** @param controls asked for at each call, because the node opens after its plugins are wired */
export function agentsPlugin(controls: () => AgentControls): Plugin<typeof agents> {
  return definePlugin(agents, {
    actions: {
      invite: handle(agents, 'invite', async (ctx, { device, title, rights }) => {
        const { newCode, realNow } = controls();
        const [code, expiresAt] = [newCode(), realNow() + codeHoldsMs];
        await ctx.work(async (work) => {
          const { newest } = await work.claimIndex('agent-code', plainCode(code));
          await work.remove(invitations, { device });
          await work.insert(invitations, { device, title, captures: rights.includes('capture'), codeIndex: newest, invitedBy: work.actor, expiresAt });
          await work.audit({ what: 'agents.invite', subject: `device:${device}`, why: rights.join(' '), result: 'done' });
        });
        return { code, expiresAt };
      }),
      enrol: handle(agents, 'enrol', async (ctx, { nis, code, publicKey, proof }) => {
        if (!isProven(proof, publicKey, { nis, code })) throw agentsFailures['wrong-code']();
        const now = controls().realNow();
        const { agent, device, title, captures } = await ctx.answer(async (work) => {
          const found = await work.first(invitations, { codeIndex: { in: work.blindIndexes('agent-code', plainCode(code)) } });
          // Of two who come with one code at once, one removes it.
          if (!found || found.expiresAt <= now || await work.remove(invitations, { device: found.device, codeIndex: found.codeIndex }) === 0) throw agentsFailures['wrong-code']();
          const { device, title, captures, invitedBy } = found;
          const row = { device, agent: work.newId(), title, captures, publicKey, enrolledAt: now, invitedBy, revokedAt: null, revokedBy: null, revokedWhy: null };
          await work.remove(agentTable, { device });
          await work.insert(agentTable, row);
          await work.audit({ what: 'agents.enrol', subject: `device:${device}`, why: `agent ${row.agent}`, result: 'done' });
          return row;
        });
        await controls().cut(ctx.municipality.id, device, 'agents.replaced');
        return { agent, device, title, rights: rightsOf({ captures }) };
      }),
      list: handle(agents, 'list', async (ctx) => {
        const { realNow } = controls();
        const lines = new Map((await ctx.store.find(agentLines, { seenAt: { gt: realNow() - lineHoldsMs } })).map((line) => [line.device, line]));
        const known = await ctx.store.find(agentTable, {}, { by: [['device', 'asc']] });
        return {
          agents: known.map(({ device, title, captures, enrolledAt, invitedBy, revokedAt, revokedBy, revokedWhy }) => ({
            device, title, rights: rightsOf({ captures }), enrolledAt, invitedBy, revoked: revokedAt === null ? null : { at: revokedAt, by: revokedBy ?? '', why: revokedWhy ?? '' },
            line: revokedAt === null ? lines.get(device) ?? null : null,
          })),
          invited: (await ctx.store.find(invitations, { expiresAt: { gt: realNow() } }, { by: [['device', 'asc']] })).map(({ device, title, captures, invitedBy, expiresAt }) => ({ device, title, rights: rightsOf({ captures }), invitedBy, expiresAt })),
        };
      }),
      revoke: handle(agents, 'revoke', async (ctx, { device, why }) => {
        await ctx.answer(async (work) => {
          const revoked = await work.update(agentTable, { device, revokedAt: null }, { revokedAt: controls().realNow(), revokedBy: work.actor, revokedWhy: why });
          const awaited = await work.remove(invitations, { device });
          if (revoked + awaited === 0) throw agentsFailures['unknown-device']();
          await work.remove(agentLines, { device });
          await work.audit({ what: 'agents.revoke', subject: `device:${device}`, why, result: 'done' });
          return {};
        });
        await controls().cut(ctx.municipality.id, device, 'agents.revoked');
        return {};
      }),
    },
    routes: [
      { method: 'GET', path: '/device-agents', action: 'agents.list' },
      { method: 'POST', path: '/device-agents/invite', action: 'agents.invite' },
      { method: 'POST', path: '/device-agents/revoke', action: 'agents.revoke' },
    ],
    tables: agentTables,
    migrations: [agents001],
    retention: agentsRetention,
  });
}
