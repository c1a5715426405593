import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endRestorePause, reckonWaiting } from '#services/host/reconcile.ts';
import { authoriseEverybody } from '#tools/test-house/make-citizen.ts';
import { as, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';
import { aScheduledVisit } from '#tools/test-house/schedule-visit.ts';
import { anOrderedCard } from '#tools/test-house/order-card.ts';
import { makeBackup } from './make-backup.ts';
import { restoreBackup } from './restore-backup.ts';

const root = mkdtempSync(join(tmpdir(), 'eid-restore-'));
const dataDir = join(root, 'data');
const store = join(dataDir, 'eid.sqlite');
let t: TestHouse | undefined;
afterAll(async () => { await t?.stop(); rmSync(root, { recursive: true, force: true }); });

const officesWithLedgers = ['eid-tool', 'crm', 'biza', 'messaging', 'payment', 'bpost'];
interface Entry { readonly operation: string; readonly key: string | null; readonly times: number; readonly dossier: string | null }
async function ledgers(house: TestHouse): Promise<Record<string, Entry[]>> {
  const all = await Promise.all(officesWithLedgers.map(async (port) => [port, (await house.pull<{ entries: Entry[] }>(port, 'ledger')).entries] as const));
  return Object.fromEntries(all);
}
/** Without how often each was asked: a key that is repeated counts once. */
const timeless = (all: Record<string, Entry[]>) => Object.fromEntries(Object.entries(all).map(([port, entries]) => [port, entries.map((entry) => ({ ...entry, times: 1 }))]));
const mails = async (house: TestHouse) => (await house.pull<{ messages: { dossier: string; subject?: string; id?: string }[] }>('messaging', 'messages')).messages;
const restore = (from: string, replace = false) => restoreBackup({ from, store, dataDir, municipalities: ['gent', 'kortenberg'], replace, now: Date.now() });

test('after a restore nothing goes out by itself; when it runs again nothing is accepted twice, and what nobody can know waits for a person', async () => {
  t = await openTestHouse({ dataDir });
  await authoriseEverybody(t);
  await anOrderedCard(t);
  for (let index = 0; index < 3; index += 1) await aScheduledVisit(t);
  // A mail and a state are on their way while the backup is made.
  await t.pull('messaging', 'fault', { operation: 'sendEmail', kind: 'slow', times: 9, ms: 400 });
  await t.pull('eid-tool', 'fault', { operation: 'mirrorDossier', kind: 'slow', times: 9, ms: 400 });
  await aScheduledVisit(t);
  const from = join(root, 'backup');
  await Promise.all([makeBackup({ store, dataDir, to: from, now: Date.now() }), aScheduledVisit(t)]);
  await t.idle();
  await aScheduledVisit(t);
  await t.idle();
  await expect(restore(from, true)).rejects.toThrow('is in use');
  const gone = await ledgers(t);
  const sent = await mails(t);
  await t.stop();
  t = undefined;

  for (const name of readdirSync(dataDir)) if (name.startsWith('eid.sqlite')) rmSync(join(dataDir, name));
  await restore(from);
  expect(existsSync(store)).toBe(true);

  t = await openTestHouse({ dataDir });
  await t.pull('house', 'idle', { withinMs: 700 });
  expect(await ledgers(t)).toEqual(gone);
  await expect(t.call('outbox.resume', { port: '*', why: 'in-a-hurry' }, as('administrator'))).rejects.toMatchObject({ type: 'outbox.restored' });
  const reckoned = await reckonWaiting(t.house.engine, 'gent');
  expect(reckoned.length).toBeGreaterThan(0);
  expect(await reckonWaiting(t.house.engine, 'gent')).toEqual(reckoned);

  expect(await endRestorePause(t.house.engine, 'gent', 'system:test')).toBe(true);
  expect(await endRestorePause(t.house.engine, 'gent', 'system:test')).toBe(false);
  await t.idle();
  const after = await ledgers(t);
  for (const entries of Object.values(after)) {
    const keys = entries.flatMap(({ key }) => key || []);
    expect(new Set(keys).size).toBe(keys.length);
  }
  // The outside had all of it before: not one deed is new to it, whatever key it came under.
  expect(timeless(after)).toEqual(timeless(gone));
  expect(await mails(t)).toEqual(sent);
  const { exceptions } = await t.call<{ exceptions: { name: string; failure: string }[] }>('exceptions.list', {}, as('administrator'));
  expect(new Set(exceptions.map(({ name, failure }) => `${name} ${failure}`))).toEqual(new Set(['messaging.sendEmail outbox.outcome-unknown']));
  expect((await t.call<{ problem: unknown }>('audit.verify', {}, as('administrator'))).problem).toBeNull();
});
