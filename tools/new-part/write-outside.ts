import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { api } from '#services/outside-parts/read-manifest.ts';
import { camelCase, writePart, type Part } from './write-part.ts';

/** The same plugin as a package of its own, anywhere: it imports the one public entry of the house. */
export function writeOutside({ name, ...part }: Part, folder: string): readonly string[] {
  const files = writePart({ name, ...part }, folder, outward, (path) => path.endsWith('.test.ts'));
  const entry = join(folder, 'entry.ts');
  writeFileSync(entry, `import { ${camelCase(name)}Plugin } from './${name}.plugin.ts';\n\nexport const plugins = [${camelCase(name)}Plugin];\n`);
  const manifest = join(folder, 'package.json');
  writeFileSync(manifest, `${JSON.stringify({ name: `eid-plugin-${name}`, version: '0.1.0', private: true, type: 'module', eidAanHuis: { api, entry: './entry.ts', plugins: [name] } }, undefined, 2)}\n`);
  return [...files, entry, manifest];
}

function outward(text: string): string {
  return text.replaceAll("'#services/kernel/registry.ts'", "'eid-aan-huis/registry'").replaceAll(/'#services\/kernel\/[a-z-]+\.ts'/g, "'eid-aan-huis/sdk'").replaceAll("from 'zod'", "from 'eid-aan-huis/sdk'");
}
