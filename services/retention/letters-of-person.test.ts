import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { bpost } from '#connectors/bpost/bpost.port.ts';
import { moveDossier } from '#services/journey/move-dossier.ts';
import { letters } from '#services/outbox/letters.store.ts';
import { inbox } from '#services/outbox/outbox.store.ts';
import { deliverMessage } from '#tools/test-house/deliver-message.ts';
import { inGent } from '#tools/test-house/look-inside.ts';
import { as, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';
import { aScheduledVisit } from '#tools/test-house/schedule-visit.ts';
import type { Erasure } from './plan-erasure.ts';

interface Exported { readonly doubtful: Erasure['doubtful']; readonly classes: readonly { readonly tables: readonly { readonly table: string; readonly rows: readonly { readonly id?: string; readonly sender?: { readonly messageId: string } }[] }[] }[] }
const officer = as('data-protection');
const why = 'asked-by-citizen';
const contact = { firstName: 'Quirine', lastName: 'Plantinga', email: 'quirine.p@example.org', mobile: '+32470998877' };
let t: TestHouse;
beforeAll(async () => { t = await openTestHouse(); });
afterAll(() => t.stop());
const reader = () => t.house.engine.store.reader('gent');

/** Somebody whose dossier has ended: nothing stands in the way of being forgotten. */
async function aForgettable(known: Partial<typeof contact> = {}): Promise<string> {
  const { citizen, dossier } = await aScheduledVisit(t, known);
  await t.idle();
  await inGent(t, (work) => moveDossier(work, dossier, 'withdraw', { reason: 'no-longer-wanted' }));
  await t.idle();
  return citizen.insz;
}
const notUnderstood = (id: string, said: object) => expect(deliverMessage(t, bpost, 'delivery', id, { event: 'not-agreed', ...said })).rejects.toMatchObject({ type: 'message.not-understood' });
const waiting = async () => (await reader().find(letters, { state: 'waiting' })).map(({ sender }) => sender?.messageId ?? '').toSorted((a, b) => a.localeCompare(b));
const exportOf = (insz: string) => t.call<Exported>('retention.exportPerson', { insz, why }, officer);
const erase = (insz: string) => t.call<Erasure>('retention.erasePerson', { insz, why, confirm: 'for-good' }, officer);

test('a dead letter goes with the person whom it names, in whatever way, and is in the export; one that holds only the name is left to a person', async () => {
  const insz = await aForgettable(contact);
  const asOnCard = insz.replace(/^(..)(..)(..)(...)(..)$/, '$1.$2.$3-$4.$5');
  await notUnderstood('a-card', { about: asOnCard });
  await notUnderstood('a-sentence', { reason: `not at home: ${insz}` });
  await notUnderstood('an-address', { receiver: { email: contact.email } });
  await notUnderstood('a-telephone', { reason: 'call 0470/99.88.77' });
  await notUnderstood(`id-${insz}`, {});
  await notUnderstood('only-the-name', { reason: 'Quirine Plantinga is moving' });
  await notUnderstood('somebody-else', { receiver: { email: `x${contact.email}` } });
  await deliverMessage(t, bpost, 'delivery', `taken-in-${insz}`, { reference: 'x', event: 'returned', at: 1, sequence: 1, employee: null, reason: null, moment: null });
  await t.idle();

  const { classes, doubtful } = await exportOf(insz);
  const shown = classes.flatMap(({ tables }) => tables).filter(({ table }) => table === 'outbox_letters').flatMap(({ rows }) => rows.map(({ sender }) => sender?.messageId ?? ''));
  expect(new Set(shown)).toEqual(new Set(['a-card', 'a-sentence', 'a-telephone', 'an-address', `id-${insz}`]));
  const left = (await reader().find(letters, {})).find(({ sender }) => sender?.messageId === 'only-the-name');
  expect(doubtful).toEqual([{ table: 'outbox_letters', row: left?.id, why: 'name-only' }]);

  expect((await erase(insz)).doubtful).toEqual(doubtful);
  expect(await waiting()).toEqual(['only-the-name', 'somebody-else']);
  expect((await reader().find(inbox, {})).filter(({ sender }) => sender?.messageId.includes(insz))).toEqual([]);
});

test('a dead letter that cannot be opened keeps nobody else from seeing what is held or from being forgotten: it is named, and a person can dismiss it', async () => {
  const insz = await aForgettable();
  await notUnderstood('spoilt', {});
  const letter = (await reader().find(letters, {})).find(({ sender }) => sender?.messageId === 'spoilt');
  const db = new DatabaseSync(join(t.dataDir, 'eid.sqlite'));
  db.prepare('UPDATE outbox_letters SET raw = \'v1.\' || substr(raw, 5), sender = raw WHERE id = ?').run(letter?.id ?? '');
  db.close();
  const named = { table: 'outbox_letters', row: letter?.id ?? '', why: 'unreadable' };
  expect((await exportOf(insz)).doubtful).toContainEqual(named);
  expect((await t.call<Erasure>('retention.previewErasure', { insz, why }, officer)).doubtful).toContainEqual(named);
  expect((await erase(insz)).doubtful).toContainEqual(named);

  const administrator = as('administrator');
  const list = async () => (await t.call<{ letters: { letter: string }[] }>('dead-letters.list', {}, administrator)).letters.map((one) => one.letter);
  expect(await list()).toContain(letter?.id);
  expect(await t.call('dead-letters.dismiss', { letter: letter?.id, why: 'unreadable' }, administrator)).toEqual({ dismissed: true });
  expect(await list()).not.toContain(letter?.id);
  const another = await aForgettable();
  expect((await exportOf(another)).doubtful).not.toContainEqual(named);
});

test('a row of the person that cannot be opened is named in the export, and goes when the person is forgotten', async () => {
  const insz = await aForgettable();
  const { classes } = await exportOf(insz);
  const message = classes.flatMap(({ tables }) => tables).find(({ table }) => table === 'communication_messages')?.rows[0]?.id ?? '';
  const db = new DatabaseSync(join(t.dataDir, 'eid.sqlite'));
  db.prepare('UPDATE communication_messages SET personal = \'v1.\' || substr(personal, 5) WHERE id = ?').run(message);
  db.close();
  expect((await exportOf(insz)).doubtful).toContainEqual({ table: 'communication_messages', row: message, why: 'unreadable' });
  const { goes, doubtful } = await erase(insz);
  expect(goes.map(({ table }) => table)).toContain('communication_messages');
  expect(doubtful.map(({ row }) => row)).not.toContain(message);
});
