import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endRestorePause, reckonWaiting } from '#services/host/reconcile.ts';
import { aCitizen } from '#tools/test-house/make-citizen.ts';
import { as, citizenOf, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';
import { makeBackup } from './make-backup.ts';
import { restoreBackup } from './restore-backup.ts';

const root = mkdtempSync(join(tmpdir(), 'eid-paying-'));
let t: TestHouse | undefined;
afterEach(async () => { await t?.stop(); t = undefined; });
afterAll(() => rmSync(root, { recursive: true, force: true }));
const started = async (house: TestHouse) => (await house.pull<{ payments: unknown[] }>('payment', 'payments')).payments.length;

test.each([
  ['pause', { standing: 'happened', failure: null }],
  ['cut', { standing: 'not-answered', failure: 'port.switched-off' }],
] as const)('a payment that was started after the backup is not started again; payments were under %s then, and still are', async (how, told) => {
  const dataDir = join(root, how);
  const store = join(dataDir, 'eid.sqlite');
  const from = join(root, `backup-${how}`);
  t = await openTestHouse({ dataDir });
  const { insz } = await aCitizen(t, { expiresOn: '2027-02-15' });
  const { dossier } = await t.call<{ dossier: string }>('request.openFor', { insz, why: 'citizen-called' }, as('clerk'));
  const ground = 'limited-availability';
  const { slots } = await t.call<{ slots: { start: number }[] }>('appointments.offer', { dossier, purpose: 'capture', ground }, citizenOf(dossier));
  await t.call(`outbox.${how}`, { port: 'payment', why: 'test' }, as('administrator'));
  await t.call('request.submit', { dossier, ground, start: slots[0]?.start, method: 'bancontact', returnUrl: 'https://gent.example/terug' }, citizenOf(dossier));
  await t.idle();
  await makeBackup({ store, dataDir, to: from, now: Date.now() });
  await t.call('outbox.resume', { port: 'payment', why: 'test' }, as('administrator'));
  await t.idle();
  expect(await started(t)).toBe(1);
  await t.stop();

  await restoreBackup({ from, store, dataDir, municipalities: ['gent', 'kortenberg'], replace: true, now: Date.now() });
  t = await openTestHouse({ dataDir });
  const reckoned = await reckonWaiting(t.house.engine, 'gent');
  expect(reckoned.filter(({ name }) => name === 'payment.start')).toEqual([expect.objectContaining(told)]);
  await endRestorePause(t.house.engine, 'gent', 'system:test');
  expect(await t.call('outbox.resume', { port: 'payment', why: 'test' }, as('administrator'))).toEqual({ resumed: true });
  await t.idle();
  expect(await started(t)).toBe(1);
});
