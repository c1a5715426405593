import { statSync } from 'node:fs';
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
  --help   this text

Reasons      lives-elsewhere, deceased, written-off (Statussen), no-main-residence, municipality-unknown (no NIS code), address-incomplete,
             number-replaced (by a number that has no answer here), exception-<code>, no-person, no-number, number-invalid, no-recognition,
             no-xml, doctype-refused, empty, too-large, no-file, unreadable
Exit code    0 done, whatever was skipped; 1 the import failed; 2 the command or the folder is wrong
Environment  DATA_DIR as for npm start`;

class UsageError extends Error {
  override readonly name = 'UsageError';
}

function readArguments() {
  try {
    return parseArgs({ allowPositionals: true, options: { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

async function main(): Promise<number> {
  const { values, positionals } = readArguments();
  if (values.help) {
    console.log(help);
    return 0;
  }
  const [folder, ...more] = positionals;
  if (folder === undefined || more.length > 0) throw new UsageError(`one folder is expected\n\n${help}`);
  for (const needed of [folder, join(folder, 'GeefPersoon')]) {
    if (!statSync(needed, { throwIfNoEntry: false })?.isDirectory()) throw new UsageError(`there is no folder ${needed}`);
  }
  const sandboxes = openSandboxes(readSettings().dataDir);
  try {
    const report = await importFolder({ folder, day: dayOf(Date.now()), municipalityOf: sandboxes.of, ...(!values.json && process.stderr.isTTY && { progress }) });
    if (values.json) console.log(JSON.stringify(report));
    else printTable(report);
    return 0;
  } finally {
    await sandboxes.close();
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
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
