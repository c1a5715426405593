import { isAbsolute, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { registerPart } from './register-part.ts';
import { writeOutside } from './write-outside.ts';
import { nameProblem, writePart, type Kind, type Part } from './write-part.ts';

const root = join(import.meta.dirname, '../..');
const helps: Readonly<Record<Kind, string>> = {
  plugin: `npm run new-plugin -- <name> [--outside <folder>]

Writes a plugin that works: contract, actions, table with its migration and retention, tests. It goes to plugins/<name> and to what municipalities can
choose from; with --outside it becomes a package of its own in that folder (a whole path), which imports eid-aan-huis/sdk only. See docs/tutorial.md.`,
  connector: `npm run new-connector -- <name> [--title "The parking register"]

Writes a connector that works: port, live side over REST, sandbox, the sandbox behind the wire, one suite of rules for both. It goes to
connectors/<name> and to what municipalities can choose from.`,
};

/** What was typed after `npm run new-plugin --` or `new-connector --`. Gives the code with which the process ends. */
export function newPart(kind: Kind, words: readonly string[], say: (line: string) => void = console.log): number {
  try {
    const { values, positionals: [name = '', ...more] } = parseArgs({ args: [...words], allowPositionals: true, options: { outside: { type: 'string' }, title: { type: 'string' }, help: { type: 'boolean' } } });
    if (values.help === true) {
      say(helps[kind]);
      return 0;
    }
    const problem = more.length > 0 ? 'one name' : nameProblem(name);
    if (problem !== undefined) throw new Error(`${problem}\n\n${helps[kind]}`);
    const part: Part = { kind, name, title: values.title ?? `The system '${name}'` };
    for (const line of values.outside === undefined ? here(part) : outside(part, values.outside)) say(line);
    return 0;
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return 1;
  }
}

function here(part: Part): readonly string[] {
  const { kind, name } = part;
  const folder = join(root, `${kind}s`, name);
  const files = [...writePart(part, folder), ...registerPart(root, part)];
  return [...files.map((file) => relative(root, file)), '', 'Try it:', `  npx jest --selectProjects unit --testPathPatterns ${kind}s/${name}`, '  npm run check',
    `  npm run eid -- ${kind} enable ${name} --municipality 44021 ${kind === 'connector' ? '--sandbox ' : ''}--dry-run`];
}

function outside(part: Part, folder: string): readonly string[] {
  if (part.kind !== 'plugin') throw new Error('--outside: plugins only');
  if (!isAbsolute(folder)) throw new Error('--outside: a whole path');
  return [...writeOutside(part, folder), '', 'Try it:', `  PLUGINS=${folder} npm start`, `  PLUGINS=${folder} npm run eid -- plugin enable ${part.name} --municipality 44021`];
}
