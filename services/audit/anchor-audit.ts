import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Reader } from '#services/kernel/tables.ts';
import { auditHeads } from './audit.store.ts';

/** Writes where the chain ends to a file outside the database: who rewrites the whole chain cannot rewrite that too. */
export async function anchorAudit(reader: Reader, options: { readonly folder: string; readonly municipality: string; readonly at: number }): Promise<void> {
  const head = await reader.first(auditHeads, { name: 'head' });
  if (!head) return;
  mkdirSync(options.folder, { recursive: true, mode: 0o700 });
  const line = `${new Date(options.at).toISOString()} ${head.sequence} ${head.hash}\n`;
  appendFileSync(join(options.folder, `${options.municipality}.log`), line, { mode: 0o600 });
}
