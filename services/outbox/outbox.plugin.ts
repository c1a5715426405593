import type { CommandCtx } from '#services/kernel/context.ts';
import { definePlugin, handle, type Plugin } from '#services/kernel/plugin.ts';
import type { UnitOfWork } from '#services/kernel/unit-of-work.ts';
import { outbox } from './outbox.contract.ts';
import { outboxFailures } from './outbox.failures.ts';
import { finishResuming } from './finish-resuming.ts';
import { listSwitches } from './list-switches.ts';
import type { OutboxControls } from './outbox-controls.ts';
import { everyPort, outbox002, restorePort, switches, type SwitchState } from './switches.store.ts';
import type { Held } from './wake-lanes.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** @param controls asked for at each call, because the node opens after its plugins are wired */
export function outboxPlugin(controls: () => OutboxControls): Plugin<typeof outbox> {
  const heldBy = (municipality: string, port: string): Held => {
    const effects = controls().effectsOf(municipality);
    if (port !== everyPort && !effects.has(port)) throw outboxFailures['unknown-port']({ issues: [{ in: 'body', name: 'port', detail: 'there is no such connector here' }] });
    return port === everyPort ? undefined : effects.get(port);
  };
  const switchOff = async <State extends SwitchState>(work: UnitOfWork, state: State, { port, why }: { readonly port: string; readonly why: string }) => {
    heldBy(work.municipality, port);
    const row = { state, why, by: work.actor, since: controls().realNow() };
    if (!await work.insertIfNew(switches, { port, ...row })) await work.update(switches, { port }, row);
    await work.audit({ what: `outbox.${state === 'cut' ? 'cut' : 'pause'}`, why: `${port}: ${why}`, result: 'done' });
    return { state };
  };
  const finish = async (ctx: CommandCtx, port: string, held: Held) => {
    await finishResuming((body) => ctx.work(body), port, held);
    controls().wake();
  };

  return definePlugin(outbox, {
    actions: {
      switches: handle(outbox, 'switches', (ctx) => listSwitches(ctx.store, ctx.municipality.id, controls())),
      check: handle(outbox, 'check', async (ctx, { port }) => {
        heldBy(ctx.municipality.id, port);
        const findings = (await controls().check(ctx.municipality.id, port)).map(({ what, ok, says }) => ({ what, ok, says }));
        return { ok: findings.every(({ ok }) => ok), findings };
      }),
      certificates: handle(outbox, 'certificates', async (ctx, { seenWithinMinutes }) => {
        const { certificatesOf, realNow } = controls();
        const now = realNow();
        return { certificates: (await certificatesOf(ctx.municipality.id, seenWithinMinutes * minuteMs)).map((each) => ({ ...each, daysLeft: each.until === null ? null : Math.floor((each.until - now) / dayMs) })) };
      }),
      pause: handle(outbox, 'pause', (ctx, asked) => ctx.answer((work) => switchOff(work, 'paused', asked))),
      cut: handle(outbox, 'cut', (ctx, asked) => ctx.answer((work) => switchOff(work, 'cut', asked))),
      resume: handle(outbox, 'resume', async (ctx, { port, why }) => {
        const held = heldBy(ctx.municipality.id, port);
        const answer = await ctx.answer(async (work) => {
          const resumed = await work.update(switches, { port, state: { in: ['paused', 'cut'] } }, { state: 'resuming', why, by: work.actor, since: controls().realNow() }) > 0;
          if (resumed) await work.audit({ what: 'outbox.resume', why: `${port}: ${why}`, result: 'done' });
          // Who wants everything to run is told what still holds it.
          else if (port === everyPort && await work.count(switches, { port: restorePort, state: 'paused' }) > 0) throw outboxFailures.restored();
          return { resumed };
        });
        await finish(ctx, port, held);
        return answer;
      }),
    },
    jobs: [{
      id: 'finish-resuming', schedule: { every: 5 },
      run: async (ctx) => {
        const effects = controls().effectsOf(ctx.municipality.id);
        // What has no effects of its own (`*`, the pause of a restore) held up everything.
        for (const { port } of await ctx.store.find(switches, { state: 'resuming' })) await finish(ctx, port, effects.get(port));
      },
    }],
    routes: [
      { method: 'GET', path: '/outbox/switches', action: 'outbox.switches' },
      { method: 'GET', path: '/outbox/connectors/{port}/check', action: 'outbox.check' },
      { method: 'GET', path: '/outbox/certificates', action: 'outbox.certificates' },
      { method: 'POST', path: '/outbox/pause', action: 'outbox.pause' },
      { method: 'POST', path: '/outbox/cut', action: 'outbox.cut' },
      { method: 'POST', path: '/outbox/resume', action: 'outbox.resume' },
    ],
    tables: [switches],
    migrations: [outbox002],
  });
}
