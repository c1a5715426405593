import { typeCommand } from '#tools/test-house/type-command.ts';
import type { Audited } from './check.ts';

/** As an administrator has it verified, once all stands still. */
export function verifyAudit(dataDir: string, nis: string, databaseUrl = ''): Audited {
  const { status, stdout, stderr } = typeCommand(dataDir, ['audit-verify', '--municipality', nis], '', { DATABASE_URL: databaseUrl });
  return { nis, entries: Number(/^(\d+) entries/m.exec(stdout)?.[1] ?? 0), problem: status === 0 ? null : `${stdout}${stderr}`.trim() };
}
