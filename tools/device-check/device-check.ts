import { X509Certificate, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { finger } from '#connectors/biza/biza.port.ts';
import { realAfter } from '#tools/device-agent/sbi/after.ts';
import { askAtTerminal } from './ask-at-terminal.ts';
import { checkSbi } from './check-sbi.ts';
import { readDeviceOptions, type DeviceOptions } from './device-options.ts';
import { openReaderCheck } from './open-reader-check.ts';
import { allWell, reportTable, type CheckRow } from './report-table.ts';

const help = `npm run device:check -- --reader <name> | --sbi <port>

Holds a device against what the device agent needs of it, and prints a table. Ends with 0 when all is as it should be, 1 when something is not,
2 when it was asked wrongly. Keeps nothing of a card or of a finger.

A card reader with a Belgian eID in it:
  --reader <name>        as PC/SC calls it, or how that begins; 'any': the first one that is there
  --roots <file>         certificates (PEM) under which cards are believed; may be given several times. Without any, signatures are not judged

A fingerprint device that speaks MOSIP SBI 0.9.5 on this machine:
  --sbi <port>           from 4501 to 4600
  --provider <file>      certificates (PEM) of the maker's authority; may be given several times
  --environment <name>   Production, Pre-Production, Staging or Developer (default Developer)
  --fingers <names>      with commas between them (default all: ${finger.options.join(',')})
  --seconds <number>     how long a finger is waited for (default 20)

  --help                 this text`;

const readerWithinMs = 15_000;

const options = optionsFrom(process.argv.slice(2));
if (options === 'help') console.log(help);
else process.exitCode = typeof options === 'string' ? askedWrongly(options) : await check(options);

function optionsFrom(args: string[]): DeviceOptions | string {
  try {
    const { values } = parseArgs({ args, options: {
      reader: { type: 'string' }, roots: { type: 'string', multiple: true, default: [] }, sbi: { type: 'string' }, provider: { type: 'string', multiple: true, default: [] },
      environment: { type: 'string', default: 'Developer' }, fingers: { type: 'string', default: finger.options.join(',') }, seconds: { type: 'string', default: '20' }, help: { type: 'boolean', default: false },
    } });
    return values.help ? 'help' : readDeviceOptions(values);
  } catch (error) {
    return error instanceof Error ? error.message : 'not as it should be';
  }
}

async function check(options: DeviceOptions): Promise<number> {
  let certificates: readonly string[];
  try {
    certificates = await Promise.all(options.certificates.map(pemIn));
  } catch (error) {
    return askedWrongly(error instanceof Error ? error.message : 'a file cannot be read');
  }
  const rows = await (options.kind === 'reader' ? lookAtReader(options, certificates) : lookAtSbi(options, certificates));
  console.log(reportTable(rows));
  return allWell(rows) ? 0 : 1;
}

async function lookAtReader({ name }: DeviceOptions & { kind: 'reader' }, anchors: readonly string[]): Promise<readonly CheckRow[]> {
  const over = new AbortController();
  const patience = pause(readerWithinMs, undefined, { signal: over.signal }).catch(() => {});
  try {
    return await openReaderCheck({ ...name !== undefined && { name }, anchors, questions: askAtTerminal(process.stdin, process.stderr), patience });
  } finally {
    over.abort();
  }
}

function lookAtSbi({ port, environment, fingers, fingerWithinMs }: DeviceOptions & { kind: 'sbi' }, providers: readonly string[]): Promise<readonly CheckRow[]> {
  return checkSbi({
    port, environment, fingers, fingerWithinMs, providers, certificates: providers.map((pem) => new X509Certificate(pem)),
    now: Date.now, after: realAfter, newTransaction: randomUUID, say: (what) => console.error(what),
  });
}

/** @throws Error that names the file */
async function pemIn(file: string): Promise<string> {
  const text = await readFile(file, 'utf8');
  if (!text.includes('BEGIN CERTIFICATE')) throw new Error(`${file} holds no certificate`);
  return text;
}

function askedWrongly(why: string): number {
  console.error(`${why}\n\n${help}`);
  return 2;
}
