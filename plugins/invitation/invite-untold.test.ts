import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dayOf, instantOf } from '#services/belgium/brussels-time.ts';
import { addDays } from '#services/belgium/day.ts';
import { aCitizen } from '#tools/test-house/make-citizen.ts';
import { as, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';
import { invitations } from './invitation.store.ts';

interface Dossier { dossier: string; state: string }
const clerk = as('clerk');
const dataDir = mkdtempSync(join(tmpdir(), 'eid-invite-'));
let t: TestHouse;
beforeEach(async () => { t = await openTestHouse({ dataDir }); });
afterEach(() => t.stop());
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

const now = () => t.house.engine.clock.now('gent');
const only = async (insz: string): Promise<Dossier> => {
  const { dossiers: [found, ...others] } = await t.call<{ dossiers: Dossier[] }>('journey.find', { insz }, clerk);
  if (!found || others.length > 0) throw new Error('expected one dossier');
  return found;
};
const messagesOf = async (dossier: string) => (await t.pull<{ messages: { subject: string }[] }>('messaging', 'messages', { dossier })).messages;

/** Somebody whose dossier was opened by the check of the night, and who is told in the morning. */
const openedByNight = async (): Promise<Dossier & { insz: string }> => {
  // A job that never ran is due at once: now, while there is nobody new.
  await t.pull('house', 'jobs');
  const { insz } = await aCitizen(t, { recognised: true, expiresOn: addDays(dayOf(now()), 20) });
  const sixOClock = instantOf(addDays(dayOf(now()), 1), '06:00');
  await t.advance({ minutes: Math.ceil((sixOClock - now()) / 60_000) });
  return { insz, ...await only(insz) };
};

test('the check by night opens, and wakes nobody: the message goes in the morning, also when the house was stopped in between', async () => {
  const { insz, dossier, state } = await openedByNight();
  expect(state).toBe('opened');
  expect(await messagesOf(dossier)).toEqual([]);

  await t.stop();
  t = await openTestHouse({ dataDir });
  await t.advance({ hours: 3 });
  expect(await messagesOf(dossier)).toHaveLength(1);
  expect((await only(insz)).state).toBe('invited');
});

test('stopped after the message was handed over and before that was noted, the next run does not send it again', async () => {
  const { insz } = await aCitizen(t, { recognised: true, expiresOn: addDays(dayOf(now()), 20) });
  await t.call('invitation.checkExpiry', {}, as('administrator'));
  await t.idle();
  const { dossier } = await only(insz);
  await t.house.engine.store.transaction('gent', (tables) => tables.update(invitations, { dossier }, { handedAt: null }));
  await t.call('invitation.checkExpiry', {}, as('administrator'));
  await t.idle();
  expect(await messagesOf(dossier)).toHaveLength(1);
});

test('who asked for a visit before the morning is not invited any more', async () => {
  const { dossier } = await openedByNight();
  const { slots: [slot] } = await t.call<{ slots: { start: number }[] }>('appointments.offer', { dossier, purpose: 'capture' }, clerk);
  await t.call('request.submit', { dossier, ground: 'disability', start: slot?.start, declaredBy: 'citizen' }, clerk);
  await t.advance({ hours: 4 });
  expect((await messagesOf(dossier)).map(({ subject }) => subject)).toEqual(['Uw afspraak bij u thuis is bevestigd']);
});
