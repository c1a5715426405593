import { z } from 'zod';
import { dayOf } from '#services/belgium/brussels-time.ts';
import { instantSchema } from '#services/belgium/instant.ts';
import type { Caller } from '#services/kernel/caller.ts';
import { defineLever, type Lever } from '#services/kernel/connector.ts';
import { failures, issuesOf } from '#services/kernel/failure.ts';
import { roles, scopesOf } from '#services/identity/roles.ts';
import type { TokenIssuer } from '#services/identity/tokens.ts';
import { nisOn } from '#services/tenancy/municipality.ts';
import { borderFailures } from './run-action.ts';
import type { Engine } from './engine.ts';
import { runDueJobs } from './run-jobs.ts';
import { waitUntilIdle } from './wait-until-idle.ts';

export const sandboxFailures = failures('sandbox', {
  'no-such-lever': { status: 404, retry: 'never', title: 'There is no such lever here: the connector is live, or the name is wrong.' },
});

/** The levers of all sandboxes, for tests and demonstrations. What is live has none. */
export interface SandboxControl {
  list(): readonly { readonly nis: string; readonly port: string; readonly lever: string; readonly summary: string; readonly input: z.ZodType }[];
  /** @throws sandbox.no-such-lever, caller.bad-input, and what the lever throws */
  pull(nis: string, port: string, lever: string, input: unknown): Promise<unknown>;
}

export function sandboxControl(engine: Engine, issuer: TokenIssuer): SandboxControl {
  const all = () => [...engine.municipalities.entries()].flatMap(([id, { definition, connectors }]) => {
    const nis = nisOn(definition, dayOf(engine.clock.now(id)));
    const everythingIsSandbox = [...connectors.values()].every(({ mode }) => mode === 'sandbox');
    const own = everythingIsSandbox ? Object.entries(houseLevers(engine, issuer, id)).map(([name, lever]) => ({ port: 'house', name, lever })) : [];
    return [...own, ...engine.ports.levers(id)].map((entry) => ({ nis, ...entry }));
  });
  return {
    list: () => all().map(({ nis, port, name, lever }) => ({ nis, port, lever: name, summary: lever.summary, input: lever.input })),
    pull: async (nis, port, name, input) => {
      const found = all().find((entry) => entry.nis === nis && entry.port === port && entry.name === name);
      if (!found) throw sandboxFailures['no-such-lever']();
      const parsed = found.lever.input.safeParse(input);
      if (!parsed.success) throw borderFailures['bad-input']({ issues: issuesOf(parsed.error, 'body') });
      return found.lever.pull(input);
    },
  };
}

/** Levers of the house itself: its clock, its credentials, its patience. They exist where every connector is a sandbox. */
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
        const person = ['official', 'clerk', 'administrator', 'data-protection'].includes(role);
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
