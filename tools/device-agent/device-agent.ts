import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { UsageError, type Terminal } from './commands/command.ts';
import { commands } from './commands/commands.ts';

const usual = join(homedir(), '.eid-agent');
const help = `npm run device-agent -- <command> [options]

The program on the official's laptop: card reader, fingerprint device and PIN window for the middleware, over one outgoing connection.

Commands
${Object.entries(commands).map(([name, { usage, summary }]) => `  ${name.padEnd(11)} ${summary}\n${' '.repeat(14)}npm run device-agent -- ${name} ${usage}`).join('\n')}

Options
  --home <folder>  keys, enrolment and queue of this agent (${usual})
  --help           this text

Exit code  0 done; 1 it could not be done, or the answer is no; 2 asked wrongly; 3 the house sent this device away`;

const values = z.record(z.string(), z.union([z.string(), z.boolean().transform(String)]));

const terminal: Terminal = {
  say: (line) => { console.log(line); },
  ask: async (question) => {
    if (!process.stdin.isTTY) return '';
    const lines = createInterface({ input: process.stdin, output: process.stdout });
    try {
      return (await lines.question(question)).trim();
    } finally {
      lines.close();
    }
  },
};

async function main([name = '', ...rest]: readonly string[]): Promise<number> {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) {
    const isAsked = ['', '--help', 'help', '-h'].includes(name);
    (isAsked ? console.log : console.error)(isAsked ? help : `unknown command '${name}'\n\n${help}`);
    return isAsked ? 0 : 2;
  }
  const given = values.parse(parsed(rest, command.options));
  if (given['help'] !== undefined) {
    console.log(help);
    return 0;
  }
  return command.run(given, resolve(given['home'] ?? usual), terminal);
}

function parsed(rest: readonly string[], options: (typeof commands)[string]['options']) {
  try {
    return parseArgs({ args: [...rest], options: { ...options, home: { type: 'string' }, help: { type: 'boolean', short: 'h' } } }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
