import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

/** A PC/SC of its own, with one reader of two slots. */
export interface RunningPcscd {
  /** For `PCSCLITE_CSOCK_NAME` of programs that should use it, before they open PC/SC. */
  readonly socket: string;
  readonly slots: readonly [ReaderSlot, ReaderSlot];
  /** pcscd ends as if it had crashed; its readers are gone. */
  kill(): Promise<void>;
  /** After `kill`: the same readers, at the same places. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const answerWithinMs = 300_000;
/** In a network that nobody else sees, so that it is always free. */
export const vpcdPort = 36_713;
const listening = '0A';

/**
 * vpcd listens on all addresses of its network: so it gets a network in which there is nothing but itself (and a mount namespace, since pcscd knows one folder only
 * to keep its socket in). Cards come in over Unix sockets.
 */
export async function startPcscd(name = 'Virtual reader'): Promise<RunningPcscd> {
  const [program, driver, ip] = [demand(pcscd), demand(vpcd), demand(iproute)];
  const folder = mkdtempSync(join(tmpdir(), 'eid-pcscd-'));
  const [run, conf, forwarder] = [join(folder, 'run'), join(folder, 'conf'), join(import.meta.dirname, 'forward-sockets.ts')];
  for (const one of [run, conf]) mkdirSync(one);
  writeFileSync(join(conf, 'reader'), `FRIENDLYNAME "${name}"\nDEVICENAME /dev/null:${vpcdPort}\nLIBPATH ${driver}\nCHANNELID ${vpcdPort}\n`);
  const slotAt = (index: number): ReaderSlot => ({ name: `${name} 00 0${index}`, path: join(folder, `slot-${index}`) });
  const slots = [slotAt(0), slotAt(1)] as const;
  const socket = join(run, 'pcscd.comm');

  const prepare = `mount -t tmpfs tmpfs /run && mkdir /run/pcscd && mount --bind "$1" /run/pcscd && "$2" link set lo up && shift 2 && exec "$@"`;
  const forwards = slots.map(({ path }, index) => `${path}=${vpcdPort + index}`);
  const place = startProcess('unshare', ['--net', '--mount', 'sh', '-c', prepare, 'sh', run, ip, process.execPath, forwarder, ...forwards]);
  const inside = (...command: readonly string[]) => startProcess('nsenter', ['--target', String(place.pid), '--net', '--mount', ...command]);
  let service: ReturnType<typeof inside> | undefined;

  const begin = async () => {
    // What a killed one left behind would be taken for one that runs.
    for (const left of ['pcscd.comm', 'pcscd.pid']) rmSync(join(run, left), { force: true });
    service = inside(program, '--foreground', '--config', conf);
    await service.answers(async () => {
      if (!existsSync(socket) || !slots.every((_, index) => listensOn(place.pid, vpcdPort + index))) throw new Error('no readers yet');
    }, answerWithinMs);
  };
  const stop = async () => {
    await service?.end('SIGTERM');
    await place.end('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await place.answers(async () => {
      if (!slots.every(({ path }) => existsSync(path))) throw new Error('no way in yet');
    }, answerWithinMs);
    await begin();
  } catch (error) {
    await stop();
    throw error;
  }
  return { socket, slots, kill: async () => service?.end('SIGKILL'), restart: begin, stop };
}

/** Looked up, not tried: who connects is taken for a card. */
function listensOn(pid: number | undefined, wanted: number): boolean {
  const address = `:${wanted.toString(16).toUpperCase().padStart(4, '0')} `;
  return ['tcp', 'tcp6'].some((kind) => readFileSync(`/proc/${pid}/net/${kind}`, 'utf8').split('\n').some((line) => line.includes(address) && line.split(/\s+/)[4] === listening));
}
