import { parseArgs } from 'node:util';
import { checkNodeVersion } from './check-node-version.ts';

const help = `npm start [-- --no-demo] [--in-process] [--no-agents] [--no-pcsc]

Starts the middleware: the gateway, the plugins and, where a municipality has chosen them, the sandboxes of the outside systems, each served over
the wire of the real one where that is built. On a first run it makes the data folder, its keys and a fictitious demo population, and runs the
expiry check. Ctrl-C stops it.

Options
  --no-demo      no demo population and no expiry check at the start
  --in-process   every sandbox inside this process, without a wire
  --no-agents    the officials' devices as a sandbox inside this process, not behind simulated agents: its levers know faults and more
  --no-pcsc      the cards of these agents in this process, also where Debian's pcscd and vpcd are installed and may be started for them
  --help         this text

Environment: HOST, PORT, TRUSTED_PROXIES, OUTSIDE_URL, DATA_DIR, DATABASE_URL, NATS_URL, ROLES, REACHES, METRICS_PORT, OTEL_EXPORTER_OTLP_ENDPOINT, LOG_LEVEL (see README).`;

const tooOld = checkNodeVersion(process.version);
if (tooOld !== undefined) {
  console.error(tooOld);
  process.exit(1);
}
const asked = readArguments();
if (typeof asked === 'string') {
  console.error(`${asked}\n\n${help}`);
  process.exitCode = 2;
} else if (asked.help) {
  console.log(help);
} else {
  // Imported only now: on an older Node the import itself would fail, with a message that helps nobody.
  const { serve } = await import('./serve.ts');
  await serve({ demo: asked['no-demo'] !== true, wires: asked['in-process'] !== true, agents: asked['no-agents'] !== true, pcsc: asked['no-pcsc'] !== true });
}

function readArguments() {
  const flag = { type: 'boolean' } as const;
  try {
    return parseArgs({ options: { help: flag, 'no-demo': flag, 'in-process': flag, 'no-agents': flag, 'no-pcsc': flag } }).values;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
