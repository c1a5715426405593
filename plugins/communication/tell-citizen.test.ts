import { messaging } from '#connectors/messaging/messaging.port.ts';
import { deliverMessage } from '#tools/test-house/deliver-message.ts';
import { aCitizen, type TestCitizen } from '#tools/test-house/make-citizen.ts';
import { as, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';

interface Sent { messageId: string; medium: string; to: string; language: string; subject: string; body: string }
interface Shown { message: string; medium: string; to: string; state: string; notice: string; language: string }
interface Told { medium: string | null; messages: string[] }

let t: TestHouse;
beforeAll(async () => { t = await openTestHouse(); });
afterAll(() => t.stop());

const clerk = as('clerk');
type Overrides = Parameters<typeof aCitizen>[1];
/** Somebody with a dossier, who was told nothing yet. */
const aDossier = async (overrides: Overrides = {}, municipality: 'gent' | 'kortenberg' = 'gent'): Promise<TestCitizen & { dossier: string }> => {
  const citizen = await aCitizen(t, { ...overrides, nis: municipality === 'gent' ? '44021' : '24055' });
  return { ...citizen, ...await t.call<{ dossier: string }>('request.openFor', { insz: citizen.insz, why: 'citizen-called' }, as('clerk', 'els.peeters', municipality)) };
};
const tell = async (dossier: string, input: object = {}, by = clerk): Promise<Told> => {
  const told = await t.call<Told>('communication.tell', { dossier, notice: 'closed', once: 'closed:1', ...input }, by);
  await t.idle();
  return told;
};
const sentTo = async (dossier: string, nis?: string) => (await t.pull<{ messages: Sent[] }>('messaging', 'messages', { dossier }, nis)).messages;
const shownOf = async (dossier: string) => (await t.call<{ messages: Shown[] }>('communication.messages', { dossier }, clerk)).messages;
const fault = (port: string, operation: string, kind: string | null, times: number | null = null) => t.pull(port, 'fault', { operation, kind, times });
const stateOf = async (dossier: string) => (await t.call<{ state: string }>('journey.show', { dossier }, clerk)).state;
const exceptionsOf = async (dossier: string) => (await t.call<{ exceptions: { name: string; state: string; item: string }[] }>('exceptions.list', { dossier }, as('administrator'))).exceptions;
const contactsOf = async (insz: string) => (await t.pull<{ contacts: { insz: string; medium: string; subject: string }[] }>('crm', 'contacts')).contacts.filter((contact) => contact.insz === insz);

test.each<[string, Overrides, string, string]>([
  ['by the preferred medium', { preferredMedium: 'sms', mobile: '+32470000001' }, 'sms', '+32470000001'],
  ['by e-mail when nothing is preferred', { email: 'jan@example.org' }, 'email', 'jan@example.org'],
  ['by WhatsApp after opt-in', { preferredMedium: 'whatsapp', mobile: '+32470000002', whatsappOptIn: true }, 'whatsapp', '+32470000002'],
  ['by the next digital medium when WhatsApp is preferred without opt-in', { preferredMedium: 'whatsapp', mobile: '+32470000002' }, 'email', '@example.org'],
  ['by letter when it was asked for', { preferredMedium: 'letter' }, 'letter', 'Test Persoon, Teststraat'],
])('a citizen is told %s', async (_title, overrides, medium, to) => {
  const { dossier, insz } = await aDossier(overrides);
  expect((await tell(dossier)).medium).toBe(medium);
  const sent = await sentTo(dossier);
  expect(sent).toHaveLength(1);
  expect(sent[0]).toMatchObject({ medium, to: expect.stringContaining(to) });
  expect(await shownOf(dossier)).toMatchObject([{ medium, state: 'sent', to: 'citizen', notice: 'closed' }]);
  expect(await contactsOf(insz)).toMatchObject([{ medium, subject: sent[0]?.subject }]);
});

test.each(['nl', 'fr', 'de', 'en'] as const)('a citizen is told in the own language (%s)', async (language) => {
  const { dossier } = await aDossier({ language });
  await tell(dossier, { notice: 'visit-confirmed', values: { start: Date.UTC(2026, 11, 2, 9, 30) } });
  expect(await sentTo(dossier)).toMatchObject([{ language, body: expect.stringContaining('10:30') }]);
});

test('where the municipality does not write the citizen\'s language it writes its own', async () => {
  const { dossier } = await aDossier({ language: 'de', postcode: '3070' }, 'kortenberg');
  await tell(dossier, {}, as('clerk', 'an.claes', 'kortenberg'));
  await t.pull('house', 'idle', {}, '24055');
  expect(await sentTo(dossier, '24055')).toMatchObject([{ language: 'nl' }]);
});

test('the same thing is told once, however often and by however many it is asked', async () => {
  const { dossier } = await aDossier();
  const told = await Promise.all([1, 2, 3, 4].map(() => tell(dossier)));
  expect(new Set(told.map(({ messages }) => messages.join(',')))).toEqual(new Set([told[0]?.messages.join(',')]));
  expect(await sentTo(dossier)).toHaveLength(1);
  await tell(dossier, { once: 'closed:2' });
  expect(await sentTo(dossier)).toHaveLength(2);
});

test('what was told already needs no look-up to be answered again', async () => {
  const { dossier } = await aDossier();
  const told = await tell(dossier);
  await fault('crm', 'citizen', 'down');
  expect(await tell(dossier)).toEqual(told);
  await fault('crm', 'citizen', null);
});

test('when an address is refused the next medium is tried, and the one after that', async () => {
  const { dossier } = await aDossier({ email: 'gone@example.invalid', mobile: '0470000000' });
  await tell(dossier);
  expect(await shownOf(dossier)).toMatchObject([{ medium: 'email', state: 'failed' }, { medium: 'sms', state: 'failed' }, { medium: 'telephone', state: 'waiting' }]);
});

test('when nothing is left, somebody has to see to it', async () => {
  const { dossier } = await aDossier({ email: 'gone@example.invalid' });
  await fault('messaging', 'sendLetter', 'refuses', 1);
  await tell(dossier, { notice: 'counter-information', values: { link: 'https://example.org/x', code: 'AAAAA-BBBBB', expiresOn: '2026-12-15' }, once: 'x' });
  expect(await shownOf(dossier)).toMatchObject([{ medium: 'email', state: 'failed' }, { medium: 'letter', state: 'failed' }]);
  expect(await stateOf(dossier)).toBe('unreachable');
});

test('a mail of which nobody knows whether it went out is parked: not sent twice, nor by another medium, and what comes later goes out', async () => {
  const { dossier } = await aDossier({ mobile: '+32470000003' });
  await fault('messaging', 'sendEmail', 'answers-late', 1);
  await tell(dossier);
  expect(await shownOf(dossier)).toMatchObject([{ medium: 'email', state: 'parked' }]);
  expect(await sentTo(dossier)).toHaveLength(1);
  expect(await exceptionsOf(dossier)).toMatchObject([{ name: 'messaging.sendEmail', state: 'parked' }]);
  await tell(dossier, { once: 'closed:2' });
  expect(await shownOf(dossier)).toMatchObject([{ state: 'parked' }, { state: 'sent' }]);
});

test('a person may have a parked mail sent again', async () => {
  const { dossier } = await aDossier();
  await fault('messaging', 'sendEmail', 'answers-late', 1);
  await tell(dossier);
  const items = (await exceptionsOf(dossier)).map(({ item }) => item);
  await t.call('exceptions.replay', { items, why: 'not-in-the-sent-folder' }, as('administrator'));
  await t.idle();
  expect(await shownOf(dossier)).toMatchObject([{ state: 'sent' }]);
});

test('a mail server that is away for a moment loses nothing and sends once', async () => {
  const { dossier } = await aDossier();
  await fault('messaging', 'sendEmail', 'down', 2);
  await tell(dossier);
  expect(await shownOf(dossier)).toMatchObject([{ state: 'sent' }]);
  expect(await sentTo(dossier)).toHaveLength(1);
});

test('a CRM that is away when it should note a message holds up no other message', async () => {
  const { dossier } = await aDossier();
  await fault('crm', 'recordContact', 'refuses', 1);
  await tell(dossier);
  await tell(dossier, { once: 'closed:2' });
  expect(await sentTo(dossier)).toHaveLength(2);
  expect(await exceptionsOf(dossier)).toMatchObject([{ name: 'crm.recordContact' }]);
});

const guardian = { relation: 'guardian', firstName: 'Mia', lastName: 'Voogd', email: 'mia@example.org', mobile: '+32470000009' };

test('a representative is told as well, with the citizen\'s name above, and the CRM notes only what the citizen got', async () => {
  const { dossier, insz } = await aDossier({ representative: guardian });
  await tell(dossier);
  const sent = await sentTo(dossier);
  expect(sent.map(({ to }) => to).toSorted()).toEqual(['mia@example.org', expect.stringContaining('persoon')]);
  expect(sent.find(({ to }) => to === 'mia@example.org')?.body).toMatch(/^Dit bericht is voor Test Persoon\./u);
  expect((await shownOf(dossier)).map(({ to }) => to).toSorted()).toEqual(['citizen', 'representative']);
  expect(await contactsOf(insz)).toHaveLength(1);
});

test('a representative whose mail is refused gets an SMS', async () => {
  const { dossier } = await aDossier({ representative: { ...guardian, email: 'gone@example.invalid' } });
  await tell(dossier);
  expect((await sentTo(dossier)).map(({ to }) => to)).toContain('+32470000009');
});

test('to who has died or has left nothing is sent, nor to a representative', async () => {
  const { dossier } = await aDossier({ reachable: false, representative: guardian });
  expect(await tell(dossier)).toEqual({ medium: null, messages: [] });
  expect(await sentTo(dossier)).toEqual([]);
});

test('a wanted medium is that one or none', async () => {
  const { dossier } = await aDossier();
  expect((await tell(dossier, { medium: 'sms' })).medium).toBeNull();
  expect(await sentTo(dossier)).toEqual([]);
  expect((await tell(dossier, { medium: 'letter' })).medium).toBe('letter');
});

test('a text that lacks a value is refused by the name of the value, and nothing is sent', async () => {
  const { dossier } = await aDossier();
  await expect(tell(dossier, { notice: 'refund' })).rejects.toMatchObject({ type: 'communication.values-unfit', data: { issues: [{ name: 'values.amount' }] } });
  expect(await shownOf(dossier)).toEqual([]);
});

const report = (messageId: string | undefined, status: string) => t.pull('messaging', 'report', { messageId, status, reason: null }).then(() => t.idle());

test('reports move a message on, and never back', async () => {
  const { dossier } = await aDossier();
  await tell(dossier);
  const [sent] = await sentTo(dossier);
  for (const [status, state] of [['delivered', 'delivered'], ['failed', 'delivered'], ['read', 'read'], ['delivered', 'read']] as const) {
    await report(sent?.messageId, status);
    expect(await shownOf(dossier)).toMatchObject([{ state }]);
  }
});

test('a mail that bounces later is followed by the next medium', async () => {
  const { dossier } = await aDossier({ mobile: '+32470000004' });
  await tell(dossier);
  const [sent] = await sentTo(dossier);
  await report(sent?.messageId, 'failed');
  await report(sent?.messageId, 'failed');
  expect(await shownOf(dossier)).toMatchObject([{ medium: 'email', state: 'failed' }, { medium: 'sms', state: 'sent' }]);
});

test('a mail of a visit that bounces when another moment was told already is not told again, though that of the other moment is', async () => {
  const { dossier } = await aDossier({ mobile: '+32470000010' });
  await tell(dossier, { notice: 'visit-confirmed', once: 'visit:1', values: { start: Date.UTC(2026, 11, 2, 9, 30) } });
  await tell(dossier, { notice: 'visit-moved', once: 'visit:2', values: { start: Date.UTC(2026, 11, 3, 9, 30) } });
  for (const { messageId } of await sentTo(dossier)) await report(messageId, 'failed');
  expect(await shownOf(dossier)).toMatchObject([
    { notice: 'visit-confirmed', medium: 'email', state: 'failed' }, { notice: 'visit-moved', medium: 'email', state: 'failed' }, { notice: 'visit-moved', medium: 'sms', state: 'sent' },
  ]);
});

const reportsWaiting = async (house: Pick<TestHouse, 'call'>) => {
  const { exceptions } = await house.call<{ exceptions: { name: string }[] }>('exceptions.list', {}, as('administrator'));
  return exceptions.filter(({ name }) => name === 'messaging.report').length;
};

test('a report on a message that is none of ours waits for nobody where every message is known to have gone', async () => {
  const house = await openTestHouse();
  try {
    await deliverMessage(house, messaging, 'report', 'a-report', { medium: 'email', messageId: 'none-of-ours', status: 'delivered', reason: null, at: 1 });
    await house.idle();
    expect(await reportsWaiting(house)).toBe(0);
  } finally {
    await house.stop();
  }
});

test('a report that may be about a mail of which nobody knows whether it went waits for the person who looks', async () => {
  const { dossier } = await aDossier();
  await fault('messaging', 'sendEmail', 'answers-late', 1);
  await tell(dossier);
  const [sent] = await sentTo(dossier);
  const before = await reportsWaiting(t);
  await report(sent?.messageId, 'delivered');
  expect([await shownOf(dossier), await reportsWaiting(t) - before]).toMatchObject([[{ state: 'parked' }], 1]);
  // What nothing of the same medium can be meant by waits for nobody, nor what has a number that none of ours ever had.
  for (const [id, told] of [['a', { medium: 'letter' }], ['b', { medium: 'email', key: dossier }]] as const) await deliverMessage(t, messaging, 'report', id, { messageId: `none-of-ours-${id}`, status: 'failed', reason: null, at: 1, ...told });
  await t.idle();
  expect(await reportsWaiting(t) - before).toBe(1);
});

test.each(['sms', 'whatsapp', 'letter'])('who carries messages by another medium (%s) cannot say that a mail failed', async (medium) => {
  const { dossier } = await aDossier({ mobile: '+32470000009' });
  await tell(dossier);
  const [sent] = await sentTo(dossier);
  await deliverMessage(t, messaging, 'report', `of ${medium} about ${dossier}`, { medium, messageId: sent?.messageId, status: 'failed', reason: null, at: 1 });
  await t.idle();
  expect(await shownOf(dossier)).toMatchObject([{ medium: 'email', state: 'sent' }]);
});

describe('a WhatsApp message of which the answer was lost', () => {
  const parked = async () => {
    const citizen = await aDossier({ preferredMedium: 'whatsapp', mobile: '+32470000007', whatsappOptIn: true });
    await fault('messaging', 'sendWhatsapp', 'answers-late', 1);
    await tell(citizen.dossier);
    const [sent] = await sentTo(citizen.dossier);
    expect(await shownOf(citizen.dossier)).toMatchObject([{ medium: 'whatsapp', state: 'parked' }]);
    return { ...citizen, sent };
  };
  const item = async (dossier: string) => (await exceptionsOf(dossier)).find(({ name }) => name === 'messaging.sendWhatsapp')?.item;

  test('is found by our number, which its reports give back; what a person says later does not undo it', async () => {
    const { dossier, sent } = await parked();
    for (const [status, state] of [['sent', 'sent'], ['read', 'read'], ['delivered', 'read']] as const) {
      await report(sent?.messageId, status);
      expect(await shownOf(dossier)).toMatchObject([{ state }]);
    }
    await t.call('exceptions.happened', { item: await item(dossier), why: 'seen-there', output: { messageId: sent?.messageId } }, as('administrator'));
    await t.idle();
    expect(await shownOf(dossier)).toMatchObject([{ state: 'read' }]);
  });
  test('stays read, also where it is asked for again and then refused', async () => {
    const { dossier, sent } = await parked();
    await report(sent?.messageId, 'read');
    await fault('messaging', 'sendWhatsapp', 'refuses', 1);
    await t.call('exceptions.replay', { items: [await item(dossier)], why: 'not-sent' }, as('administrator'));
    await t.idle();
    expect(await shownOf(dossier)).toMatchObject([{ medium: 'whatsapp', state: 'read' }]);
  });
  test('and that will not arrive is followed by the next medium, once', async () => {
    const { dossier, insz, sent } = await parked();
    await report(sent?.messageId, 'failed');
    await t.call('exceptions.happened', { item: await item(dossier), why: 'seen-there', output: { messageId: sent?.messageId } }, as('administrator'));
    await t.idle();
    // The CRM hears of what came to the citizen.
    expect((await contactsOf(insz)).map(({ medium }) => medium)).toEqual(['email']);
    await report(sent?.messageId, 'failed');
    expect(await shownOf(dossier)).toMatchObject([{ medium: 'whatsapp', state: 'failed' }, { medium: 'email', state: 'sent' }]);
    expect(await sentTo(dossier)).toHaveLength(2);
  });
});

describe('a language that the municipality takes away', () => {
  const admin = as('administrator');
  const change = { part: 'profile', what: 'municipality', deed: 'configure', settings: { languages: ['nl', 'fr', 'en'] } };
  const plan = () => t.call<{ version: number; harm: string[] }>('administration.plan', change, admin);
  const missedBy = async () => Number((await plan()).harm.join('\n').match(/^(\d+) open dossiers? w(?:as|ere) told something in 'de'/m)?.[1] ?? 0);

  test('is missed by each open dossier that was told something in it, and the citizen is told in another one from then on', async () => {
    const before = await missedBy();
    const [open, called, ended] = [await aDossier({ language: 'de' }), await aDossier({ language: 'de', preferredMedium: 'telephone', phone: '+3292000009' }), await aDossier({ language: 'de' })];
    for (const { dossier } of [open, open, called, ended]) await tell(dossier);
    await t.call('request.withdraw', { dossier: ended.dossier }, clerk);
    await t.idle();
    expect(await missedBy()).toBe(before + 2);
    await t.call('administration.apply', { ...change, version: (await plan()).version, why: 'test' }, admin);
    await tell(open.dossier, { once: 'closed:2' });
    expect((await sentTo(open.dossier)).map(({ language }) => language)).toEqual(['de', 'nl']);
    await t.call('administration.rollback', { version: (await plan()).version, why: 'test' }, admin);
  });

  test('is missed by nobody where nothing but another name or language comes', async () => {
    expect((await t.call<{ harm: string[] }>('administration.plan', { ...change, settings: { languages: ['de', 'nl', 'fr', 'en'], name: 'Gent' } }, admin)).harm.join()).not.toContain('open dossier');
  });
});

test('a WhatsApp message names its approved text, and what fills it reads as what was composed', async () => {
  const { dossier } = await aDossier({ preferredMedium: 'whatsapp', mobile: '+32470000008', whatsappOptIn: true });
  await tell(dossier);
  expect(await sentTo(dossier)).toMatchObject([{ template: expect.stringMatching(/^closed_[0-9a-f]{8}$/), body: expect.stringMatching(/^Bericht van Stad Gent: .* Antwoord hier niet: /) }]);
});
