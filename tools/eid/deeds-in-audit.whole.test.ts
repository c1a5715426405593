import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { verifyAudit } from '#services/audit/verify-audit.ts';
import { newDataDir, openTestHouse } from '#tools/test-house/open-test-house.ts';
import { commandActor } from './command-actor.ts';

const dataDir = newDataDir();
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

function eid(...given: string[]): void {
  const { status, stderr } = spawnSync(process.execPath, ['tools/eid/eid.ts', ...given], { encoding: 'utf8', env: { ...process.env, DATA_DIR: dataDir, DATABASE_URL: '', ANCHORS_DIR: '', LOG_LEVEL: 'silent' } });
  expect([given[0], stderr, status]).toEqual([given[0], '', 0]);
}
const entriesOf = (municipality: string) => {
  const db = new DatabaseSync(join(dataDir, 'eid.sqlite'), { readOnly: true });
  const rows = db.prepare('SELECT actor, what, subject FROM audit_entries WHERE municipality = ? ORDER BY sequence').all(municipality).map(({ actor, what, subject }) => [actor, what, subject]);
  db.close();
  return rows;
};

test('what is done to the whole installation on the command line stands in the audit of every municipality, under the name of who did it', async () => {
  await (await openTestHouse({ dataDir })).stop();
  const before = { gent: entriesOf('gent').length, kortenberg: entriesOf('kortenberg').length };
  eid('token', '--municipality', '44021', '--role', 'administrator', '--name', 'els.peeters');
  eid('session', 'end', '--municipality', '44021', '--who', 'official:els.peeters', '--why', 'lost-tablet');
  eid('keys', 'rotate');
  eid('keys', 'rekey');
  eid('keys', 'bus', '--out', join(dataDir, 'bus-key'));
  eid('backup', '--to', join(dataDir, 'backup'), '--new');
  const who = commandActor();
  const installation = ['keys.rotate', 'keys.rekey', 'keys.bus', 'store.backup'].map((what) => [who, what, null]);
  expect(entriesOf('gent').slice(before.gent)).toEqual([[who, 'identity.token', 'official:els.peeters'], [who, 'identity.endSessionsOf', 'official:els.peeters'], ...installation]);
  expect(entriesOf('kortenberg').slice(before.kortenberg)).toEqual(installation);
  eid('restore', '--from', join(dataDir, 'backup'), '--yes');
  expect(entriesOf('gent').at(-1)).toEqual([who, 'store.restored', null]);
  const t = await openTestHouse({ dataDir });
  for (const municipality of ['gent', 'kortenberg']) expect((await verifyAudit(t.house.engine.store.reader(municipality))).problem).toBeNull();
  await t.stop();
});
