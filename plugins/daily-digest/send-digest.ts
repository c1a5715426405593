import type { CommandCtx } from '#services/kernel/context.ts';
import { composeDigest, type Failing } from './compose-digest.ts';
import type { dailyDigest } from './daily-digest.contract.ts';

const most = 500;

/** One mail a day at most: the job runs once per day whatever the number of nodes, and a mail has no key that a repeat could carry. */
export async function sendDigest(ctx: CommandCtx<typeof dailyDigest>): Promise<void> {
  const failing = await whatFails(ctx);
  if (!ctx.config.always && failing.lines.length === 0) return;
  const { to, language } = ctx.config;
  const text = composeDigest(failing, { municipality: ctx.municipality.name, language, day: ctx.today() });
  await ctx.work(async (work) => { await work.dispatch('messaging.sendEmail', { to, language, dossier: null, ...text }, { lane: 'daily-digest' }); });
}

async function whatFails(ctx: CommandCtx<typeof dailyDigest>): Promise<Failing> {
  const [{ exceptions, total }, { total: letters }, { switches }, { certificates }] = await Promise.all([
    ctx.call('exceptions.list', { limit: most }), ctx.call('dead-letters.list', { limit: 1 }), ctx.call('outbox.switches', {}), ctx.call('outbox.certificates', {}),
  ]);
  const kinds = Map.groupBy(exceptions, ({ name, failure }) => `${name}${failure === null ? '' : ` (${failure})`}`);
  return { lines: [
    ...[...kinds].map(([name, same]) => ({ kind: 'waiting' as const, what: name, count: same.length })),
    ...(total > exceptions.length ? [{ kind: 'waiting' as const, what: '…', count: total - exceptions.length }] : []),
    ...(letters > 0 ? [{ kind: 'letters' as const, what: '', count: letters }] : []),
    ...switches.filter(({ state }) => state === 'paused' || state === 'cut').map(({ port, state, waiting }) => ({ kind: 'switched-off' as const, what: `${port} (${state})`, count: waiting })),
    // What could not be seen may be a partner who is away for a moment; a credential that is refused waits on the exception list by itself.
    ...certificates.flatMap(({ port, daysLeft }) => (daysLeft !== null && daysLeft < ctx.config.certificateDays ? [{ kind: 'certificate' as const, what: port, count: daysLeft }] : [])),
  ] };
}
