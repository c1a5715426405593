import { parseArgs } from 'node:util';
import { z } from 'zod';
import { commands } from './commands.ts';

const help = `npm run eid -- <command> [options]

Commands
${Object.entries(commands).map(([name, { usage, summary }]) => `  ${name.padEnd(18)} ${summary}\n${' '.repeat(21)}npm run eid -- ${name} ${usage}`).join('\n')}

They open the data of DATA_DIR (or DATABASE_URL) by themselves; a running middleware may stay up.`;

const values = z.record(z.string(), z.union([z.string(), z.boolean()]));

async function main(): Promise<number> {
  const words = process.argv.slice(2);
  const name = commandIn(words);
  const rest = words.slice(name.split(' ').length);
  const command = commands[name];
  if (!command) {
    const asked = name === '' || name === '--help' || name === 'help';
    (asked ? console.log : console.error)(asked ? help : `unknown command '${name}'\n\n${help}`);
    return asked ? 0 : 2;
  }
  const { values: given } = parseArgs({ args: rest, options: { ...command.options, help: { type: 'boolean' } } });
  if (given['help'] === true) {
    console.log(`npm run eid -- ${name} ${command.usage}\n\n${command.summary}`);
    return 0;
  }
  return command.run(values.parse({ ...given }));
}

/** Commands have one word, or two: `outbox pause`. */
function commandIn([first = '', second = '']: readonly string[]): string {
  const both = `${first} ${second}`;
  return both in commands ? both : first;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
