import { z } from 'zod';
import { commandLine, inHouse, municipality, type Command } from './in-house.ts';

const found = z.object({ entries: z.array(z.object({ sequence: z.number(), at: z.number(), actor: z.string(), what: z.string(), subject: z.string().nullable(), why: z.string().nullable(), result: z.string() })) });
const certificates = z.object({ certificates: z.array(z.object({ port: z.string(), says: z.string(), until: z.number().nullable(), daysLeft: z.number().nullable() })) });
const text = { type: 'string' } as const;
/** Two months: a partner may take weeks to issue the next one. */
const alarmDays = 60;

/** What an administrator or data protection officer looks at now and then. */
export const watchCommands: Readonly<Record<string, Command>> = {
  'audit search': {
    summary: 'Entries of the audit, the newest first.', usage: '--municipality <NIS> [--subject dossier:<id>] [--what <deed>] [--actor <who>] [--result done|refused|failed|unanswered] [--from <day>] [--until <day>] [--limit 100] [--before <number>]',
    options: { ...municipality, subject: text, what: text, actor: text, result: text, from: text, until: text, limit: text, before: text },
    run: (values) => inHouse(values, async (house, id) => {
      const { municipality: _municipality, ...asked } = values;
      const { entries } = found.parse(await house.call('audit.search', asked, commandLine(id, ['audit:read'])));
      for (const { sequence, at, actor, what, subject, why, result } of entries) console.log(`${sequence}  ${new Date(at).toISOString()}  ${actor}  ${what}  ${subject ?? '-'}  ${result}  ${why ?? ''}`.trimEnd());
      console.log(`${entries.length} entries`);
    }),
  },
  'retention run': {
    summary: 'Carries the rules of retention out now, as the job does every night.', usage: '--municipality <NIS> --why <code>', options: { ...municipality, why: text },
    run: (values) => inHouse(values, async (house, id) => {
      const { classes } = z.object({ classes: z.array(z.object({ class: z.string(), rows: z.number() })) }).parse(await house.call('retention.keepTerms', { why: values['why'] }, commandLine(id, ['retention:run'])));
      for (const { class: name, rows } of classes) console.log(`${String(rows).padStart(7)}  ${name}`);
      console.log(classes.length === 0 ? 'nothing had reached its limit' : 'done; the audit has the same figures');
    }),
  },
  'certificates list': {
    summary: `Certificates and keys of the live connectors, ours and theirs, and how many days each still holds. Ends with 1 when one has less than ${alarmDays} days left or could not be seen.`,
    usage: `--municipality <NIS> [--within ${alarmDays}]`, options: { ...municipality, within: text },
    run: (values) => inHouse(values, async (house, id) => {
      const within = z.coerce.number('--within: a number of days').int().min(1).max(3650).parse(values['within'] ?? alarmDays);
      const { certificates: all } = certificates.parse(await house.call('outbox.certificates', {}, commandLine(id, ['outbox:read'])));
      for (const { port, says, daysLeft } of all) console.log(`${daysLeft === null || daysLeft < within ? 'ALARM' : 'ok   '}  ${String(daysLeft ?? '?').padStart(5)} days  ${port.padEnd(20)}  ${says}`);
      if (all.length === 0) console.log('no connector of this municipality has a certificate: none is live over TLS');
      return all.some(({ daysLeft }) => daysLeft === null || daysLeft < within) ? 1 : 0;
    }),
  },
};
