import { parseArgs } from 'node:util';
import { z } from 'zod';
import { commands } from './commands.ts';

const help = `npm run eid -- <command> [options]

Commands
${Object.entries(commands).map(([name, { usage, summary, sends }]) => `  ${name.padEnd(18)} ${summary}${sends ? ` (sends${sends === 'always' ? '' : ` ${sends}`})` : ''}\n${' '.repeat(21)}npm run eid -- ${name} ${usage}`).join('\n')}

They open the data of DATA_DIR (or DATABASE_URL) by themselves; a running middleware may stay up.
(sends): what waits in the outbox of that municipality goes out meanwhile. All others leave the outbox alone.`;

const values = z.record(z.string(), z.union([z.string(), z.boolean()]));

/** What was typed after `npm run eid --`. Gives the code with which the process ends; what is refused is said on the error output. */
export async function runCommand(words: readonly string[]): Promise<number> {
  try {
    return await carryOut(words);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return 1;
  }
}

async function carryOut(words: readonly string[]): Promise<number> {
  const name = commandIn(words);
  const rest = words.slice(name.split(' ').length);
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) {
    const asked = name === '' || name === '--help' || name === 'help';
    (asked ? console.log : console.error)(asked ? help : `unknown command '${name}'\n\n${help}`);
    return asked ? 0 : 2;
  }
  const { values: given, positionals } = parseArgs({ args: rest, options: { ...command.options, help: { type: 'boolean' } }, allowPositionals: command.word !== undefined });
  if (given['help'] === true) {
    console.log(`npm run eid -- ${name} ${command.usage}\n\n${command.summary}`);
    return 0;
  }
  if (command.word !== undefined && positionals.length !== 1) throw new Error(`one ${command.word} is expected\nnpm run eid -- ${name} ${command.usage}`);
  const asked = values.parse({ ...given, ...(command.word !== undefined && { [command.word]: positionals[0] }) });
  return command.run(asked, command.sends === 'always' || (command.sends === 'with --run' && asked['run'] === true));
}

/** Commands have one word, or two: `outbox pause`. */
function commandIn([first = '', second = '']: readonly string[]): string {
  const both = `${first} ${second}`;
  return Object.hasOwn(commands, both) ? both : first;
}
