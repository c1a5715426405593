import { auditEntries } from '#services/audit/audit.store.ts';
import { aCitizen } from '#tools/test-house/make-citizen.ts';
import { as, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';
import { decidedAtDesk } from './decided-at-desk.ts';
import { items } from './outbox.store.ts';

/** What those who work with dossiers may decide about what waits for a person, and what stays with administrators. */

interface Waiting { readonly item: string; readonly name: string; readonly state: string; readonly dossier: string; readonly replays: number; readonly atDesk: readonly string[] }
let t: TestHouse;
const [els, administrator] = [as('official', 'els.peeters'), as('administrator', 'ad.min')];
beforeEach(async () => { t = await openTestHouse(); });
afterEach(() => t.stop());

const waiting = async () => (await t.call<{ exceptions: Waiting[] }>('exceptions.list', {}, els)).exceptions;
const tryAgain = (item: string | undefined, who = els) => t.call<{ replayed: number }>('exceptions.tryAgain', { item, why: 'cause-mended' }, who);
const letGo = (item: string | undefined, who = els) => t.call<{ skipped: boolean }>('exceptions.letGo', { item, why: 'not-needed' }, who);
/** An invitation during which these operations fail in this way. */
async function inviteWhile(...faults: readonly (readonly [system: string, operation: string, kind: string])[]): Promise<void> {
  for (const [system, operation, kind] of faults) await t.pull(system, 'fault', { operation, kind, times: 1 });
  await aCitizen(t, { recognised: true });
  await t.call('invitation.checkExpiry', {}, administrator);
  await t.idle();
}

test('an official has a refused note for the CRM tried again under its own key; the audit names who and why', async () => {
  await inviteWhile(['crm', 'recordContact', 'refuses']);
  const [note] = await waiting();
  expect(note).toMatchObject({ name: 'crm.recordContact', state: 'failed', atDesk: ['try-again', 'let-go'] });
  expect(await tryAgain(note?.item)).toEqual({ replayed: 1 });
  await t.idle();
  expect(await waiting()).toEqual([]);
  const reader = t.house.engine.store.reader('gent');
  expect(await reader.first(items, { id: note?.item ?? '' })).toMatchObject({ state: 'done', replays: 1 });
  expect(await reader.find(auditEntries, { what: 'exceptions.replay' })).toEqual([expect.objectContaining({ actor: 'official:els.peeters', subject: `dossier:${note?.dossier}`, why: `crm.recordContact ${note?.item}: cause-mended` })]);
  // Somebody who decides later decides nothing.
  expect(await tryAgain(note?.item)).toEqual({ replayed: 0 });
});

test('what nobody misses is let go; what somebody would miss is not', async () => {
  await inviteWhile(['eid-tool', 'openRenewal', 'refuses'], ['eid-tool', 'mirrorDossier', 'refuses']);
  const found = await waiting();
  const [renewal, mirror] = ['eid-tool.openRenewal', 'eid-tool.mirrorDossier'].map((name) => found.find((one) => one.name === name));
  expect([renewal?.atDesk, mirror?.atDesk]).toEqual([['try-again'], ['try-again', 'let-go']]);
  await expect(letGo(renewal?.item)).rejects.toMatchObject({ type: 'exceptions.not-at-desk' });
  expect(await letGo(mirror?.item)).toEqual({ skipped: true });
  expect((await waiting()).map(({ name }) => name)).not.toContain('eid-tool.mirrorDossier');
});

test('a mail of which nobody knows whether it went is an administrator\'s', async () => {
  await inviteWhile(['messaging', 'sendEmail', 'answers-late']);
  const [mail] = await waiting();
  expect(mail).toMatchObject({ name: 'messaging.sendEmail', state: 'parked', atDesk: [] });
  for (const decide of [tryAgain, letGo]) await expect(decide(mail?.item)).rejects.toMatchObject({ type: 'exceptions.not-at-desk' });
});

test('after three tries in vain it is an administrator\'s', async () => {
  await inviteWhile(['crm', 'recordContact', 'refuses']);
  const [note] = await waiting();
  for (let round = 1; round <= 3; round += 1) {
    await t.pull('crm', 'fault', { operation: 'recordContact', kind: 'refuses', times: 1 });
    expect(await tryAgain(note?.item)).toEqual({ replayed: 1 });
    await t.idle();
  }
  await expect(tryAgain(note?.item)).rejects.toMatchObject({ type: 'exceptions.not-at-desk' });
  expect((await waiting())[0]).toMatchObject({ replays: 3, atDesk: ['let-go'] });
});

test('an official has nothing replayed or skipped by the ways of administrators, and finds nothing of another municipality', async () => {
  await inviteWhile(['crm', 'recordContact', 'refuses']);
  const [note] = await waiting();
  for (const [action, input] of [['replay', { items: [note?.item] }], ['skip', { item: note?.item }], ['happened', { item: note?.item }], ['replayKind', { name: 'crm.recordContact' }]] as const) {
    await expect(t.call(`exceptions.${action}`, { ...input, why: 'other' }, els)).rejects.toMatchObject({ code: 403 });
  }
  await expect(tryAgain(note?.item, { ...els, municipality: 'kortenberg' })).rejects.toMatchObject({ type: 'exceptions.unknown-item' });
});

test.each([
  ['refused for good, of a dossier', 'failed', 'a-dossier', ['try-again']],
  ['of which nobody knows whether it happened', 'parked', 'a-dossier', []],
  ['of no dossier', 'failed', null, []],
] as const)('of what is %s is decided at the desk what its operation lets: %s', (_which, state, dossier, expected) => {
  expect(decidedAtDesk({ plugin: 'p', kind: 'effect', name: 'crm.told', state, dossier, replays: 0 }, { atDesk: () => ['try-again'] })).toEqual(expected);
});
