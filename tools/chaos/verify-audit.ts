import { runEid } from '#tools/test-house/run-eid.ts';
import type { Audited } from './checks.ts';

/** As an administrator has it verified, once all stands still. */
export async function verifyAudit(dataDir: string, nis: string): Promise<Audited> {
  const { code, stdout, stderr } = await runEid(['audit-verify', '--municipality', nis], { DATA_DIR: dataDir });
  return { nis, entries: Number(/^(\d+) entries/m.exec(stdout)?.[1] ?? 0), problem: code === 0 ? null : `${stdout}${stderr}`.trim() };
}
