import { createSecretKey, type KeyObject } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import { errandKeySchema, type ErrandKey } from '#services/identity/errand-key.ts';
import { ConfigurationError } from '#services/kernel/configuration-error.ts';
import type { Keyring } from '#services/vault/keyring.ts';
import type { BusKeys } from './packet-seal.ts';

/** What a node without the keys of the installation is given: it can speak on the bus and know an errand of ours, and open nothing that rests. */
const fileSchema = z.object({
  versions: z.array(z.object({ version: z.int().min(1), key: z.base64().refine((text) => Buffer.from(text, 'base64').length === 32) })).min(1),
  errands: errandKeySchema,
});

/** Its text. A key of the bus says nothing of the master key that it was derived from. */
export function busKeyFileOf(keyring: Pick<Keyring, 'versions' | 'ofVersion'>, errands: ErrandKey): string {
  const versions = keyring.versions().map((version) => ({ version, key: keyring.ofVersion('', 'bus', version).export().toString('base64') }));
  return `${JSON.stringify({ versions, errands })}\n`;
}

interface Known { readonly stamp: string; readonly keys: ReadonlyMap<number, KeyObject>; readonly errands: ErrandKey }

/** Read anew when it was replaced, as it must be after the keys were rotated. @throws ConfigurationError when it cannot be read at the start */
export function openBusKeyFile(path: string): { readonly keys: BusKeys; readonly errands: ErrandKey } {
  let known = read(path);
  const standing = () => {
    try {
      if (stampOf(path) !== known.stamp) known = read(path);
    } catch {
      // Half written, or away for a moment: what was known goes on.
    }
    return known.keys;
  };
  return {
    errands: known.errands,
    keys: {
      current: () => {
        const keys = standing();
        const version = Math.max(...keys.keys());
        return { version, key: keyOf(keys, version) };
      },
      ofVersion: (version) => keyOf(standing(), version),
    },
  };
}

function keyOf(keys: ReadonlyMap<number, KeyObject>, version: number): KeyObject {
  const key = keys.get(version);
  if (!key) throw new Error(`there is no key of the bus of version ${version}`);
  return key;
}

function stampOf(path: string): string {
  const { ino, mtimeMs, size } = statSync(path);
  return `${ino} ${mtimeMs} ${size}`;
}

function read(path: string): Known {
  try {
    const stamp = stampOf(path);
    const { versions, errands } = fileSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
    return { stamp, errands, keys: new Map(versions.map(({ version, key }) => [version, createSecretKey(Buffer.from(key, 'base64'))])) };
  } catch {
    // The reason would quote the file.
    throw new ConfigurationError(`BUS_KEY_FILE: ${path} cannot be read, or is not what 'eid keys bus' writes`);
  }
}
