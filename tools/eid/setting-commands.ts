import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { administration } from '#services/tenancy/administration.contract.ts';
import { profileId } from '#services/tenancy/profile.ts';
import type { House } from '#services/host/open-house.ts';
import { commandLine, inHouse, municipality, type Command, type Values } from './in-house.ts';
import { sayPlan, sayPart } from './say-plan.ts';

type Part = 'plugin' | 'connector';
type Changed = Part | 'profile';
type Deed = 'enable' | 'configure' | 'disable';
const { plan, apply, planRollback, rollback, show, history } = administration.actions;
export const confirming = { 'dry-run': { type: 'boolean' }, yes: { type: 'boolean' }, why: { type: 'string' } } as const;
export const settings = { settings: { type: 'string' } } as const;
const mode = { live: { type: 'boolean' }, sandbox: { type: 'boolean' } } as const;
export const place = '--municipality <NIS>';
export const asking = '[--dry-run] [--yes] [--why <code>]';

/** `npm run eid -- plugin …` and `connector …`: what a municipality has switched on, changed while everything runs. */
export const settingCommands: Readonly<Record<string, Command>> = { ...commandsOf('plugin'), ...commandsOf('connector') };

function commandsOf(part: Part): Record<string, Command> {
  const setting = part === 'connector' ? '[--live|--sandbox] [--settings <file.json>|-]' : '[--settings <file.json>|-]';
  const options = { ...municipality, ...confirming, ...settings, ...(part === 'connector' && mode) };
  const changing = (deed: Deed, summary: string, usage: string): Command => (
    { summary, word: part, usage: `<${part}> ${place} ${usage}${asking}`, options: deed === 'disable' ? { ...municipality, ...confirming } : options, run: (values) => inHouse(values, (house, id) => change(house, id, part, deed, values)) });
  return {
    [`${part} list`]: { summary: `Every ${part} that there is, and whether this municipality has it.`, usage: place, options: municipality, run: (values) => inHouse(values, (house, id) => list(house, id, part)) },
    [`${part} show`]: { summary: `How one ${part} is set. Where secrets stand is not shown.`, word: part, usage: `<${part}> ${place}`, options: municipality, run: (values) => inHouse(values, (house, id) => list(house, id, part, String(values[part]))) },
    [`${part} enable`]: changing('enable', `Switches a ${part} on, in force on every node within a second.`, `${setting} `),
    [`${part} configure`]: changing('configure', `Changes settings of a ${part}: what the file names is replaced, null takes a setting away, all else stays.`, `${setting} `),
    [`${part} disable`]: changing('disable', part === 'plugin' ? 'Switches a plugin off: it takes no new work, and finishes open journeys without its jobs and other events.' : 'Takes a connector away: nothing reaches that system any more.', ''),
    [`${part} plan`]: {
      summary: `Says what a change of a ${part} would do, and does nothing.`, word: part, usage: `<${part}> ${place} --deed enable|configure|disable ${setting}`, options: { ...municipality, ...settings, ...(part === 'connector' && mode), deed: { type: 'string' } },
      run: (values) => inHouse(values, (house, id) => change(house, id, part, z.enum(['enable', 'configure', 'disable'], '--deed: enable, configure or disable').parse(values['deed']), { ...values, 'dry-run': true })),
    },
    ...waysBack(part),
  };
}

/** The versions are those of the whole municipality, whichever word they are asked by. */
export function waysBack(word: string): Record<string, Command> {
  return {
    [`${word} rollback`]: {
      summary: 'Goes back to the last good settings of this municipality (plugins, connectors and profile together), or to a version of its history.', usage: `${place} [--to <version>] ${asking}`,
      options: { ...municipality, ...confirming, to: { type: 'string' } }, run: (values) => inHouse(values, (house, id) => goBack(house, id, values)),
    },
    [`${word} history`]: {
      summary: 'Who changed what in the settings of this municipality, the last change first.', usage: place, options: municipality, run: (values) => inHouse(values, async (house, id) => {
        for (const { version, deed, part: of, what, backTo, by, why, at } of history.output.parse(await house.call('administration.history', {}, reads(id))).changes) {
          console.log(`${String(version).padStart(4)}  ${new Date(at).toISOString()}  ${deed} ${deed === 'rollback' ? `to version ${backTo}` : `${of} ${what}`}  by ${by}: ${why}`);
        }
      }),
    },
  };
}

export const reads = (id: string) => commandLine(id, ['administration:read']);
const changes = (id: string) => commandLine(id, ['administration:*']);

async function list(house: House, id: string, part: Part, only?: string): Promise<number> {
  const { version, inForce, plugins, connectors } = show.output.parse(await house.call('administration.show', {}, reads(id)));
  const found = (part === 'plugin' ? plugins.map((each) => ({ ...each, name: each.plugin, mode: null })) : connectors.map((each) => ({ ...each, name: each.connector }))).filter(({ name }) => only === undefined || name === only);
  if (only !== undefined && found.length === 0) throw new Error(`there is no ${part} '${only}'; 'npm run eid -- ${part} list' names them`);
  console.log(`version ${version}${inForce === version ? '' : ` (this release cannot work with it: version ${inForce} is in force)`}`);
  for (const each of found) console.log(sayPart(each, only !== undefined));
  return 0;
}

export async function change(house: House, id: string, part: Changed, deed: Deed, values: Values): Promise<number> {
  const given = settingsIn(values['settings']);
  if (values['live'] === true && values['sandbox'] === true) throw new Error('--live, --sandbox: one of them');
  const chosen = values['live'] === true ? 'live' : values['sandbox'] === true ? 'sandbox' : undefined;
  const asked = { part, what: part === 'profile' ? profileId : String(values[part]), deed, ...(given && { settings: given }), ...(chosen !== undefined && { mode: chosen }) };
  return carryOut(plan.output.parse(await house.call('administration.plan', asked, reads(id))), `${deed} ${part} ${asked.what}`, values, async (version, why) => (
    apply.output.parse(await house.call('administration.apply', { ...asked, version, why }, changes(id))).version));
}

async function goBack(house: House, id: string, values: Values): Promise<number> {
  const to = values['to'] === undefined ? undefined : z.coerce.number('--to: a version').int().min(0).parse(values['to']);
  const planned = planRollback.output.parse(await house.call('administration.planRollback', { to }, reads(id)));
  return carryOut(planned, `go back to version ${planned.to}`, values, async (version, why) => rollback.output.parse(await house.call('administration.rollback', { to: planned.to, version, why }, changes(id))).version);
}

/** Nothing that harms without a word of consent, and nothing that was not told. */
async function carryOut(planned: z.output<typeof plan.output>, what: string, values: Values, apply: (version: number, why: string) => Promise<number>): Promise<number> {
  console.log(sayPlan(what, planned));
  if (!planned.holds) return 1;
  if (values['dry-run'] === true) return 0;
  if (planned.harm.length > 0 && values['yes'] !== true) {
    console.error('Nothing was changed. Say --yes to do it.');
    return 2;
  }
  console.log(`in force as version ${await apply(planned.version, String(values['why'] ?? 'command-line'))}; every running middleware takes it over within a second`);
  return 0;
}

function settingsIn(source: string | boolean | undefined): Record<string, unknown> | undefined {
  if (typeof source !== 'string') return undefined;
  // What stands there may be a secret in the wrong place: nothing of it is repeated.
  const text = attempt(() => readFileSync(source === '-' ? 0 : source, 'utf8'), `'${source}' cannot be read`);
  return attempt(() => z.record(z.string(), z.unknown()).parse(JSON.parse(text)), 'one JSON object is expected');
}

function attempt<T>(body: () => T, otherwise: string): T {
  try {
    return body();
  } catch {
    throw new Error(`--settings: ${otherwise}`);
  }
}
