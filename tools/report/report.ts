import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { catalogue } from '#config/catalogue.ts';
import { municipalities } from '#config/municipalities.ts';
import { openHouse } from '#services/host/open-house.ts';
import { differencesIn, writeReports } from './compare-reports.ts';
import { reportFiles } from './report-files.ts';

const help = `npm run report [-- --check]

Writes to reports/ what is generated from the contracts: OpenAPI 3.1, AsyncAPI 3, the WSDL of each municipality, and JSON Schema of all configuration. Says which files changed.

Options
  --check   writes nothing; names what is stale, and ends with 1 when anything is
  --help    this text`;

const { values } = parseArgs({ options: { check: { type: 'boolean' }, help: { type: 'boolean' } } });
if (values.help === true) console.log(help);
else await report(values.check === true);

async function report(check: boolean): Promise<void> {
  const folder = join(import.meta.dirname, '../../reports');
  const files = await filesOfHouse();
  const differences = check ? differencesIn(folder, files) : writeReports(folder, files);
  for (const { path, what } of differences) console.log(check ? `reports/${path}: ${what}` : `reports/${path}: ${what === 'no longer made' ? 'removed' : 'written'}`);
  const [right, wrong] = [files.size - differences.filter(({ what }) => what !== 'no longer made').length, differences.length];
  console.log(check ? `${right} of ${files.size} reports are as the contracts say${wrong > 0 ? '; npm run report writes the others' : ''}` : `${files.size} reports, ${right} of them unchanged`);
  if (check && wrong > 0) process.exitCode = 1;
}

/** From a house of no municipality, in a folder of its own: it has the very plugins that are served. */
async function filesOfHouse(): Promise<ReadonlyMap<string, string>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'eid-report-'));
  const say = (_fields: unknown, message: string) => { console.error(message); };
  const house = await openHouse({
    offer: catalogue, municipalities: [], dataDir, works: { outbox: false, jobs: false }, broker: { namespace: 'report', logger: false, skipProcessEventRegistration: true },
    log: { info: () => undefined, warn: say, error: say },
  });
  const files = reportFiles(house.plugins, catalogue.connectors, municipalities);
  await house.stop();
  rmSync(dataDir, { recursive: true });
  return files;
}
