import { z } from 'zod';
import { dayOf } from '#services/belgium/brussels-time.ts';
import { instantSchema } from '#services/belgium/instant.ts';
import type { Caller } from '#services/kernel/caller.ts';
import { defineLever, type Lever } from '#services/kernel/connector.ts';
import { isOfficialRole } from '#services/kernel/official-roles.ts';
import { roles, scopesOf } from '#services/identity/roles.ts';
import type { TokenIssuer } from '#services/identity/tokens.ts';
import { isTestSetup, type Municipality } from '#services/tenancy/check-municipality.ts';
import { nisOn } from '#services/tenancy/municipality.ts';
import type { Engine } from './engine.ts';
import { pullLever, sandboxFailures } from './pull-lever.ts';
import { runDueJobs } from './run-jobs.ts';
import { waitUntilIdle } from './wait-until-idle.ts';

export interface ListedLever extends Pick<Lever, 'summary' | 'input' | 'shows'> { readonly nis: string; readonly port: string; readonly lever: string }

/** The levers of all sandboxes, for tests and demonstrations. What is live has none. */
export interface SandboxControl {
  list(): Promise<readonly ListedLever[]>;
  /** @throws sandbox.no-such-lever, caller.bad-input, and what the lever throws */
  pull(nis: string, port: string, lever: string, input: unknown): Promise<unknown>;
}

export function sandboxControl(engine: Engine, issuer: TokenIssuer): SandboxControl {
  const of = async (id: string, municipality: Municipality) => {
    const nis = nisOn(municipality.definition, dayOf(engine.clock.now(id)));
    const own = isTestSetup(municipality) ? Object.entries(houseLevers(engine, issuer, id)).map(([name, lever]) => ({ port: 'house', name, lever })) : [];
    return [...own, ...await engine.ports.levers(id)].map((entry) => ({ nis, ...entry }));
  };
  const all = async () => (await Promise.all([...engine.municipalities].map(([id, municipality]) => of(id, municipality)))).flat();
  return {
    list: async () => (await all()).map(({ nis, port, name, lever }) => ({ nis, port, lever: name, summary: lever.summary, input: lever.input, ...(lever.shows && { shows: lever.shows }) })),
    pull: async (nis, port, name, input) => {
      const [id, municipality] = [...engine.municipalities].find(([candidate, { definition }]) => nisOn(definition, dayOf(engine.clock.now(candidate))) === nis) ?? [];
      if (!municipality || id === undefined) throw sandboxFailures['no-such-lever']();
      if (port !== 'house') return engine.ports.pull(id, port, name, input);
      const lever = isTestSetup(municipality) ? houseLevers(engine, issuer, id)[name] : undefined;
      if (!lever) throw sandboxFailures['no-such-lever']();
      return pullLever(lever, input);
    },
  };
}

/** Levers of the house itself: its clock, its credentials, its patience. They exist where nothing is really live. */
function houseLevers(engine: Engine, issuer: TokenIssuer, municipality: string): Record<string, Lever> {
  const kinds = z.enum(Object.keys(roles).filter((role) => role !== 'citizen') as [string, ...string[]]);
  return {
    clock: defineLever(
      'Moves business time forward and runs the jobs that become due.', z.strictObject({
        advanceMinutes: z.int().min(0).max(600_000).default(0), until: instantSchema.optional().describe('To this instant, unless it is later already. Safe to repeat.'),
      }), z.object({ now: z.int() }),
      async ({ advanceMinutes, until }) => {
        // Another process on the same data may have moved it.
        await engine.clock.refresh();
        const by = until === undefined ? advanceMinutes * 60_000 : Math.max(0, until - engine.clock.now(municipality));
        const now = await engine.clock.advance(municipality, by);
        // Also when it is there already: who asked before may have died before the outside heard it. Who only reads the clock tells nobody.
        if (by > 0 || until !== undefined) await engine.ports.tellTime(municipality, now);
        if (by > 0) {
          await engine.clockMoved();
          await runDueJobs(engine, municipality);
        }
        return { now };
      },
    ),
    credential: defineLever(
      'A bearer token of the local issuer.', z.strictObject({ role: kinds, name: z.string().regex(/^[a-z0-9.-]{1,60}$/).default('demo') }), z.object({ token: z.string(), expiresAt: z.int() }),
      ({ role, name }) => {
        const person = isOfficialRole(role);
        const caller: Caller = { kind: person ? 'official' : 'system', actor: person ? `official:${name}` : `system:${role}`, municipality, scopes: scopesOf([role]) };
        return issuer.issue(caller, 8 * 60);
      },
    ),
    idle: defineLever(
      'Waits until nothing in the outbox can go on by itself.', z.strictObject({ withinMs: z.int().min(0).max(60_000).default(10_000) }), z.object({ idle: z.boolean() }),
      async ({ withinMs }) => {
        await engine.ports.resend();
        return { idle: await waitUntilIdle(engine, municipality, withinMs) };
      },
    ),
    jobs: defineLever('Runs the jobs that are due.', z.strictObject({}), z.object({ ran: z.int() }), async () => ({ ran: await runDueJobs(engine, municipality) })),
  };
}
