import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readSettings } from '#config/environment.ts';
import { dayOf } from '#services/belgium/brussels-time.ts';
import { importFolder, type ImportReport } from './import-folder.ts';
import { openSandboxes } from './open-sandboxes.ts';

const help = `npm run import-persons -- <folder> [--json]

Reads real registry answers (MAGDA), one XML per person, from the sub-folders GeefPersoon and GeefDossierHandicap of the folder into the sandbox eID
tool, CRM, disability register and BiZa of DATA_DIR. A middleware that runs on the same DATA_DIR sees them at once.

Imported are living persons whose main residence is in a configured municipality. Cards without a usable number get one; a card's expiry day is derived
from the national number and the day of the first import, so that a fifth expires within the municipality's window. Whoever is known already stays as he or
she is: a second import changes nothing.

Options
  --json   one JSON document on standard output and nothing else:
           { "imported": <how many>, "followed": <how many of them by a new number>, "skipped": [{ "file", "reason" }], "eligible": [INSZ with a recognition today] }
  --help   this text`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean' }, help: { type: 'boolean' } } });
  if (values.help) {
    console.log(help);
    return 0;
  }
  const [folder, ...more] = positionals;
  if (folder === undefined || more.length > 0) {
    console.error(`one folder is expected\n\n${help}`);
    return 2;
  }
  if (!existsSync(join(folder, 'GeefPersoon'))) {
    console.error(`${folder} has no sub-folder GeefPersoon`);
    return 2;
  }
  const sandboxes = openSandboxes(readSettings().dataDir);
  try {
    const report = await importFolder({ folder, day: dayOf(Date.now()), municipalityOf: sandboxes.of, ...(!values.json && process.stderr.isTTY && { progress }) });
    if (values.json) console.log(JSON.stringify(report));
    else printTable(report);
    return 0;
  } finally {
    sandboxes.close();
  }
}

function progress(done: number, of: number): void {
  process.stderr.write(`\r${done} of ${of}${done === of ? '\n' : ''}`);
}

function printTable({ imported, followed, skipped, eligible }: ImportReport): void {
  const row = (what: string, count: number) => console.log(`${what.padEnd(44)} ${String(count).padStart(6)}`);
  for (const { file, reason } of skipped) console.log(`${file.padEnd(44)} ${reason}`);
  row('imported', imported);
  row('  of whom followed to a new number', followed);
  row('  of whom with a recognition today', eligible.length);
  row('skipped', skipped.length);
  for (const [reason, files] of Object.entries(Object.groupBy(skipped, ({ reason: why }) => why)).toSorted(([a], [b]) => a.localeCompare(b))) row(`  ${reason}`, files?.length ?? 0);
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
