import { createHash, randomBytes } from 'node:crypto';
import type { Caller } from '#services/kernel/caller.ts';
import type { CommandCtx } from '#services/kernel/context.ts';
import { handle } from '#services/kernel/plugin.ts';
import { appointments } from './appointments.contract.ts';
import { appointmentFailures } from './appointments.failures.ts';
import { feeds } from './appointments.store.ts';
import { calendarOf } from './feed-calendar.ts';
import type { Settings } from './working-windows.ts';

/** An address that was forgotten in some program does not open a calendar for ever. Days. */
const goodForDays = 180;
/** 256 random bits need no key and no salt: nobody finds them by trying. */
const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

/** The calendar of an official, for a calendar program that can show nothing but an address: by a secret in it, which is kept as a hash. */
export const ownFeed = handle(appointments, 'ownFeed', async ({ store, caller, config, now }) => {
  const official = visitorOf(caller, config);
  const feed = official === undefined ? undefined : await store.first(feeds, { official, until: { gt: now() } });
  return { visits: official !== undefined, feed: feed ? { since: feed.since, until: feed.until } : null };
});

export const openFeed = handle(appointments, 'openFeed', async (ctx) => {
  const official = visitorOf(ctx.caller, ctx.config);
  if (official === undefined) throw appointmentFailures['no-calendar']();
  const [secret, until] = [randomBytes(32).toString('base64url'), ctx.now() + goodForDays * 86_400_000];
  await ctx.answer(async (work) => {
    await work.remove(feeds, { official });
    await work.insert(feeds, { official, secretHash: hashOf(secret), since: ctx.now(), until });
    await work.audit({ what: 'appointments.openFeed', subject: `official:${official}`, result: 'done' });
    return { secret, until };
  });
  return { secret, until };
});

export const closeFeed = handle(appointments, 'closeFeed', async (ctx) => ctx.answer(async (work) => {
  const official = ctx.caller.actor.replace(/^official:/, '');
  const closed = await work.remove(feeds, { official }) > 0;
  if (closed) await work.audit({ what: 'appointments.closeFeed', subject: `official:${official}`, result: 'done' });
  return { closed };
}));

/** Nobody learns whether a secret was never one, or is one no more. */
export const readFeed = handle(appointments, 'readFeed', async (ctx, { secret }) => {
  const feed = await ctx.store.first(feeds, { secretHash: hashOf(secret), until: { gt: ctx.now() } });
  // Who visits nobody here any more has no calendar here.
  if (!feed || !visits(ctx.config, feed.official)) throw appointmentFailures['no-such-feed']();
  return { ical: await calendarOf(ctx, feed.official) };
});

/** Whose sessions were all ended, by an administrator: what was set up on a lost tablet ends too. */
export async function endFeedOf(ctx: CommandCtx<typeof appointments>, { who }: { readonly who: string }): Promise<void> {
  const [, official] = /^official:(.+)$/.exec(who) ?? [];
  if (official !== undefined) await ctx.work(async (work) => { await work.remove(feeds, { official }); });
}

function visitorOf({ kind, actor }: Caller, config: Settings): string | undefined {
  const [, official] = /^official:(.+)$/.exec(actor) ?? [];
  return kind === 'official' && official !== undefined && visits(config, official) ? official : undefined;
}

const visits = ({ officials }: Settings, official: string): boolean => officials.some((one) => one.official === official);
