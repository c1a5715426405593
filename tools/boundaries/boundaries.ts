import { join } from 'node:path';
import { checkFiles } from './check-tree.ts';
import { surveyTree } from './survey-tree.ts';

const help = `node tools/boundaries/boundaries.ts [folder]

Checks the laws of the house (docs/architecture.md) in every .ts file of services, connectors, plugins, config, tools and
in moleculer.config.ts, of this project or of the folder given.
The laws and their exceptions stand in laws.ts and layers.ts, beside this file.
Prints one line per problem, and ends with 1 when there are any.`;

const root = join(import.meta.dirname, '../..');
const [argument] = process.argv.slice(2);

if (argument === '--help' || argument === '-h') {
  console.log(help);
} else if (argument?.startsWith('-')) {
  console.error(`unknown option ${argument}\n\n${help}`);
  process.exitCode = 2;
} else {
  const files = surveyTree(argument ?? root);
  const problems = checkFiles(files);
  for (const { path, line, law, what, todo } of problems) console.log(`${path}:${line}  ${law}: ${what}; ${todo}`);
  if (files.length === 0) {
    console.error(`boundaries: no .ts files of the house under ${argument ?? root}`);
    process.exitCode = 2;
  } else if (problems.length > 0) {
    console.log(`boundaries: ${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}`);
    process.exitCode = 1;
  } else {
    const imports = files.reduce((sum, file) => sum + file.imports.length, 0);
    console.log(`boundaries: ${files.length} files, ${imports} imports, all laws hold`);
  }
}
