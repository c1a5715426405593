import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { deviceRight } from '#connectors/devices/devices.port.ts';
import { namedKey } from '#services/agents/frame-keys.ts';

/** What an agent knows of the house it belongs to, and by what it is known there. */
export const enrolment = z.strictObject({
  version: z.literal(1), at: z.url(), nis: z.string(), kid: z.string(), device: z.string(), title: z.string(), rights: z.array(deviceRight),
  /** By which the house signs, the newest first. */
  keys: z.array(namedKey).min(1),
  /** Certificate (PEM) of BiZa, or of the authority that issues BiZa's: what is sealed for another key is not sealed at all. */
  biza: z.string().nullable(),
  /** Authorities (PEM) for the house's TLS certificate; those of Node where it is null. */
  ca: z.string().nullable(),
});
export type Enrolment = z.output<typeof enrolment>;

export interface AgentHome {
  readonly folder: string;
  /** Undefined: not enrolled. */
  enrolment(): Enrolment | undefined;
  write(enrolment: Enrolment): void;
  privateKey(): KeyObject;
  /** A new one, kept before anybody hears of its public half. */
  makeKey(): KeyObject;
  /** Key, enrolment and queue are gone. */
  remove(): void;
}

const [keyName, enrolmentName] = ['agent-key.pem', 'agent.json'];

/** The agent's own folder: nobody but its owner looks into it. */
export function agentHome(folder: string): AgentHome {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = (name: string) => join(folder, name);
  return {
    folder,
    enrolment: () => {
      const text = readIfThere(path(enrolmentName));
      return text === undefined ? undefined : enrolment.parse(JSON.parse(text));
    },
    write: (value) => { writeWhole(path(enrolmentName), JSON.stringify(enrolment.parse(value), null, 2)); },
    privateKey: () => createPrivateKey(readFileSync(path(keyName))),
    makeKey: () => {
      const { privateKey } = generateKeyPairSync('ed25519');
      writeWhole(path(keyName), privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
      return privateKey;
    },
    remove: () => {
      for (const name of [enrolmentName, keyName, 'queue.sqlite', 'queue.sqlite-wal', 'queue.sqlite-shm', 'agent.sock']) rmSync(path(name), { force: true });
    },
  };
}

/** Whole or not at all, whatever dies in between. */
function writeWhole(path: string, text: string): void {
  const draft = `${path}.new`;
  rmSync(draft, { force: true });
  const file = openSync(draft, 'wx', 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(draft, path);
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (z.object({ code: z.literal('ENOENT') }).safeParse(error).success) return undefined;
    throw error;
  }
}
