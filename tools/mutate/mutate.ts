import { parseArgs } from 'node:util';
import { acceptedSurvivors } from './accepted-survivors.ts';
import { judgeSurvivors, type Judgement } from './judge-survivors.ts';
import { mutatePart } from './mutate-part.ts';
import { parts, type Part } from './parts.ts';

const help = `npm run mutate [-- <part or file>…]

Tests the tests: changes the code one place at a time (a condition turned round, a bound moved, a call left out) and runs the suites of its part. A
change that no test notices is reported, unless tools/mutate/accepted-survivors.ts says why it need not be noticed.

Parts      ${parts.map(({ name }) => name).join(', ')}; all of them when nothing is named
Options
  --files  may stand before files; it changes nothing
  --help   this text

Reports    reports/mutation/<part>.html, and .json
Exit code  0 every survivor is explained; 1 some are not, or an explanation is out of date; 2 the command is wrong`;

interface Task { readonly part: Part; readonly files: readonly string[] }

/** What was asked for, part by part. */
function tasksOf(asked: readonly string[]): Task[] {
  const unknown = asked.find((name) => !parts.some((part) => part.name === name || part.code.includes(name)));
  if (unknown !== undefined) throw new Error(`'${unknown}' is no part and no file of a part (tools/mutate/parts.ts)`);
  const isAsked = (name: string) => asked.length === 0 || asked.includes(name);
  return parts.map((part) => ({ part, files: isAsked(part.name) ? part.code : part.code.filter(isAsked) })).filter(({ files }) => files.length > 0);
}

function tell({ unexplained, outdated }: Judgement): void {
  for (const { file, line, was, becomes } of unexplained) console.log(`${file}:${line} no test noticed\n  - ${was.replaceAll('\n', '\n    ')}\n  + ${becomes.replaceAll('\n', '\n    ')}`);
  for (const { file, was, becomes } of outdated) console.log(`${file}: accepted in tools/mutate/accepted-survivors.ts, but noticed by now\n  - ${was}\n  + ${becomes}`);
}

function readArguments() {
  try {
    const { values, positionals } = parseArgs({ allowPositionals: true, options: { files: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } });
    return values.help ? help : tasksOf(positionals);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

async function main(): Promise<number> {
  const tasks = readArguments();
  if (!Array.isArray(tasks)) {
    console.log(typeof tasks === 'string' ? tasks : `${tasks.message}\n\n${help}`);
    return typeof tasks === 'string' ? 0 : 2;
  }
  let open = 0;
  for (const { part, files } of tasks) {
    const began = Date.now();
    const judgement = judgeSurvivors(await mutatePart(part, files), acceptedSurvivors, files);
    tell(judgement);
    open += judgement.unexplained.length + judgement.outdated.length;
    console.log(`${part.name}: ${judgement.unexplained.length} unexplained, ${judgement.outdated.length} out of date, ${Math.round((Date.now() - began) / 1000)} s`);
  }
  return open === 0 ? 0 : 1;
}

process.exitCode = await main();
