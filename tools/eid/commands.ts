import { roles, scopesOf, type Role } from '#services/identity/roles.ts';
import type { Caller } from '#services/kernel/caller.ts';
import { isOfficialRole, officialRoles } from '#services/kernel/official-roles.ts';
import { z } from 'zod';
import { commandLine, inHouse, municipality, waitForOutbox, type Command } from './in-house.ts';
import { agentCommands } from './agent-commands.ts';
import { backupCommands } from './backup-commands.ts';
import { indicatorCommands } from './indicator-commands.ts';
import { letterCommands } from './letter-commands.ts';
import { watchCommands } from './watch-commands.ts';
import { checkCommand } from './check-command.ts';
import { exceptionCommands } from './exception-commands.ts';
import { settingCommands } from './setting-commands.ts';
import { switchCommands } from './switch-commands.ts';
import { personCommands } from './person-commands.ts';
import { municipalityCommands } from './municipality-commands.ts';
import { noteDeed } from './note-deed.ts';
import { keysCommands } from './keys-commands.ts';
import { sessionCommands } from './session-commands.ts';

const checked = z.object({
  date: z.string(), until: z.string(), seen: z.number(), opened: z.array(z.object({ dossier: z.string(), ground: z.string().nullable() })),
  notOpened: z.array(z.object({ reason: z.string(), count: z.number() })), renewedAtCounter: z.number(), lapsed: z.number(),
});
const verdict = z.object({ entries: z.number(), head: z.string(), anchors: z.number(), problem: z.object({ sequence: z.number(), what: z.string() }).nullable() });

export const commands: Readonly<Record<string, Command>> = {
  ...personCommands,
  ...keysCommands,
  'expiry-check': {
    summary: 'The daily check by hand: says what it opened, and why not.', usage: '--municipality <NIS> [--date YYYY-MM-DD]', options: { ...municipality, date: { type: 'string' } }, sends: 'always',
    run: (values, sends) => inHouse(values, async (house, id) => {
      const date = values['date'];
      const result = checked.parse(await house.call('invitation.checkExpiry', typeof date === 'string' ? { date } : {}, commandLine(id, ['invitation:check'])));
      await waitForOutbox(house, values);
      console.log(`Check of ${result.date}: ${result.seen} eIDs expire until ${result.until}`);
      console.log(`  opened: ${result.opened.length}`);
      for (const { dossier, ground } of result.opened) console.log(`    ${dossier}  ${ground ?? 'no group: told about the counter and the ways into home service'}`);
      for (const { reason, count } of result.notOpened) console.log(`  not opened, ${reason}: ${count}`);
      console.log(`  renewed at the counter: ${result.renewedAtCounter}\n  lapsed: ${result.lapsed}`);
    }, sends),
  },
  'audit-verify': {
    summary: 'Walks the audit chain and names the first place that does not hold.', usage: '--municipality <NIS>', options: municipality,
    run: (values) => inHouse(values, async (house, id) => {
      const { entries, head, anchors, problem } = verdict.parse(await house.call('audit.verify', {}, commandLine(id, ['audit:read'])));
      console.log(problem ? `entry ${problem.sequence}: ${problem.what}` : `${entries} entries, all in place; the last one is ${head}`);
      console.log(anchors === 0 ? 'nothing was noted outside the database: who rewrote the whole chain is not found' : `compared with ${anchors} ends that were noted outside the database`);
      return problem ? 1 : 0;
    }),
  },
  token: {
    summary: `A bearer token of the local issuer, for a back-office program or a first look. Roles: ${Object.keys(roles).filter((role) => role !== 'citizen').join(', ')}.`,
    usage: '--municipality <NIS> --role <role> [--name <who>] [--hours 8]',
    options: { ...municipality, role: { type: 'string' }, name: { type: 'string' }, hours: { type: 'string' } },
    run: (values) => inHouse(values, async (house, id) => {
      const role = String(values['role'] ?? '');
      if (!isRole(role)) throw new Error(`--role: one of ${Object.keys(roles).filter((name) => name !== 'citizen').join(', ')}`);
      const hours = hoursOf(values['hours'] ?? '8');
      const caller = callerOf(role, values['name'], id);
      const { token } = await house.issuer.issue(caller, hours * 60);
      await noteDeed(house, [id], { what: 'identity.token', subject: caller.actor, why: `${role} for ${hours} hours` });
      console.log(token);
    }),
  },
  ...exceptionCommands,
  ...letterCommands,
  ...watchCommands,
  ...indicatorCommands,
  ...switchCommands,
  ...settingCommands,
  ...municipalityCommands,
  ...checkCommand,
  ...agentCommands,
  ...sessionCommands,
  ...backupCommands,
};

function hoursOf(given: string | boolean): number {
  const hours = Number(given);
  if (!(hours >= 0.1 && hours <= 24 * 365)) throw new Error('--hours: a number from 0.1 to 8760');
  return hours;
}

function isRole(name: string): name is Exclude<Role, 'citizen'> {
  return Object.hasOwn(roles, name) && name !== 'citizen';
}

function callerOf(role: Role, given: string | boolean | undefined, municipality: string): Caller {
  const person = isOfficialRole(role);
  const name = String(given ?? 'back-office');
  if (given !== undefined && !person) throw new Error(`--name: for a person only (${officialRoles.join(', ')}); '${role}' is a program`);
  // It goes into history and audit, and is never somebody's own name.
  if (!/^[a-z0-9.-]{1,60}$/.test(name)) throw new Error('--name: a reference of at most 60 small letters, digits, dots and dashes');
  return { kind: person ? 'official' : 'system', actor: `${person ? 'official' : 'system'}:${person ? name : role}`, municipality, scopes: scopesOf([role]) };
}
