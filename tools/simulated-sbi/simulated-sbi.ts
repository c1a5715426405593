import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { realAfter } from '#tools/device-agent/sbi/after.ts';
import { deviceFingers } from './device-fingers.ts';
import { fingerprintOf, keysOf } from './device-keys.ts';
import { openSimulatedSbi } from './open-simulated-sbi.ts';
import { faults } from './sbi-faults.ts';
import { deviceStatuses } from './simulated-device.ts';
import { readFingers, readNext } from './read-options.ts';

const help = `npm run simulated-sbi [-- --port 4501]

A simulated fingerprint device on this machine: MOSIP SBI 0.9.5, as the device agent and 'npm run device:check -- --sbi <port>' speak it. Prints are
synthetic: nobody's. Ctrl-C stops it.

Options
  --port <number>             from 4501 to 4600 an agent finds it (default 4501); 0: any free one
  --keys <folder>             where its key is kept, and the maker's certificate that an agent has to believe (default data/simulated-sbi)
  --kind <Single|Slap>        takes one finger at a time, or a hand (default Single)
  --serial <text>             its serial number (default 000000000001)
  --environment <name>        Production, Pre-Production, Staging or Developer (default Developer)
  --finger <name>=<quality>   at which quality (0 to 100) a finger is put; 'missing': it is never put. May be given several times
  --after <milliseconds>      how long a citizen takes to put a finger (default 600)
  --status <name>             ${deviceStatuses.join(', ')} (default Ready)
  --next <VERB>=<fault>       what goes wrong with the next answer to MOSIPDISC, MOSIPDINFO or RCAPTURE. May be given several times, each counts once
  --seed <number>             other prints (default 1)
  --help                      this text

Fingers: ${deviceFingers.map(({ finger }) => finger).join(', ')}.
Faults:  ${faults.join(', ')}, code:<number>.`;

const { values } = parseArgs({ options: {
  port: { type: 'string', default: '4501' }, keys: { type: 'string', default: 'data/simulated-sbi' }, kind: { type: 'string', default: 'Single' }, serial: { type: 'string', default: '000000000001' },
  environment: { type: 'string', default: 'Developer' }, finger: { type: 'string', multiple: true, default: [] }, after: { type: 'string', default: '600' }, status: { type: 'string', default: 'Ready' },
  next: { type: 'string', multiple: true, default: [] }, seed: { type: 'string', default: '1' }, help: { type: 'boolean' },
} });
if (values.help === true) console.log(help);
else process.exitCode = await main();

async function main(): Promise<number> {
  const status = deviceStatuses.find((known) => known === values.status);
  const kind = (['Single', 'Slap'] as const).find((known) => known === values.kind);
  const fingers = readFingers(values.finger);
  const next = readNext(values.next);
  const [port, fingerAfterMs, seed] = [values.port, values.after, values.seed].map((text) => (/^\d{1,6}$/.test(text) ? Number(text) : Number.NaN));
  const wrong = [
    Number.isNaN(port) || (port ?? 0) > 65_535 ? '--port' : '', Number.isNaN(fingerAfterMs) ? '--after' : '', Number.isNaN(seed) ? '--seed' : '',
    status ? '' : '--status', kind ? '' : '--kind', fingers ? '' : '--finger', next ? '' : '--next',
  ].filter((option) => option !== '');
  if (!status || !kind || !fingers || !next || wrong.length > 0) {
    console.error(`${wrong.join(', ')}: not as it should be\n\n${help}`);
    return 2;
  }
  const folder = resolve(values.keys);
  const keys = await keysOf(folder, { maker: 'Simulated Devices', now: Date.now() });
  const device = await openSimulatedSbi({ keys, now: Date.now, after: realAfter, port: port ?? 0, seed: seed ?? 1, fingerAfterMs: fingerAfterMs ?? 0, kind, serial: values.serial, environment: values.environment }).catch((error: Error) => error);
  if (device instanceof Error) {
    console.error(`Port ${port} cannot be listened on: ${device.message}`);
    return 1;
  }
  device.become(status);
  for (const [finger, quality] of fingers) device.put(finger, quality);
  for (const [verb, fault] of next) device.next(verb, fault);
  console.log(`A simulated fingerprint device listens on port ${device.port}.\nThe maker to believe: ${folder}/provider.pem, SHA-256 ${fingerprintOf(device.provider)}\n\nCtrl-C stops it.`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => { void device.close().then(() => process.exit(0)); });
  return 0;
}
