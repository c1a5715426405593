import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { camelCase, type Part } from './write-part.ts';

/** Adds a part to what municipalities can choose from, and what a plugin keeps to the table of retention. @throws where the files are not as expected: a person does it then */
export function registerPart(root: string, part: Part): readonly string[] {
  const catalogue = join(root, 'config/catalogue.ts');
  change(catalogue, (text) => added(text, part));
  if (part.kind === 'connector') return [catalogue];
  const retention = join(root, 'docs/retention.md');
  change(retention, (text) => describedIn(text, part.name));
  return [catalogue, retention];
}

function added(text: string, { kind, name }: Part): string {
  const thing = `${camelCase(name)}${kind === 'plugin' ? 'Plugin' : 'Connector'}`;
  const line = `import { ${thing} } from '#${kind}s/${name}/${name}.${kind}.ts';\n`;
  if (text.includes(line)) throw new Error(`config/catalogue.ts has ${thing} already`);
  const imports = text.replace("import type { Offer }", `${line}import type { Offer }`);
  const lists = imports.replace(new RegExp(`(\\n  ${kind}s: \\[[^\\]]*?,)\\n  \\]`), (_list, before: string) => `${before} ${thing},\n  ]`);
  if (imports === text || lists === imports) throw new Error(`config/catalogue.ts is not as expected: add ${thing} to its ${kind}s yourself`);
  return lists;
}

/** Before the classes of the machinery, as the house puts them in order. */
function describedIn(text: string, name: string): string {
  const term = '365 days (30 to 3650), with the dossier at the latest';
  const row = text.replace('| `kept-answers` |', `| \`${name}\` | ${term} | own choice, to be confirmed |\n| \`kept-answers\` |`);
  const section = row.replace('### `kept-answers`', `### \`${name}\`\n\nNotes that were kept with a dossier. ${term}.\n\n- \`${name}_notes\`: from the end of the dossier; removed.\n\nOwn choice, to be confirmed. They go with the dossier at the latest.\n\n### \`kept-answers\``);
  if (row === text || section === row) throw new Error('docs/retention.md is not as expected: describe the new class yourself');
  return section;
}

function change(file: string, to: (text: string) => string): void {
  writeFileSync(file, to(readFileSync(file, 'utf8')));
}
