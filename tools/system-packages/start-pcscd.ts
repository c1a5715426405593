import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demand, iproute, pcscd, vpcd } from './packages.ts';
import { startProcess } from './server-process.ts';

/** A place for one card. */
export interface ReaderSlot {
  /** As PC/SC calls it. */
  readonly name: string;
  /** Socket on which it waits for a card: who connects is the card. */
  readonly path: string;
}

export interface PcscdWish {
  /** With which the names of its readers begin. */
  readonly name?: string;
  /** Of two slots each. */
  readonly readers?: number;
}

/** A PC/SC of its own. */
export interface RunningPcscd {
  /** For `PCSCLITE_CSOCK_NAME` of programs that should use it, before they open PC/SC. */
  readonly socket: string;
  readonly slots: readonly [ReaderSlot, ReaderSlot, ...ReaderSlot[]];
  /** Resolves when the service that runs now is gone, however it went. */
  ended(): Promise<void>;
  /** pcscd ends as if it had crashed; its readers are gone. */
  kill(): Promise<void>;
  /** After its end: the same readers, at the same places. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const answerWithinMs = 300_000;
/** In a network that nobody else sees, so that it is always free. */
export const vpcdPort = 36_713;
const listening = '0A';
const slotsOfReader = 2;

/**
 * vpcd listens on all addresses of its network: so it gets a network in which there is nothing but itself (and a mount namespace, since pcscd knows one folder only
 * to keep its socket in). Cards come in over Unix sockets. Who is not root is root in a user namespace only, where the system allows that. All of it is gone when
 * this process is, however that ends; a Ctrl-C at the terminal is for this process alone.
 */
export async function startPcscd({ name = 'Virtual reader', readers = 1 }: PcscdWish = {}): Promise<RunningPcscd> {
  const [program, driver, ip] = [demand(pcscd), demand(vpcd), demand(iproute)];
  const folder = mkdtempSync(join(tmpdir(), 'eid-pcscd-'));
  const [run, conf, forwarder] = [join(folder, 'run'), join(folder, 'conf'), join(import.meta.dirname, 'forward-sockets.ts')];
  for (const one of [run, conf]) mkdirSync(one);
  const places = Array.from({ length: readers }, (_, reader) => ({ name: reader === 0 ? name : `${name} ${reader + 1}`, port: vpcdPort + slotsOfReader * reader, driver: join(folder, `driver-${reader}.so`) }));
  // A driver that is loaded once knows one reader only, whatever else it is told: each reader has its own copy.
  for (const each of places) copyFileSync(driver, each.driver);
  writeFileSync(join(conf, 'reader'), places.map((each) => `FRIENDLYNAME "${each.name}"\nDEVICENAME /dev/null:${each.port}\nLIBPATH ${each.driver}\nCHANNELID ${each.port}\n`).join('\n'));
  const made = places.flatMap((each) => Array.from({ length: slotsOfReader }, (_, slot) => ({ name: `${each.name} 00 0${slot}`, path: join(folder, `slot-${each.port + slot}`), port: each.port + slot })));
  const [first, second, ...others] = made;
  if (!first || !second) throw new Error('a PC/SC without a reader is none');
  const socket = join(run, 'pcscd.comm');

  const isRoot = process.getuid?.() === 0;
  const prepare = `mount -t tmpfs tmpfs /run && mkdir /run/pcscd && mount --bind "$1" /run/pcscd && "$2" link set lo up && shift 2 && exec "$@"`;
  const forwards = made.map(({ path, port }) => `${path}=${port}`);
  const place = startProcess('unshare', [...isRoot ? [] : ['--user', '--map-root-user'], '--net', '--mount', 'sh', '-c', prepare, 'sh', run, ip, process.execPath, forwarder, folder, ...forwards], { detached: true, leash: true });
  const inside = (...command: readonly string[]) =>
    startProcess('nsenter', ['--target', String(place.pid), ...isRoot ? [] : ['--user', '--preserve-credentials'], '--net', '--mount', 'setpriv', '--pdeathsig', 'KILL', ...command], { detached: true });
  let service: ReturnType<typeof inside> | undefined;

  const begin = async () => {
    // What a killed one left behind would be taken for one that runs.
    for (const left of ['pcscd.comm', 'pcscd.pid']) rmSync(join(run, left), { force: true });
    service = inside(program, '--foreground', '--config', conf);
    await service.answers(async () => {
      if (!existsSync(socket) || !made.every(({ port }) => listensOn(place.pid, port))) throw new Error('no readers yet');
    }, answerWithinMs);
  };
  const stop = async () => {
    await service?.end('SIGTERM');
    await place.end('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await place.answers(async () => {
      if (!made.every(({ path }) => existsSync(path))) throw new Error('no way in yet');
    }, answerWithinMs);
    await begin();
  } catch (error) {
    await stop();
    throw error;
  }
  return { socket, slots: [first, second, ...others], kill: async () => service?.end('SIGKILL'), ended: async () => service?.ended, restart: begin, stop };
}

/** Looked up, not tried: who connects is taken for a card. */
function listensOn(pid: number | undefined, wanted: number): boolean {
  const address = `:${wanted.toString(16).toUpperCase().padStart(4, '0')} `;
  return ['tcp', 'tcp6'].some((kind) => readFileSync(`/proc/${pid}/net/${kind}`, 'utf8').split('\n').some((line) => line.includes(address) && line.split(/\s+/)[4] === listening));
}
