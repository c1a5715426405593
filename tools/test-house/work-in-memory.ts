import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const memory = '/dev/shm';

/** A folder that is kept in memory, where the system has one with so many bytes left. */
export function memoryWithRoom(bytes: number, folder = memory): string | undefined {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize > bytes ? folder : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Has all suites of a run, and what they start, keep their files in a folder at this place. On a disk every commit waits, and on a busy disk it waits for
 * as long as a partner waits for an answer.
 */
export function workInMemory(place: string | undefined): void {
  if (place === undefined) return;
  const folder = mkdtempSync(join(place, 'eid-suites-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  // As /tmp is: some suites start programs as another user.
  chmodSync(folder, 0o1777);
  if (runsPrograms(folder)) process.env['TMPDIR'] = folder;
  // What one process has compiled the next one need not: suites start hundreds of them from the same files.
  process.env['NODE_COMPILE_CACHE'] = join(folder, 'compiled');
}

/** Not everywhere may what lies in memory be run. */
function runsPrograms(folder: string): boolean {
  const program = join(folder, 'program');
  writeFileSync(program, '#!/bin/sh\n', { mode: 0o755 });
  const { status } = spawnSync(program);
  rmSync(program);
  return status === 0;
}
