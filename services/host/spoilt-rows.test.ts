import { DatabaseSync } from 'node:sqlite';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { invitationPlugin } from '#plugins/invitation/invitation.plugin.ts';
import type { invitation } from '#plugins/invitation/invitation.contract.ts';
import { inGent } from '#tools/test-house/look-inside.ts';
import { aCitizen } from '#tools/test-house/make-citizen.ts';
import { as, citizenOf, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';
import { openToyHouse } from '#tools/test-house/open-toy-house.ts';
import { reckonWaiting } from './reconcile.ts';
import type { Log, Work } from '#services/kernel/context.ts';
import { dossiers } from '#services/journey/dossier.store.ts';
import { items } from '#services/outbox/outbox.store.ts';

let t: TestHouse;
const logged: { fields: Readonly<Record<string, unknown>>; message: string }[] = [];
const log: Log = { info: () => undefined, warn: () => undefined, error: (fields, message) => { logged.push({ fields, message }); } };
let one: string;
let other: string;
beforeAll(async () => {
  t = await openTestHouse({ house: { log } });
  await aCitizen(t, { recognised: true });
  await aCitizen(t, { recognised: true });
  const { opened } = await t.call<{ opened: { dossier: string }[] }>('invitation.checkExpiry', {}, as('administrator'));
  await t.idle();
  [one = '', other = ''] = opened.map(({ dossier }) => dossier);
});
afterAll(async () => {
  await t.stop();
  rmSync(t.dataDir, { recursive: true, force: true });
});

/** What somebody does who has the file and not the house. */
function tamper(sql: string, ...values: string[]): void {
  const db = new DatabaseSync(join(t.dataDir, 'eid.sqlite'));
  db.prepare(sql).run(...values);
  db.close();
}

test('a row that was swapped with another one cannot be opened; lists and all other rows are served, and the log says where without a word of what', async () => {
  const { cardNumber } = (await t.house.engine.store.reader('gent').first(dossiers, { id: other }))?.personal ?? { cardNumber: '' };
  tamper('UPDATE journey_dossiers SET personal = (SELECT personal FROM journey_dossiers WHERE id = ?) WHERE id = ?', other, one);
  const reader = t.house.engine.store.reader('gent');
  const spoilt = await reader.first(dossiers, { id: one });
  expect(() => spoilt?.personal).toThrow(expect.objectContaining({ type: 'vault.unreadable', code: 500 }));
  expect(await t.call('journey.list', {}, as('clerk'))).toMatchObject({ total: 2 });
  expect(await t.call('journey.show', { dossier: one }, as('clerk'))).toMatchObject({ dossier: one });
  expect(await t.call('request.status', { dossier: other }, citizenOf(other))).toMatchObject({ dossier: other });
  expect(logged).toContainEqual({ fields: { municipality: 'gent', table: 'journey_dossiers', key: [one], column: 'personal' }, message: expect.stringContaining('cannot be opened') });
  expect(JSON.stringify(logged)).not.toContain(cardNumber);
  const found = [];
  for await (const place of t.house.keys.check('gent')) found.push(place);
  expect(found).toEqual([{ municipality: 'gent', table: 'journey_dossiers', key: [one], column: 'personal' }]);
});

test('an effect whose input was tampered with waits for a person, and holds up nothing but its own lane', async () => {
  const { dataDir } = t;
  await t.house.stop();
  const asleep = await openTestHouse({ dataDir, house: { log, works: { outbox: false, jobs: false } } });
  const lanes = ['spoilt', 'whole'];
  const effects = await inGent(asleep, async (work) => Promise.all(lanes.map(async (lane) => {
    const { cardNumber = '' } = (await work.first(dossiers, { id: other }))?.personal ?? {};
    return (work as Work<typeof invitation>).dispatch('eid-tool.mirrorDossier', { dossier: other, cardNumber, state: 'invited', sequence: 9, at: 1 }, { lane, dossier: other });
  })), invitationPlugin);
  await asleep.stop();
  tamper("UPDATE outbox_items SET payload = substr(payload, 1, length(payload) - 1) || '!' WHERE id = ?", effects[0]?.effect ?? '');
  t = await openTestHouse({ dataDir, house: { log } });
  await t.idle();
  const ends = await Promise.all(effects.map(({ effect: id }) => t.house.engine.store.reader('gent').first(items, { id })));
  expect(ends.map((item) => [item?.state, item?.failure])).toEqual([['failed', 'vault.unreadable'], ['done', null]]);
  expect(await t.call('exceptions.list', {}, as('clerk'))).toMatchObject({ exceptions: [{ item: effects[0]?.effect, failure: 'vault.unreadable' }] });
});

test('an effect that cannot be opened keeps nobody else waiting for a system that is back: it is not what asks whether it is', async () => {
  const toys = await openToyHouse();
  const { engine } = toys.house;
  try {
    await toys.fault('giveLooked', 'refuses', 1);
    await toys.ask('toy-office.giveLooked', 'refused');
    await toys.idle();
    await toys.call('outbox.pause', { port: 'toy-office', why: 'test' }, toys.admin);
    await toys.ask('toy-office.giveLooked', 'waits');
    await toys.idle();
    const spoil = (change: string) => {
      const db = new DatabaseSync(join(toys.dataDir, 'eid.sqlite'));
      db.exec(`UPDATE outbox_items SET ${change}`);
      db.close();
    };
    spoil("payload = substr(payload, 1, length(payload) - 1) || '!'");
    await toys.fault('given', 'down', 100);
    while (engine.circuits.stateOf('gent', 'toy-office') === 'closed') await toys.look().catch(() => undefined);
    toys.skip(3_600_000);
    const [refused] = await toys.items({ state: 'failed' });
    await expect(toys.call('exceptions.happened', { item: refused?.id, why: 'seen-there' }, toys.admin)).rejects.toMatchObject({ type: 'vault.unreadable' });
    const spoilt = [expect.objectContaining({ standing: 'not-answered', failure: 'vault.unreadable' })];
    expect(await reckonWaiting(engine, 'gent')).toEqual(spoilt);
    // Nor does an answer that cannot be opened keep the list of all others from the one who reconciles.
    spoil("output = '!'");
    expect(await reckonWaiting(engine, 'gent')).toEqual(spoilt);
    // The next one may still find out.
    await toys.fault('given', null);
    await expect(toys.look()).resolves.toBeDefined();
  } finally {
    await toys.stop();
  }
});
