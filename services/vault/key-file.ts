import { randomBytes, randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, renameSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const masterKey = z.object({ version: z.int().min(1), addedAt: z.int().optional(), key: z.base64().refine((text) => Buffer.from(text, 'base64').length === 32, 'a master key has 32 bytes') });
const fileSchema = z.object({
  versions: z.array(masterKey).min(1).refine((keys) => new Set(keys.map(({ version }) => version)).size === keys.length, 'each version is there once'),
});
export type MasterKey = z.output<typeof masterKey>;

export interface KeyFile {
  /** What stands there now: another process may have added a key a moment ago. */
  read(): readonly MasterKey[];
  add(): void;
  remove(version: number): void;
}

/** The master keys of this installation, in `<folder>/master.json`, readable by its owner only. Made when there are none yet. */
export function openKeyFile(folder: string, realNow: () => number): KeyFile {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, 'master.json');
  if (stampOf(path) === undefined) make(folder, path);
  let known: { stamp: string; keys: readonly MasterKey[] } | undefined;
  const standing = () => {
    const stamp = stampOf(path);
    // To go on with the keys in memory would seal what nobody can open after the next start.
    if (stamp === undefined) throw new Error(`the key file ${path} vanished`);
    if (known?.stamp !== stamp) known = { stamp, keys: read(path) };
    return known.keys;
  };
  standing();
  return {
    read: standing,
    add: () => exchange(folder, path, () => { const keys = standing(); return [...keys, { ...newKey(newestOf(keys) + 1), addedAt: realNow() }]; }),
    remove: (version) => exchange(folder, path, () => {
      const keys = standing();
      if (version === newestOf(keys)) throw new Error('the newest key cannot be taken away: everything is sealed under it');
      return keys.filter((key) => key.version !== version);
    }),
  };
}

/** Another file has another stamp: it is replaced, never changed. */
function stampOf(path: string): string | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat && `${stat.ino} ${stat.mtimeMs} ${stat.size}`;
}

function read(path: string): readonly MasterKey[] {
  try {
    return fileSchema.parse(JSON.parse(readFileSync(path, 'utf8'))).versions;
  } catch {
    // The reason would quote the file.
    throw new Error(`the key file ${path} cannot be read: nothing that it sealed can be opened without it`);
  }
}

/** Two processes that start at once agree: the first one to put its file there wins, and both read that one. */
function make(folder: string, path: string): void {
  const mine = join(folder, `master.${randomUUID()}`);
  writeKeys(mine, [newKey(1)]);
  try {
    linkSync(mine, path);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  } finally {
    unlinkSync(mine);
  }
  syncFolder(folder);
}

/** The next file is taken by one process at a time, and holds what stands at that moment: no key that another one added is lost. */
function exchange(folder: string, path: string, made: () => readonly MasterKey[]): void {
  const next = join(folder, 'master.next');
  try {
    closeSync(openSync(next, 'wx', 0o600));
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    throw new Error(`another process is adding or taking away a key; if none is, remove ${next}`, { cause: error });
  }
  try {
    writeKeys(next, made());
  } catch (error) {
    unlinkSync(next);
    throw error;
  }
  renameSync(next, path);
  syncFolder(folder);
}

function newestOf(keys: readonly MasterKey[]): number {
  return Math.max(...keys.map(({ version }) => version));
}

function newKey(version: number): MasterKey {
  return { version, key: randomBytes(32).toString('base64') };
}

/** On disk before anything is sealed by it: a lost key is lost data. */
function writeKeys(path: string, versions: readonly MasterKey[]): void {
  writeFileSync(path, JSON.stringify({ versions }), { mode: 0o600, flush: true });
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
