import { z } from 'zod';
import { languageSchema } from '#services/belgium/language.ts';
import { defineContract, type ActionsOf, type EventsOf } from '#services/kernel/contract.ts';

const why = z.string().regex(/^[a-z0-9-]{1,60}$/).describe('A code that says why, for the audit.');
const version = z.int().min(0).describe('Of the settings: 0 is how the configuration has them, each change raises it by one.');
const settings = z.record(z.string(), z.unknown());
const parts = z.enum(['plugin', 'connector', 'profile']);
const one = {
  part: parts.describe('`profile`: what the municipality is itself, as far as it may be set.'),
  what: z.string().regex(/^[a-z][a-z0-9-]{0,59}$/).describe('Id of the plugin or of the connector; `municipality` of the profile.'),
  mode: z.enum(['live', 'sandbox']).optional().describe('Of a connector; as it was when left out.'),
};
const change = {
  ...one,
  deed: z.enum(['enable', 'configure', 'disable']),
  settings: settings.optional().describe('What changes in its settings (RFC 7396: null takes a setting away). Secrets are named (`env:NAME`, `file:/path`), never written; one that is given as it was shown (`env:…`) stays as it is.'),
};
const to = version.optional().describe('The version whose settings are in force again; the last good one before the present when left out.');
const plan = z.object({
  version: version.describe('The version that this was planned on: named when it is applied, and refused when something changed since.'),
  holds: z.boolean(), problems: z.array(z.string()).describe('Why it would be refused, one sentence each: unknown or missing settings by name, never their value.'),
  settingProblems: z.array(z.object({ setting: z.string().describe('Its way from the settings of the part: `officials.0.hours`; empty for all of them.'), says: z.string() })).describe('Those of the problems that are of one setting of the part, for a form.'),
  missingPorts: z.array(z.string()).describe('Connectors that the municipality would need for it and does not have.'),
  changes: z.array(z.object({ setting: z.string(), from: z.string().nullable(), to: z.string().nullable() })).describe('As JSON; where a secret stands is not told. Empty while it does not hold.'),
  openDossiers: z.int().describe('Dossiers that have not ended: a plugin that is switched off goes on with these only.'),
  waiting: z.object({ effects: z.int(), deliveries: z.int() }).describe('What waits in the outbox for it: effects go out whatever is changed; events are skipped by a plugin that is off.'),
  skipped: z.object({ jobs: z.array(z.string()), events: z.array(z.string()) }).describe('What a plugin that is switched off does not do any more.'),
  migrations: z.array(z.string()).describe('Steps that its tables have been through. None is pending while it can be chosen: they are done when the middleware starts.'),
  harm: z.array(z.string()).describe('What a person should know before it is applied.'),
});
export type Plan = z.output<typeof plan>;
const part = z.object({
  state: z.enum(['on', 'finishing', 'off', 'missing']).describe('`finishing`: switched off, and still at what began before; `missing`: switched on, and not in this programme.'),
  title: z.string(), settings: settings.nullable().describe('As written; where a secret stands is not told.'),
});

/** What a municipality has switched on, how that is set, and what it is itself: looked at and changed while everything runs (U2). */
export const administration = defineContract('administration', {
  title: 'Plugins, connectors and profile of a municipality: switching on, setting, switching off, going back',
  config: z.strictObject({}),
  uses: {},
  calls: [],
  actions: {
    show: {
      kind: 'query', summary: 'Every plugin and connector that there is, whether this municipality has it, and how it is set.', scope: 'administration:read', input: z.strictObject({}),
      output: z.object({
        version, inForce: version.describe('Lower than `version` where this release cannot work with what was changed last.'),
        plugins: z.array(part.extend({ plugin: z.string(), alwaysOn: z.boolean(), fromOutside: z.boolean(), needs: z.array(z.string()) })),
        connectors: z.array(part.extend({ connector: z.string(), mode: z.enum(['live', 'sandbox']).nullable(), canBeLive: z.boolean() })),
      }),
    },
    settings: {
      kind: 'query', summary: 'What may be set of one plugin, of one side of a connector or of the profile, and what a change starts from.', scope: 'administration:read', input: z.strictObject(one),
      output: z.object({
        mode: z.enum(['live', 'sandbox']).nullable(), schema: z.record(z.string(), z.unknown()).describe('JSON Schema (2020-12); what names a secret has `secret: true`.'),
        settings: settings.describe('As written; where a secret stands is not told.'),
      }),
    },
    municipality: {
      kind: 'query', summary: 'What the municipality is itself, as it is in force. What of it may be set is its profile; all else stands in the configuration alone.', scope: 'administration:read', input: z.strictObject({}),
      output: z.object({
        municipality: z.string(), name: z.string(), nis: z.array(z.object({ code: z.string(), from: z.iso.date() })), languages: z.array(languageSchema),
        website: settings.nullable(), desk: settings.nullable(), publishes: z.array(z.string()).describe('What it offers to its back-office beside HTTP with JSON.'),
      }),
    },
    history: {
      kind: 'query', summary: 'Who changed what, the last one first.', scope: 'administration:read', input: z.strictObject({ limit: z.coerce.number().int().min(1).max(500).default(50) }),
      output: z.object({ changes: z.array(z.object({
        version, deed: z.enum(['enable', 'configure', 'disable', 'rollback']), part: parts.nullable(), what: z.string().nullable(), backTo: version.nullable(), by: z.string(), why: z.string(),
        at: z.int().describe('Epoch milliseconds UTC, real time.'),
      })) }),
    },
    plan: { kind: 'query', summary: 'What a change would do, without doing it.', scope: 'administration:read', input: z.strictObject(change), output: plan },
    apply: {
      kind: 'command', summary: 'Does it: in force on every node within a second. Refused when something changed since it was planned.', scope: 'administration:change',
      input: z.strictObject({ ...change, version, why }), output: z.object({ version }),
    },
    planRollback: { kind: 'query', summary: 'What going back would do, without doing it.', scope: 'administration:read', input: z.strictObject({ to }), output: plan.extend({ to: version }) },
    rollback: {
      kind: 'command', summary: 'Goes back to earlier settings. Refused when something changed since it was planned.', scope: 'administration:change',
      input: z.strictObject({ to, version, why }), output: z.object({ version, to: version }),
    },
  },
  events: {},
});

declare module '#services/kernel/registry.ts' {
  // oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface -- declaration merging
  interface Actions extends ActionsOf<typeof administration> {}
  // oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface -- declaration merging
  interface Events extends EventsOf<typeof administration> {}
}
