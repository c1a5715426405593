import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { askLocal, localPath, type LocalRequest } from '#tools/device-agent/local/local-socket.ts';
import { environmentWith } from './environment-with.ts';

const root = join(import.meta.dirname, '../..');

/** An official's laptop: the device agent in a process of its own, as it is started from the command line, with a citizen who types. */
export interface Laptop {
  readonly home: string;
  /** All that the agent has written, of all its lives. */
  output(): string;
  /** Enrols at the address of a house. @throws what the agent says */
  enrol(at: string, code: string): Promise<void>;
  /** Starts it again where it was killed; it runs when this resolves. */
  run(): Promise<void>;
  /** With which code it ended, by itself. */
  ended(): Promise<number | null>;
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** What is typed when a PIN or a code is asked, one after another; `cancel` closes the window. When there is nothing left nobody types. */
  types(...digits: readonly string[]): void;
  ask(request: LocalRequest): Promise<unknown>;
  /** Until the agent itself says so on its own line. */
  until(line: 'open' | 'waiting' | 'ended'): Promise<void>;
  remove(): Promise<void>;
}

export interface LaptopWish {
  /** Socket of PC/SC, and the beginning of the reader's name. */
  readonly pcsc?: { readonly socket: string; readonly reader: string };
  readonly sbi?: { readonly port: number; readonly provider: string };
}

const standing = z.object({ standing: z.object({ line: z.string() }) });
const patienceMs = 60_000;

export function startLaptop({ pcsc, sbi }: LaptopWish): Laptop {
  const folder = mkdtempSync(join(tmpdir(), 'eid-laptop-'));
  const [home, keys, authority, pinentry] = ['home', 'keys', 'maker.pem', 'pinentry'].map((name) => join(folder, name)) as [string, string, string, string];
  writeFileSync(keys, '');
  if (sbi) writeFileSync(authority, sbi.provider);
  writeFileSync(pinentry, pinentryProgram(keys), { mode: 0o700 });
  const words = ['run', '--pinentry', pinentry, ...(pcsc ? ['--reader', pcsc.reader] : []), ...(sbi ? ['--sbi-authority', authority, '--sbi-port', String(sbi.port), '--sbi-environment', 'Developer'] : [])];
  let said = '';
  let child: ChildProcess | undefined;
  let end: Promise<number | null> = Promise.resolve(null);
  const start = (...given: readonly string[]) => {
    const started = spawn(process.execPath, [join(root, 'tools/device-agent/device-agent.ts'), ...given, '--home', home], {
      cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: environmentWith(pcsc ? { PCSCLITE_CSOCK_NAME: pcsc.socket } : {}),
    });
    for (const stream of [started.stdout, started.stderr]) stream.on('data', (part) => { said += String(part); });
    return { started, ended: new Promise<number | null>((resolve) => { started.on('close', (code) => { resolve(code); }); }) };
  };
  const ask = (request: LocalRequest) => askLocal(localPath(home, process.platform), request);
  const kill = async (signal: NodeJS.Signals = 'SIGKILL') => {
    child?.kill(signal);
    await end;
    child = undefined;
  };
  const until = async (holds: () => Promise<boolean>) => {
    const limit = performance.now() + patienceMs;
    while (!await holds().catch(() => false)) {
      if (performance.now() > limit) throw new Error(`the agent did not come so far:\n${said}`);
      await pause(25);
    }
  };
  return {
    home, output: () => said, ask, kill, ended: () => end,
    enrol: async (at, code) => {
      const { ended } = start('enrol', '--at', at, '--municipality', '44021', '--code', code);
      if (await ended !== 0) throw new Error(said);
    },
    run: async () => {
      ({ started: child, ended: end } = start(...words));
      await until(async () => { await ask({ do: 'status' }); return true; });
    },
    types: (...digits) => { writeFileSync(keys, digits.map((one) => `${one}\n`).join('')); },
    until: (line) => until(async () => standing.parse(await ask({ do: 'status' })).standing.line === line),
    remove: async () => {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What is still to be typed. */
export const leftToType = (laptop: Laptop): string => readFileSync(join(laptop.home, '../keys'), 'utf8');

/** A pinentry at which the citizen types the next line of a file. */
const pinentryProgram = (keys: string): string => `#!${process.execPath}
  const { readFileSync, writeFileSync } = require('node:fs');
  const type = () => {
    const [next, ...rest] = readFileSync(${JSON.stringify(keys)}, 'utf8').split('\\n');
    if (next === '') return;
    writeFileSync(${JSON.stringify(keys)}, rest.join('\\n'));
    process.stdout.write(next === 'cancel' ? 'ERR 83886179 cancelled\\n' : 'D ' + next + '\\nOK\\n');
  };
  process.stdout.write('OK hello\\n');
  require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => { if (line === 'GETPIN') type(); else process.stdout.write('OK\\n'); });
`;
