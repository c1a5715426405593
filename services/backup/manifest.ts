import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { sealedEnvelopes } from '#services/vault/sealed.store.ts';

export class BackupError extends Error {
  override readonly name = 'BackupError';
}

export const storeName = 'store.sqlite';
export const anchorsName = 'audit-anchors';
export const manifestName = 'manifest.json';
/** Sealed biometrics are kept as short as can be (R3): a copy would outlive its original. */
export const excluded: readonly string[] = [sealedEnvelopes.name];

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const manifestSchema = z.strictObject({
  format: z.literal(1),
  /** Real time, epoch milliseconds. */
  madeAt: z.int(),
  files: z.array(z.strictObject({ name: z.string().regex(/^(store\.sqlite|audit-anchors\/[a-z0-9-]+\.log)$/), bytes: z.int(), sha256 })),
  migrations: z.array(z.string()),
  rows: z.record(z.string(), z.int()),
  /** Tables whose rows stayed behind. */
  excluded: z.array(z.string()),
  /** The master keys without which not everything in it can be opened. They are not in it. */
  keys: z.array(z.strictObject({ version: z.int(), fingerprint: z.string() })),
});
export type Manifest = z.output<typeof manifestSchema>;
/** The hash finds what was spoilt, not who changed it: nothing is signed. */
const hashed = z.strictObject({ manifest: manifestSchema, sha256 });

/** What a backup holds, with a hash over itself: a spoilt manifest is found as well as a spoilt file. */
export function writeManifest(folder: string, manifest: Manifest): void {
  const parsed = manifestSchema.parse(manifest);
  writeFileSync(join(folder, manifestName), `${JSON.stringify({ manifest: parsed, sha256: hashOf(parsed) }, null, 2)}\n`, { mode: 0o600, flag: 'wx', flush: true });
}

/** @throws BackupError when there is none, or one that was not written so */
export function readManifest(folder: string): Manifest {
  try {
    const { manifest, sha256: written } = hashed.parse(JSON.parse(readFileSync(join(folder, manifestName), 'utf8')));
    if (hashOf(manifest) === written) return manifest;
  } catch (error) {
    throw new BackupError(`${folder} is no backup: ${manifestName} is missing or damaged`, { cause: error });
  }
  throw new BackupError(`${manifestName} in ${folder} was changed after the backup was made`);
}

function hashOf(manifest: Manifest): string {
  return createHash('sha256').update(JSON.stringify(manifest)).digest('hex');
}
