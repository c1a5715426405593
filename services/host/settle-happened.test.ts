import { auditEntries } from '#services/audit/audit.store.ts';
import { dossiers } from '#services/journey/dossier.store.ts';
import { aCitizen } from '#tools/test-house/make-citizen.ts';
import { as, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';
import { openToyHouse, type ToyHouse } from '#tools/test-house/open-toy-house.ts';

const administrator = as('administrator');
type Decision = { readonly item: string | undefined; readonly output?: object };
const happened = (house: Pick<TestHouse, 'call'>, decision: Decision, who = administrator) => house.call<{ happened: boolean }>('exceptions.happened', { ...decision, why: 'seen-there' }, who);

describe('a mail of which nobody knew whether it went, and that a person finds at the mail server', () => {
  let t: TestHouse;
  beforeEach(async () => { t = await openTestHouse(); });
  afterEach(() => t.stop());
  const mails = async (dossier: string) => (await t.pull<{ messages: { messageId: string }[] }>('messaging', 'messages', { dossier })).messages;
  const exceptions = async () => (await t.call<{ exceptions: { item: string; name: string }[] }>('exceptions.list', {}, administrator)).exceptions;

  test('counts as sent: the citizen is invited and gets no second invitation; the gateway\'s report on it is not lost', async () => {
    await aCitizen(t, {});
    await t.pull('messaging', 'fault', { operation: 'sendEmail', kind: 'answers-late', times: 1 });
    const { opened } = await t.call<{ opened: { dossier: string }[] }>('invitation.checkExpiry', {}, administrator);
    await t.idle();
    const dossier = opened[0]?.dossier ?? '';
    const [mail] = await mails(dossier);
    await t.pull('messaging', 'report', { messageId: mail?.messageId, status: 'delivered' });
    await t.idle();
    // Of the report nobody knows yet what it is about: it waits beside the mail.
    const [parked, report] = await exceptions();
    expect([parked?.name, report?.name]).toEqual(['messaging.sendEmail', 'messaging.report']);

    await expect(happened(t, { item: parked?.item })).rejects.toMatchObject({ type: 'exceptions.output-needed', data: { issues: [{ name: 'output.messageId' }] } });
    expect(await happened(t, { item: parked?.item, output: { messageId: mail?.messageId } })).toEqual({ happened: true });
    await t.call('exceptions.replay', { items: [report?.item], why: 'seen-there' }, administrator);
    await t.idle();
    expect(await exceptions()).toEqual([]);
    const { messages } = await t.call<{ messages: { state: string }[] }>('communication.messages', { dossier }, as('official'));
    expect(messages.map(({ state }) => state)).toEqual(['delivered']);

    for (let day = 1; day <= 12; day += 1) await t.advance({ days: 1 });
    expect(await t.house.engine.store.reader('gent').first(dossiers, { id: dossier })).toMatchObject({ state: 'invited' });
    expect(await mails(dossier)).toHaveLength(1);
  });
});

describe('what a person says to have happened', () => {
  let t: ToyHouse;
  beforeEach(async () => { t = await openToyHouse(); });
  afterEach(() => t.stop());
  const reader = () => t.house.engine.store.reader('gent');

  test('is looked up where that is possible, lets those behind it go on, and stands in the audit with who said it and why; nobody sends anything', async () => {
    await t.fault('giveLooked', 'answers-late', 1);
    await t.fault('look-up', 'refuses', 1);
    await t.ask('toy-office.giveLooked', 'payment');
    await t.ask('toy-office.giveKeyed', 'payment');
    await t.idle();
    const [item] = await t.items({ state: 'failed' });
    expect(await happened(t, { item: item?.id })).toEqual({ happened: true });
    await t.idle();
    expect((await t.items()).map(({ name, state, output }) => [name, state, output])).toEqual([['toy-office.giveLooked', 'done', { number: 1 }], ['toy-office.giveKeyed', 'done', { number: 2 }]]);
    expect(await t.given('giveLooked')).toEqual([expect.objectContaining({ times: 1 })]);
    expect(await reader().find(auditEntries, { what: 'exceptions.happened' })).toEqual([expect.objectContaining({ actor: 'official:els.peeters', why: `toy-office.giveLooked ${item?.id}: seen-there` })]);
    // Said once.
    expect(await happened(t, { item: item?.id })).toEqual({ happened: false });
  });

  test('is followed by what follows from it, also where something else followed already because it seemed to have failed', async () => {
    t.does.onFailed = (work) => work.dispatch('toy-office.giveKeyed', { dossier: 'another-way' }, { lane: 'another-way' });
    await t.fault('giveParked', 'refuses', 1);
    await t.ask('toy-office.giveParked', 'refused');
    await t.idle();
    let told = 0;
    t.does.onDone = async (work) => { told += 1; if (told === 1) await work.dispatch('toy-office.giveKeyed', { dossier: 'taken-back' }, { lane: 'taken-back' }); };
    const [item] = await t.items({ state: 'failed' });
    expect(await happened(t, { item: item?.id, output: { number: 7 } })).toEqual({ happened: true });
    await t.idle();
    expect((await t.given('giveKeyed')).map(({ dossier }) => dossier)).toEqual(['another-way', 'taken-back']);
  });

  test('is not believed when the other side says that it did not, nor of what was never asked of it, nor of somebody who may only read', async () => {
    await t.fault('giveLooked', 'refuses', 1);
    await t.ask('toy-office.giveLooked', 'payment');
    t.does.onEvent = async () => { throw new Error('broken'); };
    await t.happen('event');
    await t.idle();
    const [refused, event] = [...await t.items({ kind: 'effect' }), ...await t.items({ kind: 'event' })];
    await expect(happened(t, { item: refused?.id })).rejects.toMatchObject({ type: 'exceptions.not-there' });
    await expect(happened(t, { item: event?.id, output: {} })).rejects.toMatchObject({ type: 'exceptions.not-an-effect' });
    await expect(happened(t, { item: refused?.id, output: { number: 1 } }, as('clerk'))).rejects.toMatchObject({ type: 'caller.scope-missing' });
    await t.call('outbox.cut', { port: 'toy-office', why: 'test' }, t.admin);
    await expect(happened(t, { item: refused?.id })).rejects.toMatchObject({ type: 'port.switched-off' });
    expect((await t.items()).map(({ state }) => state)).toEqual(['failed', 'failed']);
  });
});
