import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { letAnswersTakeLong } from '#connectors/sandbox-kit/let-answers-take-long.ts';
import { serveHandler } from '#connectors/sandbox-kit/serve-handler.ts';
import { makeInsz } from '#services/belgium/insz.ts';
import type { Deliver } from '#services/kernel/connector.ts';
import type { OutwardCall, PortImplementation } from '#services/kernel/port.ts';
import { crm, type Citizen } from './crm.port.ts';
import { liveCrm } from './live/live-crm.ts';
import { crmBench } from './sandbox/served/crm-bench.ts';
import { servedCrm } from './sandbox/served/serve-crm.ts';

letAnswersTakeLong();

/** Rules that every CRM keeps, whichever side of the port it is. */

interface Side {
  readonly port: PortImplementation<typeof crm>;
  readonly call: (key?: string) => OutwardCall;
  /** Pulls a lever: makes the outside world so, and looks at what it noted. */
  readonly pull: (lever: string, input: unknown) => Promise<unknown>;
  /** What the house was told, as it takes it in. */
  readonly told: () => readonly { readonly id: string; readonly payload: unknown }[];
  readonly close: () => Promise<void>;
}

const at = Date.UTC(2026, 10, 24, 9);

function inProcess(): Promise<Side> {
  const { sandbox, call, pull, delivered, close, remove } = crmBench(at);
  return Promise.resolve({ port: sandbox.implementation, call, pull, told: () => delivered, close: () => { close(); remove(); return Promise.resolve(); } });
}

/** The live side, pointed at the sandbox behind its wire; what the sandbox tells comes in over that wire too. */
async function overWire(): Promise<Side> {
  let deliver: Deliver = () => Promise.reject(new Error('nobody is there yet'));
  const { serve, liveEnv, call, pull, delivered, env, place, close, remove } = crmBench(at, undefined, (...message) => deliver(...message));
  const served = await serve();
  const settings = liveEnv<unknown>(liveCrm.config.parse(served.settings));
  const house = await serveHandler((url) => Promise.resolve(liveCrm.inbound?.({ ...settings, fetch, deliver: env.deliver, url: () => url }) ?? (() => Promise.reject(new Error('nothing comes in')))));
  deliver = servedCrm.tell?.({ ...env, fetch, folder: place, url: served.url, realNow: Date.now }, house.url) ?? deliver;
  const port: PortImplementation<typeof crm> & Partial<AsyncDisposable> = liveCrm.open(settings);
  return { port, call, pull, told: () => delivered, close: async () => { await port[Symbol.asyncDispose]?.(); await house.close(); await served.close(); close(); remove(); } };
}

const noor: Citizen = {
  insz: makeInsz('1960-05-01', 4, { testPerson: true }), firstName: 'Noor', lastName: 'Voorbeeld', language: 'fr',
  address: { street: 'Voorbeeldstraat', houseNumber: '1', box: '2', postcode: '9000', city: 'Gent' },
  email: 'noor@example.org', mobile: null, phone: '+3292101010', preferredMedium: 'letter', whatsappOptIn: false, representative: null, reachable: true,
};
const stranger = makeInsz('1999-01-01', 7, { testPerson: true });
const dossier = randomUUID();
const representative = { relation: 'guardian', firstName: 'An', lastName: 'Voogd', email: 'voogd@example.org', mobile: null } as const;
const contact = { insz: noor.insz, dossier, medium: 'email', subject: 'Uw eID vervalt', at } as const;
const complaint = { insz: noor.insz, dossier, complaint: randomUUID(), about: 'visit', tone: 'negative', text: 'Niemand kwam.', at, answeredBy: 'here' } as const;
const asKept = { ...complaint, reference: expect.any(String), ended: null };
const closed = { insz: noor.insz, dossier, closedOn: '2026-12-10', outcome: 'delivered-by-official' };
/** Texts that were meant for another reader: SQL, JSON, markup, directions, signs outside of every alphabet. */
const oddTexts = ["Robert'); DROP TABLE documents;--", '{"$ne":null}', '</a><script>', '"\\\u0000\u001f', '\u202eנועה é', '\u{1f4ee} \ud83d', '__proto__', '%00%2e%2e/', '  spaces  ', "' OR 1=1 /*"];

const reference = z.object({ reference: z.string() });

describe.each([['the sandbox inside the process', inProcess], ['the live side over REST', overWire]])('%s', (_name, open) => {
  let side: Side;
  beforeEach(async () => {
    side = await open();
    await put(noor);
  });
  afterEach(() => side.close());

  const put = (citizen: Citizen) => side.pull('put-citizen', { citizen });
  const known = async (insz = noor.insz) => (await side.port.citizen({ insz }, side.call())).citizen;
  const versionNow = async () => (await known())?.version ?? '';
  type Given = Omit<Parameters<Side['port']['updateContact']>[0], 'insz' | 'version'>;
  const update = async (given: Given, version?: string, key?: string) => side.port.updateContact({ insz: noor.insz, version: version ?? await versionNow(), ...given }, side.call(key));
  const contacts = async () => z.object({ contacts: z.array(z.unknown()) }).parse(await side.pull('contacts', {})).contacts;
  const complaints = async () => z.object({ complaints: z.array(z.unknown()) }).parse(await side.pull('complaints', {})).complaints;
  const taken = () => side.told().map(({ payload }) => crm.messages.complaint.payload.parse(payload));
  const procedures = async () => z.object({ procedures: z.array(z.unknown()) }).parse(await side.pull('procedures', {})).procedures;
  const ledger = async () => z.object({ entries: z.array(z.looseObject({})) }).parse(await side.pull('ledger', {})).entries;
  const fault = (operation: string, kind: string) => side.pull('fault', { operation, kind, times: 1 });
  const fails = (type: string, retry: string) => expect.objectContaining({ type: `crm.${type}`, data: { retry } });

  test('a citizen is told with language, address and preferences; a stranger is nobody', async () => {
    expect(await known()).toEqual({ ...noor, version: expect.any(String) });
    expect(await side.port.citizen({ insz: stranger }, side.call())).toEqual({ citizen: null });
  });

  test('newer contact data replaces the older; what was left out stays, what is given as nothing goes', async () => {
    await update({ mobile: '+32470123456', preferredMedium: 'sms', whatsappOptIn: true });
    expect(await known()).toMatchObject({ ...noor, mobile: '+32470123456', preferredMedium: 'sms', whatsappOptIn: true });
    await update({ email: null });
    expect(await known()).toMatchObject({ ...noor, email: null, mobile: '+32470123456', preferredMedium: 'sms', whatsappOptIn: true });
  });

  test('the representative that a citizen named last is the one, and nothing of an earlier one stays', async () => {
    await update({ representative });
    const other = { ...representative, firstName: 'Jo', email: null, mobile: '+32470000009' };
    await update({ representative: other });
    expect(await known()).toMatchObject({ representative: other });
  });

  test('each change makes another version; looking, and being told of messages, makes none', async () => {
    const versions = [await versionNow()];
    for (const change of [() => update({ mobile: '+32470123456' }), () => put({ ...noor, phone: null })]) {
      await change();
      versions.push(await versionNow());
    }
    expect(new Set(versions).size).toBe(3);
    await side.port.recordContact(contact, side.call());
    await side.port.closeProcedure(closed, side.call());
    expect(await versionNow()).toBe(versions[2]);
  });

  test('what somebody else changed meanwhile is never overwritten; who reads again may decide anew', async () => {
    const version = await versionNow();
    await put({ ...noor, phone: '+3292000000' });
    await expect(update({ mobile: '+32470123456' }, version)).rejects.toEqual(fails('changed-meanwhile', 'never'));
    expect(await known()).toMatchObject({ phone: '+3292000000', mobile: null });
    await update({ mobile: '+32470123456' });
    expect(await known()).toMatchObject({ phone: '+3292000000', mobile: '+32470123456' });
  });

  test('of those who write at once on one version, one is heard, and the others are told', async () => {
    const version = await versionNow();
    const mobiles = ['+32470000001', '+32470000002', '+32470000003', '+32470000004', '+32470000005'];
    const ends = await Promise.allSettled(mobiles.map((mobile) => update({ mobile }, version)));
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(ends.filter((end) => end.status === 'rejected').map(({ reason }) => reason as unknown)).toEqual(Array.from({ length: 4 }, () => fails('changed-meanwhile', 'never')));
    expect((await known())?.mobile).toBe(mobiles[ends.findIndex(({ status }) => status === 'fulfilled')]);
  });

  test('a change whose answer was lost is asked again under its key: done once, and not taken for a change by somebody else', async () => {
    const version = await versionNow();
    const key = randomUUID();
    await fault('updateContact', 'answers-late');
    await expect(update({ mobile: '+32470123456' }, version, key)).rejects.toEqual(fails('no-answer', 'ambiguous'));
    await expect(update({ mobile: '+32470123456' }, version, key)).resolves.toEqual({});
    expect(await known()).toMatchObject({ mobile: '+32470123456' });
    expect(await ledger()).toMatchObject([{ operation: 'updateContact', key, times: 2 }]);
  });

  test('each message that went out is noted once per key', async () => {
    const key = randomUUID();
    for (const again of [key, key, randomUUID()]) await side.port.recordContact(contact, side.call(again));
    expect(await contacts()).toEqual([contact, contact]);
  });

  test('a complaint is kept once per key, in the citizen\'s own words', async () => {
    const key = randomUUID();
    for (const again of [key, key]) await side.port.recordComplaint(complaint, side.call(again));
    expect(await complaints()).toEqual([asKept]);
  });

  test('a complaint of an earlier release has no number and no tone, and is answered in the CRM', async () => {
    const { complaint: _number, tone: _tone, ...earlier } = complaint;
    await side.port.recordComplaint({ ...earlier, answeredBy: 'crm' }, side.call());
    expect(await complaints()).toEqual([{ ...asKept, complaint: null, tone: null, answeredBy: 'crm' }]);
  });

  test('the end of a complaint is noted with the answer, by our number or by the CRM\'s own; of one that it does not know it says so', async () => {
    await side.port.recordComplaint(complaint, side.call());
    const { reference: theirs } = reference.parse(await side.pull('complain', { insz: noor.insz, about: 'payment', tone: 'neutral', text: 'Waarom zo duur?' }));
    const key = randomUUID();
    for (const _ of ['once', 'again']) await side.port.recordComplaintEnd({ reference: complaint.complaint, dossier, outcome: 'answered', answer: 'Wij komen morgen.', reason: null, at }, side.call(key));
    await side.port.recordComplaintEnd({ reference: theirs, dossier: null, outcome: 'closed', answer: null, reason: 'withdrawn', at }, side.call());
    expect(await complaints()).toMatchObject([{ ended: { outcome: 'answered', answer: 'Wij komen morgen.', reason: null, at } }, { reference: theirs, ended: { outcome: 'closed', answer: null, reason: 'withdrawn', at } }]);
    await expect(side.port.recordComplaintEnd({ reference: randomUUID(), dossier, outcome: 'closed', answer: null, reason: null, at }, side.call())).rejects.toEqual(fails('unknown-complaint', 'never'));
  });

  test('a complaint that comes in at the CRM is told with what it knows of who complains, and of that which it knows nothing of too', async () => {
    await side.pull('complain', { insz: noor.insz, dossier, about: 'delivery', tone: 'negative', text: oddTexts.join('\n'), at: at - 1 });
    const { reference: bare } = reference.parse(await side.pull('complain', { about: 'other', tone: 'positive', text: 'Bravo!' }));
    expect(taken()).toEqual([
      { reference: expect.any(String), ours: null, insz: noor.insz, dossier, about: 'delivery', tone: 'negative', text: oddTexts.join('\n'), receivedAt: at - 1, changedAt: at, ended: null },
      { reference: bare, ours: null, insz: null, dossier: null, about: 'other', tone: 'positive', text: 'Bravo!', receivedAt: at, changedAt: at, ended: null },
    ]);
    expect(new Set(side.told().map(({ id }) => id)).size).toBe(2);
  });

  test('what becomes of a complaint is told under our number, where we had noted it, and under the CRM\'s own where it came in there', async () => {
    await side.port.recordComplaint({ ...complaint, answeredBy: 'crm' }, side.call());
    const { reference: theirs } = reference.parse(await side.pull('complain', { about: 'other', tone: 'neutral', text: 'Een vraag.' }));
    await side.pull('end-complaint', { reference: complaint.complaint, outcome: 'answered' });
    await side.pull('end-complaint', { reference: theirs, outcome: 'closed' });
    expect(taken().slice(1)).toMatchObject([{ ours: complaint.complaint, insz: noor.insz, dossier, ended: { outcome: 'answered', at } }, { reference: theirs, ours: null, ended: { outcome: 'closed', at } }]);
  });

  test('the end of a procedure is noted once per dossier', async () => {
    for (const _ of ['once', 'again']) await side.port.closeProcedure(closed, side.call());
    expect(await procedures()).toEqual([closed]);
  });

  test('nothing is noted about a stranger', async () => {
    const unknown = fails('unknown-citizen', 'never');
    await expect(side.port.recordContact({ ...contact, insz: stranger }, side.call())).rejects.toEqual(unknown);
    await expect(side.port.updateContact({ insz: stranger, version: '1', mobile: null, representative }, side.call())).rejects.toEqual(unknown);
    await expect(side.port.recordComplaint({ ...complaint, insz: stranger }, side.call())).rejects.toEqual(unknown);
    await expect(side.port.closeProcedure({ ...closed, insz: stranger }, side.call())).rejects.toEqual(unknown);
    expect([await contacts(), await complaints(), await procedures(), await ledger()]).toEqual([[], [], [], []]);
  });

  test('who asked, and for which dossier, stands in the books', async () => {
    await side.port.updateContact({ insz: noor.insz, version: await versionNow(), email: null }, { ...side.call(), dossier });
    await side.port.recordContact(contact, side.call());
    expect(await ledger()).toMatchObject(['updateContact', 'recordContact'].map((operation) => ({ operation, dossier, actor: 'official:els.peeters' })));
  });

  test.each(oddTexts)('what people write is kept as they wrote it: %j', async (odd) => {
    const written: Citizen = { ...noor, firstName: odd, lastName: odd, mobile: odd, phone: odd, address: { ...noor.address, street: odd, houseNumber: odd.slice(0, 12), box: odd.slice(0, 12), city: odd } };
    await put(written);
    expect(await known()).toMatchObject(written);
    const named = { ...representative, firstName: odd, lastName: odd, mobile: odd.slice(0, 20) };
    await update({ mobile: odd.slice(0, 20), representative: named });
    expect(await known()).toMatchObject({ ...written, mobile: odd.slice(0, 20), representative: named });
    await side.port.recordContact({ ...contact, subject: odd }, side.call());
    await side.port.recordComplaint({ ...complaint, text: odd }, side.call());
    await side.port.closeProcedure({ ...closed, outcome: odd }, side.call());
    expect([await contacts(), await complaints(), await procedures()]).toEqual([[{ ...contact, subject: odd }], [{ ...asKept, text: odd }], [{ ...closed, outcome: odd }]]);
    expect(await known(stranger)).toBeNull();
  });

  test.each(oddTexts.slice(0, 2))('a version that nobody gave is a version of long ago: %j', async (odd) => {
    await expect(update({ email: null }, odd.replaceAll(/[^\x21\x23-\x7e]/g, '-'))).rejects.toEqual(fails('changed-meanwhile', 'never'));
  });

  test.each([['down', 'unavailable', 'safe', 'unavailable', 'safe'], ['answers-late', 'unavailable', 'safe', 'no-answer', 'ambiguous'], ['refuses', 'refused', 'never', 'refused', 'never']])(
    'a CRM that %s: a look-up is %s (%s), a note is %s (%s)', async (kind, looked, lookAgain, noted, noteAgain) => {
      await fault('citizen', kind);
      await expect(known()).rejects.toEqual(fails(looked, lookAgain));
      await fault('recordContact', kind);
      await expect(side.port.recordContact(contact, side.call())).rejects.toEqual(fails(noted, noteAgain));
      expect(await contacts()).toHaveLength(kind === 'answers-late' ? 1 : 0);
      await fault('updateContact', kind);
      await expect(update({ email: null })).rejects.toEqual(fails(noted, noteAgain));
    },
  );
});
