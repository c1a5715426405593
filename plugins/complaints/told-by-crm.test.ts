import { randomUUID } from 'node:crypto';
import { crm } from '#connectors/crm/crm.port.ts';
import { makeInsz } from '#services/belgium/insz.ts';
import { moveDossier } from '#services/journey/move-dossier.ts';
import type { ActionOutput } from '#services/kernel/registry.ts';
import { deliverMessage } from '#tools/test-house/deliver-message.ts';
import { inGent } from '#tools/test-house/look-inside.ts';
import { aCitizen, type TestCitizen } from '#tools/test-house/make-citizen.ts';
import { as, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';

/** What citizens say at the CRM comes here too: once, whenever it comes, and to the dossier that it is about. */

const [els, an] = [as('official', 'els.peeters'), as('clerk', 'an.claes')];
let t: TestHouse;
beforeAll(async () => { t = await openTestHouse(); });
afterAll(() => t.stop());

const now = () => t.house.engine.clock.now('gent');
const hour = 3_600_000;
async function aDossier(): Promise<TestCitizen & { dossier: string }> {
  const citizen = await aCitizen(t);
  return { ...citizen, ...await t.call<{ dossier: string }>('request.openFor', { insz: citizen.insz, why: 'citizen-called' }, an) };
}
async function complain(said: object): Promise<string> {
  const { reference } = await t.pull<{ reference: string }>('crm', 'complain', { about: 'visit', tone: 'negative', text: 'Niemand kwam.', ...said });
  await t.idle();
  return reference;
}
/** As the CRM itself would never tell it: again, late, or out of order. */
async function tell(changes: object = {}, id: string = randomUUID()) {
  const told = { reference: `k-${randomUUID()}`, ours: null, insz: null, dossier: null, about: 'visit', tone: 'negative', text: 'Niemand kwam.', receivedAt: now(), changedAt: now(), ended: null, ...changes };
  await deliverMessage(t, crm, 'complaint', id, told);
  await t.idle();
  return told;
}
const show = (complaint: string) => t.call<ActionOutput<'complaints.show'>>('complaints.show', { complaint }, els);
const all = async () => (await t.call<ActionOutput<'complaints.list'>>('complaints.list', { limit: 200 }, els)).complaints;
/** Those that came in since. */
async function newBy(deed: () => Promise<unknown>) {
  const before = new Set((await all()).map(({ complaint }) => complaint));
  await deed();
  return (await all()).filter(({ complaint }) => !before.has(complaint));
}

test('a complaint that comes in at the CRM hangs on the dossier that was open then, with its words and its day, and is not sent back there', async () => {
  const { dossier, insz } = await aDossier();
  const [one, ...others] = await newBy(() => complain({ insz }));
  expect([one, others]).toMatchObject([{ dossier, source: 'crm', tone: 'negative', state: 'received' }, []]);
  expect(await show(one?.complaint ?? '')).toMatchObject({ text: 'Niemand kwam.', steps: [{ step: 'filed', by: 'system:crm' }] });
  const { complaints } = await t.pull<{ complaints: { dossier: string | null; insz: string | null }[] }>('crm', 'complaints');
  expect(complaints.filter((noted) => noted.insz === insz)).toHaveLength(1);
});

test('told twice, under one number or two, it is one complaint', async () => {
  const { insz } = await aDossier();
  const arrived = await newBy(async () => {
    const id = randomUUID();
    const told = await tell({ insz }, id);
    await tell(told, id);
    await tell(told);
  });
  expect(arrived).toHaveLength(1);
});

test('its end may come before its beginning; an older message changes nothing any more, and an end is for good', async () => {
  const { insz } = await aDossier();
  const [one] = await newBy(async () => {
    const told = await tell({ insz, changedAt: now() + hour, tone: 'neutral', ended: { outcome: 'answered', at: now() } });
    await tell({ ...told, changedAt: told.changedAt - hour, tone: 'negative', ended: null });
    await tell({ ...told, changedAt: told.changedAt + hour, ended: null });
    await tell({ ...told, changedAt: told.changedAt + 2 * hour, ended: { outcome: 'closed', at: now() } });
  });
  expect(one).toMatchObject({ state: 'answered', tone: 'neutral', told: 'crm' });
  expect((await show(one?.complaint ?? '')).answer).toBeNull();
});

test('the tone that the CRM tells together with the end counts, and what it calls a complaint after all ends with it', async () => {
  const { insz } = await aDossier();
  const ended = { outcome: 'answered', at: now() };
  const arrived = await newBy(async () => {
    for (const tone of ['neutral', 'positive']) {
      const told = await tell({ insz, tone });
      await tell({ ...told, tone: 'negative', changedAt: told.changedAt + hour, ended });
    }
  });
  expect(arrived).toHaveLength(2);
  for (const one of arrived) {
    expect(one).toMatchObject({ tone: 'negative', state: 'answered', told: 'crm', dueOn: null });
    expect((await show(one.complaint)).steps.map(({ step, tone }) => [step, tone]).slice(1)).toEqual([['judged', 'negative'], ['answered', null]]);
  }
});

test('the CRM may judge its own complaint otherwise, until an official has', async () => {
  const { insz } = await aDossier();
  const told = { reference: `k-${randomUUID()}`, insz };
  const [one] = await newBy(async () => {
    await tell({ ...told, tone: 'negative', changedAt: now() });
    await tell({ ...told, tone: 'neutral', changedAt: now() + hour });
    await tell({ ...told, tone: 'negative', changedAt: now() + hour / 2 });
  });
  expect(one?.tone).toBe('neutral');
  await t.call('complaints.judge', { complaint: one?.complaint, tone: 'negative' }, els);
  await tell({ ...told, tone: 'neutral', changedAt: now() + 2 * hour });
  expect((await show(one?.complaint ?? '')).steps.map(({ step, by, tone }) => [step, by, tone])).toEqual([['filed', 'system:crm', 'negative'], ['judged', 'system:crm', 'neutral'], ['judged', 'official:els.peeters', 'negative']]);
});

test.each<[string, (of: { dossier: string; insz: string }, other: { dossier: string }) => object, 'own' | 'none']>([
  ['names a dossier of this citizen', ({ dossier, insz }) => ({ dossier, insz }), 'own'], ['names the dossier alone', ({ dossier }) => ({ dossier }), 'own'],
  ['names somebody else\'s dossier', ({ insz }, { dossier }) => ({ dossier, insz }), 'own'], ['names a dossier that there is not', ({ insz }) => ({ dossier: randomUUID(), insz }), 'own'],
  ['came in before the dossier was opened', ({ insz }) => ({ insz, receivedAt: Date.UTC(2020, 0, 1) }), 'none'],
  ['is of a citizen whom nobody knows here', () => ({ insz: makeInsz('1999-01-01', 7, { testPerson: true }) }), 'none'], ['is of nobody that the CRM knows', () => ({}), 'none'],
])('a message that %s hangs on the right dossier, or on none', async (_what, said, where) => {
  const [of, other] = [await aDossier(), await aDossier()];
  const [one] = await newBy(() => tell(said(of, other)));
  expect(one?.dossier).toBe(where === 'own' ? of.dossier : null);
});

test('a complaint that comes late is about the dossier that was open when it came in at the CRM, not about one that was opened since', async () => {
  const { insz, dossier } = await aDossier();
  const received = now();
  await t.advance({ hours: 1 });
  await inGent(t, (work) => moveDossier(work, dossier, 'lapse'));
  await t.advance({ hours: 1 });
  const { dossier: reopened } = await t.call<{ dossier: string }>('request.openFor', { insz, why: 'citizen-called' }, an);
  expect(reopened).not.toBe(dossier);
  const [late] = await newBy(() => tell({ insz, receivedAt: received }));
  const [fresh] = await newBy(() => tell({ insz }));
  expect([late?.dossier, fresh?.dossier]).toEqual([dossier, reopened]);
});

test('an answer to somebody without a dossier here goes back to the CRM, which tells it', async () => {
  let reference = '';
  const [one] = await newBy(async () => { reference = await complain({ tone: 'neutral', text: 'Een vraag.' }); });
  await t.call('complaints.answer', { complaint: one?.complaint, text: 'Bel ons gerust.' }, els);
  await t.idle();
  expect(await show(one?.complaint ?? '')).toMatchObject({ state: 'answered', told: 'crm' });
  const { complaints } = await t.pull<{ complaints: { reference: string; ended: object | null }[] }>('crm', 'complaints');
  expect(complaints.find((noted) => noted.reference === reference)?.ended).toMatchObject({ outcome: 'answered', answer: 'Bel ons gerust.' });
});

test('what the CRM says of a complaint of ours that was forgotten makes no new one', async () => {
  expect(await newBy(() => tell({ ours: randomUUID() }))).toEqual([]);
});

test('a complaint that the CRM dates in the future came in now, so that it is due some day', async () => {
  const { insz } = await aDossier();
  const [one] = await newBy(() => tell({ insz, receivedAt: now() + 400 * 24 * hour }));
  expect(one?.receivedAt).toBeLessThanOrEqual(now());
});

describe('where complaints are answered in the CRM', () => {
  const there = as('official', 'jan.devos', 'kortenberg');
  const nis = '24055';
  const quiet = () => t.pull('house', 'idle', { withinMs: 60_000 }, nis);
  async function filed() {
    const { insz } = await aCitizen(t, { nis, postcode: '3070' });
    const { dossier } = await t.call<{ dossier: string }>('request.openFor', { insz, why: 'citizen-called' }, there);
    return t.call<ActionOutput<'complaints.file'>>('complaints.file', { dossier, about: 'delivery', text: 'De kaart is weg.' }, there);
  }
  const showThere = (complaint: string) => t.call<ActionOutput<'complaints.show'>>('complaints.show', { complaint }, there);

  test('nobody answers them here, and the CRM tells when it has', async () => {
    const { complaint, answerOn } = await filed();
    await quiet();
    expect(await showThere(complaint)).toMatchObject({ answeredBy: 'crm', dueOn: answerOn, may: { judge: true, takeUp: false, answer: false, close: true } });
    for (const [deed, input] of [['answer', { text: 'Hier.' }], ['takeUp', {}]] as const) await expect(t.call(`complaints.${deed}`, { complaint, ...input }, there)).rejects.toMatchObject({ type: 'complaints.answered-in-crm' });
    await t.pull('crm', 'end-complaint', { reference: complaint, outcome: 'answered' }, nis);
    await quiet();
    expect(await showThere(complaint)).toMatchObject({ state: 'answered', told: 'crm', answer: null, steps: [{ step: 'filed' }, { step: 'answered', by: 'system:crm' }] });
  });

  test('one that the CRM will never end is closed here, and the CRM hears of it', async () => {
    const { complaint } = await filed();
    await t.call('complaints.close', { complaint, reason: 'answered-elsewhere' }, there);
    await quiet();
    const { complaints } = await t.pull<{ complaints: { complaint: string | null; ended: object | null }[] }>('crm', 'complaints', {}, nis);
    expect(complaints.find((noted) => noted.complaint === complaint)?.ended).toMatchObject({ outcome: 'closed', reason: 'answered-elsewhere' });
  });
});
