import { parseArgs } from 'node:util';
import { catalogue } from '#config/catalogue.ts';
import { readSettings } from '#config/environment.ts';
import { municipalitiesFor } from '#config/municipalities-for.ts';
import { readSecret } from '#config/read-secret.ts';
import { checkConnector } from './check-connector.ts';

const help = `npm run connector:check -- <municipality> <connector>

Looks whether a connector would work: configuration, reachability, credentials and how long certificates still hold. Changes nothing outside.
It looks at what the configuration says, before anything of the middleware runs; \`npm run eid -- connector check\` looks at what is in force, changes of administrators and
connectors from outside included. Ends with 0 when all is right, 1 when something is wrong, 2 when it was asked wrongly.

  <municipality>  its NIS code, for instance 44021
  <connector>     ${catalogue.connectors.map(({ port }) => port.id).join(', ')}

Environment: OUTSIDE_URL (served sandboxes), DATA_DIR, PUBLIC_URL (where the outside reaches this house), and the variables that the configuration names as env:NAME.`;

const { positionals: [nis, port, ...more], values } = parseArgs({ allowPositionals: true, options: { help: { type: 'boolean' } } });
if (values.help === true) console.log(help);
else process.exitCode = await main();

async function main(): Promise<number> {
  const settings = readSettings();
  const municipalities = municipalitiesFor(settings);
  const definition = municipalities.find((candidate) => candidate.nis.some(({ code }) => code === nis));
  if (!definition || port === undefined || more.length > 0) {
    console.error(`${nis === undefined || port === undefined || more.length > 0 ? 'a municipality and a connector are asked' : `municipality '${nis}' is not configured here`}\n\n${help}`);
    return 2;
  }
  const { ok, lines } = await checkConnector(definition, port, { offer: catalogue, secret: readSecret, realNow: Date.now, fetch: globalThis.fetch, publicUrl: settings.publicUrl });
  console.log(lines.join('\n'));
  return ok ? 0 : 1;
}
