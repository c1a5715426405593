import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDeviceLedger } from './device-ledger.ts';

test('what a device was asked twice under one key is one deed that was asked for twice; what did not happen is none', () => {
  const folder = mkdtempSync(join(tmpdir(), 'device-ledger-'));
  const ledger = openDeviceLedger(folder);
  const [key, other] = ['7f1a', '7f1b'];
  for (const concluded of [
    { deed: 'run-script', key, outcome: 'no-card' }, { deed: 'run-script', key, outcome: 'done' }, { deed: 'run-script', key, outcome: 'done' }, { deed: 'run-script', key: other, outcome: 'may-have-run' },
    { deed: 'read-card', key: null, outcome: 'done' }, { deed: 'read-card', key: null, outcome: 'done' }, { deed: 'code', key, outcome: 'sealed' },
  ]) ledger.note('tablet-1', { ...concluded, dossier: null }, 5);
  expect(ledger.entries(undefined).map(({ operation, key: of, times, actor, at }) => [operation, of, times, actor, at])).toEqual([
    ['run-script', key, 2, 'device:tablet-1', 5], ['read-card', null, 1, 'device:tablet-1', 5], ['read-card', null, 1, 'device:tablet-1', 5], ['code', key, 1, 'device:tablet-1', 5],
  ]);
  ledger.close();
  // An agent that is closed while it works tells of it afterwards.
  expect(() => { ledger.note('tablet-1', { deed: 'code', key, dossier: null, outcome: 'sealed' }, 6); }).not.toThrow();
  rmSync(folder, { recursive: true });
});
