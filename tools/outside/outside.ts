import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { catalogue } from '#config/catalogue.ts';
import { readSettings } from '#config/environment.ts';
import { municipalities } from '#config/municipalities.ts';
import { openOutside } from './open-outside.ts';

const help = `npm run outside [-- --port 3100]

Serves the sandboxes of the outside systems (BiZa and the rest), each over the wire of the real one, on this machine only. Start the middleware
with OUTSIDE_URL set to the address that it prints, on the same DATA_DIR. Ctrl-C stops it.

Options
  --port <number>      0: any free one (default 3100)
  --middleware <url>   where what these systems tell of their own accord goes; may be given several times, one address for each process
                       (default PUBLIC_URL, else http://HOST:PORT)
  --help               this text

Environment: DATA_DIR, PUBLIC_URL, HOST, PORT (see README).`;

const { values } = parseArgs({ options: { port: { type: 'string', default: '3100' }, middleware: { type: 'string', multiple: true }, help: { type: 'boolean' } } });
if (values.help === true) console.log(help);
else await serve(Number(values.port), values.middleware);

async function serve(port: number, middleware: readonly string[] | undefined): Promise<void> {
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    console.error(`--port: a number from 0 to 65535\n\n${help}`);
    process.exitCode = 2;
    return;
  }
  const { dataDir, publicUrl } = readSettings();
  const houses = (middleware ?? [publicUrl]).map((url) => url.replace(/\/$/, ''));
  const wrong = houses.find((url) => !URL.canParse(url));
  if (wrong !== undefined) {
    console.error(`--middleware: ${wrong} is no address\n\n${help}`);
    process.exitCode = 2;
    return;
  }
  const outside = await openOutside({ offer: catalogue, municipalities, folder: join(dataDir, 'sandboxes'), port, houses: () => houses });
  console.log(`The outside is served at ${outside.url}\n\n${outside.served.map((place) => `  ${outside.url}/${place}/   levers  ${outside.url}/${place}/levers`).join('\n')}\n\nCtrl-C stops it.`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => { void outside.close().then(() => process.exit(0)); });
}
