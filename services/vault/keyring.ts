import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** `data`: sealed columns; `blind-index`: look-ups by a personal value; `sealed`: the vault of biometrics, which has its own. */
export type KeyPurpose = 'data' | 'blind-index' | 'sealed';

export interface Keyring {
  current(municipality: string, purpose: KeyPurpose): { readonly version: number; readonly key: Uint8Array };
  ofVersion(municipality: string, purpose: KeyPurpose, version: number): Uint8Array;
  /** HMAC-SHA-256 of a personal value under the newest key: `v1:…`. Equal values give equal indexes within a municipality and purpose only. */
  blindIndex(municipality: string, purpose: string, value: string): string;
  /** Under every key version, the newest first: for reading while keys rotate. */
  blindIndexes(municipality: string, purpose: string, value: string): readonly string[];
  /** Adds a key version; older ones stay readable. */
  rotate(): void;
}

const fileSchema = z.object({ versions: z.array(z.object({ version: z.int().min(1), key: z.base64() })).min(1) });
type KeyFile = z.output<typeof fileSchema>;

/** The keys of this installation, in `<folder>/master.json`, readable by its owner only. Everything else is derived (HKDF-SHA-256, RFC 5869). */
export function openKeyring(folder: string): Keyring {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, 'master.json');
  let file = read(path) ?? make(path);
  const derived = new Map<string, Uint8Array>();

  const newest = () => Math.max(...file.versions.map(({ version }) => version));
  const ofVersion = (municipality: string, purpose: KeyPurpose, version: number): Uint8Array => {
    const info = JSON.stringify([purpose, municipality, version]);
    const known = derived.get(info);
    if (known) return known;
    const master = file.versions.find((candidate) => candidate.version === version);
    if (!master) throw new Error(`there is no key of version ${version}`);
    const key = new Uint8Array(hkdfSync('sha256', Buffer.from(master.key, 'base64'), 'eid-aan-huis', info, 32));
    derived.set(info, key);
    return key;
  };
  const indexOf = (municipality: string, purpose: string, value: string, version: number): string => {
    const hmac = createHmac('sha256', ofVersion(municipality, 'blind-index', version));
    return `v${version}:${hmac.update(JSON.stringify([purpose, value])).digest('base64url')}`;
  };

  return {
    current: (municipality, purpose) => ({ version: newest(), key: ofVersion(municipality, purpose, newest()) }),
    ofVersion,
    blindIndex: (municipality, purpose, value) => indexOf(municipality, purpose, value, newest()),
    blindIndexes: (municipality, purpose, value) => file.versions.map(({ version }) => version).toSorted((a, b) => b - a).map((version) => indexOf(municipality, purpose, value, version)),
    rotate: () => {
      file = { versions: [...file.versions, { version: newest() + 1, key: randomBytes(32).toString('base64') }] };
      const next = `${path}.${process.pid}`;
      writeFileSync(next, JSON.stringify(file), { mode: 0o600 });
      renameSync(next, path);
    },
  };
}

function read(path: string): KeyFile | undefined {
  try {
    return fileSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new Error(`the key file ${path} cannot be read: nothing that it sealed can be opened without it`, { cause: error });
  }
}

/** Two processes that start at once agree: the first one to put its file there wins, and both read that one. */
function make(path: string): KeyFile {
  const mine = `${path}.${process.pid}`;
  writeFileSync(mine, JSON.stringify({ versions: [{ version: 1, key: randomBytes(32).toString('base64') }] }), { mode: 0o600 });
  try {
    linkSync(mine, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    unlinkSync(mine);
  }
  const made = read(path);
  if (!made) throw new Error(`the key file ${path} vanished`);
  return made;
}
