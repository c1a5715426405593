import { ledgerOf } from '#connectors/sandbox-kit/keep-ledger.ts';
import { openSandboxFile } from '#connectors/sandbox-kit/sandbox-file.ts';
import type { Concluded } from '#tools/device-agent/open-agent.ts';

/** What devices did, as the books of the other outside systems have it: in a file that outlives them. */
export interface DeviceLedger {
  /** What did not happen is not noted; what was asked again under its key is one entry with a higher count. */
  note(device: string, concluded: Concluded, at: number): void;
  /** Oldest first. */
  entries(dossier: string | undefined): ReturnType<typeof ledgerOf>;
  close(): void;
}

const happened = new Set(['done', 'sealed']);

export function openDeviceLedger(folder: string): DeviceLedger {
  const file = openSandboxFile(folder, '_ledger');
  const again = file.db.prepare('UPDATE ledger SET times = times + 1 WHERE operation = ? AND key = ?');
  const insert = file.db.prepare("INSERT INTO ledger (operation, key, dossier, actor, at, input, output, asked) VALUES (?, ?, ?, ?, ?, '{}', '{}', ?)");
  return {
    note: (device, { deed, key, dossier, outcome }, at) => {
      if (!happened.has(outcome) || !file.isOpen()) return;
      file.transaction(() => {
        if (key !== null && again.run(deed, key).changes > 0) return;
        insert.run(deed, key, dossier, `device:${device}`, at, key ?? '');
      });
    },
    entries: (dossier) => ledgerOf(file, dossier),
    close: file.close,
  };
}
