import { randomUUID } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { letAnswersTakeLong } from '#connectors/sandbox-kit/let-answers-take-long.ts';
import { sandboxBench, type Delivered } from '#connectors/sandbox-kit/sandbox-bench.ts';
import { serveHandler } from '#connectors/sandbox-kit/serve-handler.ts';
import { makeInsz } from '#services/belgium/insz.ts';
import type { Deliver, Finding } from '#services/kernel/connector.ts';
import type { OutwardCall, PortImplementation } from '#services/kernel/port.ts';
import { messagingLive } from './live/messaging-live.ts';
import { messagingConfig } from './messaging.config.ts';
import { messaging } from './messaging.port.ts';
import { openMessaging } from './sandbox/open-messaging.ts';
import { eBoxKeys, eBoxPlaces } from './sandbox/served/e-box-agreement.ts';
import { mailKeys } from './sandbox/served/mail-keys.ts';
import { takeLetters } from './sandbox/served/print-shop.ts';
import { servedMessaging } from './sandbox/served/serve-messaging.ts';
import { readTemplates } from './wire/whatsapp-wire.ts';

letAnswersTakeLong();

/** Rules that every way of sending messages keeps, whichever side of the port it is. */

interface Side {
  readonly port: PortImplementation<typeof messaging>;
  readonly call: (key?: string) => OutwardCall;
  /** What the house was told. */
  readonly told: () => readonly Delivered[];
  /** Makes the outside world so, and looks at what came to the citizen. */
  readonly world: {
    received(dossier: string): Promise<readonly { readonly medium: string; readonly to: string; readonly messageId: string }[]>;
    fault(operation: string, kind: string, ms?: number): Promise<unknown>;
    report(messageId: string, status: 'sent' | 'delivered' | 'read' | 'failed', reason: string | null): Promise<unknown>;
    opensEBox(insz: string, opens: boolean): Promise<unknown>;
    /** What the contact centre has, and what it tells. */
    calls(dossier: string): Promise<readonly { readonly call: string; readonly state: string }[]>;
    endCall(call: string, outcome: string): Promise<unknown>;
    /** Addresses that this gateway refuses. */
    readonly refused: { readonly email: string; readonly mobile: string };
  };
  /** What an administrator is told who has it looked at; in the process there is nothing to look at. */
  readonly check: () => Promise<readonly Finding[]>;
  readonly close: () => Promise<void>;
}

const at = Date.UTC(2026, 10, 24, 9);

const received = z.object({ messages: z.array(z.looseObject({ medium: z.string(), to: z.string(), messageId: z.string() })) });
/** A text that was approved, and how it reads when it is filled. */
const approved = readTemplates().find(({ name, language }) => name.startsWith('visit_confirmed_') && language === 'nl') ?? { name: '', text: '', parameters: [] };
const parameters = approved.parameters.map((name) => ({ name, text: `[${name}] $& {{when}}` }));
const filled = approved.text.replaceAll(/\{\{(\w+)\}\}/g, (_all, name: string) => parameters.find((one) => one.name === name)?.text ?? '');
const booked = z.object({ calls: z.array(z.looseObject({ call: z.string(), state: z.string() })) });

// Made once: each served sandbox has a copy.
const keys = mkdtempSync(join(tmpdir(), 'mail-keys-'));
beforeAll(() => Promise.all([mailKeys.open(keys, Date.now()), eBoxKeys.open(eBoxPlaces(keys).own, Date.now())]));
afterAll(() => rmSync(keys, { recursive: true }));

const refusedHere = { email: 'noor@nowhere.invalid', mobile: '0470123456' };

function inProcess(): Promise<Side> {
  const bench = sandboxBench(messagingConfig.parse({}), at);
  const sandbox = openMessaging(bench.env);
  return Promise.resolve({
    port: sandbox.implementation, call: bench.call, told: () => bench.delivered, check: () => Promise.resolve([]),
    world: {
      received: async (dossier) => received.parse(await bench.pull(sandbox, 'messages', { dossier })).messages,
      fault: (operation, kind, ms) => bench.pull(sandbox, 'fault', { operation, kind, times: 1, ms }),
      report: (messageId, status, reason) => bench.pull(sandbox, 'report', { messageId, status, reason }),
      opensEBox: (insz, opens) => bench.pull(sandbox, 'e-box-user', { insz, opens }),
      calls: async (about) => booked.parse(await bench.pull(sandbox, 'calls', { dossier: about })).calls,
      endCall: (call, outcome) => bench.pull(sandbox, 'outcome', { call, outcome }),
      refused: refusedHere,
    },
    close: () => { sandbox.close(); bench.remove(); return Promise.resolve(); },
  });
}

/** The live side, pointed at the sandbox behind its wires; and what the sandbox tells comes in by the way that outside systems have. */
async function overWire(): Promise<Side> {
  let deliver: Deliver = () => Promise.reject(new Error('nobody is there yet'));
  const bench = sandboxBench(messagingConfig.parse({}), at);
  const sandbox = openMessaging({ ...bench.env, deliver: (...message) => deliver(...message) });
  const folder = join(bench.env.folder, 'messaging');
  mkdirSync(folder);
  cpSync(keys, folder, { recursive: true });
  let closeServed: (() => Promise<void>) | undefined;
  const outside = await serveHandler(async (url) => {
    const served = await servedMessaging.open(sandbox, { ...bench.env, fetch, folder, url, realNow: Date.now });
    closeServed = served.close;
    return served.handle;
  });
  const config: unknown = messagingLive.config.parse(servedMessaging.settings({ url: outside.url, folder }));
  const env = { ...bench.env, config, fetch, realNow: Date.now, secret: (reference: string) => readFileSync(reference.slice('file:'.length), 'utf8') };
  const house = await serveHandler((url) => messagingLive.inbound?.({ ...env, deliver: bench.env.deliver, url: () => url }) ?? Promise.reject(new Error('nothing comes in')));
  deliver = servedMessaging.tell?.({ ...bench.env, fetch, folder, url: outside.url, realNow: Date.now }, house.url) ?? deliver;
  const port = messagingLive.open(env);
  return {
    port, call: bench.call, told: () => bench.delivered, check: () => messagingLive.check(env),
    world: {
      received: async (dossier) => {
        await takeLetters(sandbox, join(folder, 'print-shop'));
        return received.parse(await bench.pull(sandbox, 'messages', { dossier })).messages;
      },
      fault: (operation, kind, ms) => bench.pull(sandbox, 'fault', { operation, kind, times: 1, ms }),
      report: (messageId, status, reason) => bench.pull(sandbox, 'report', { messageId, status, reason }),
      opensEBox: (insz, opens) => bench.pull(sandbox, 'e-box-user', { insz, opens }),
      calls: async (about) => booked.parse(await bench.pull(sandbox, 'calls', { dossier: about })).calls,
      endCall: (call, outcome) => bench.pull(sandbox, 'outcome', { call, outcome }),
      refused: refusedHere,
    },
    close: async () => {
      if (Symbol.asyncDispose in port) await (port as AsyncDisposable)[Symbol.asyncDispose]();
      await closeServed?.();
      await outside.close();
      await house.close();
      sandbox.close();
      bench.remove();
    },
  };
}

describe.each<[string, () => Promise<Side>]>([['the sandbox', inProcess], ['the live side over the served sandbox', overWire]])('%s', (_name, open) => {
  let side: Side;
  const dossier = randomUUID();
  beforeEach(async () => { side = await open(); });
  afterEach(() => side.close());

  const text = { language: 'nl', subject: 'Uw eID vervalt', body: 'Beste Noor, …', dossier } as const;
  const mobile = '+32470000000';
  const address = { street: 'Voorbeeldstraat', houseNumber: '1', box: '2', postcode: '9000', city: 'Gent' };
  const email = (to: string, key?: string) => side.port.sendEmail({ ...text, to }, side.call(key));
  const sms = (to: string, key?: string) => side.port.sendSms({ ...text, to }, side.call(key));
  const whatsapp = (to: string, key?: string) => side.port.sendWhatsapp({ ...text, body: filled, to, template: approved.name, parameters }, side.call(key));
  const letter = (_to: string, key?: string) => side.port.sendLetter({ ...text, to: { name: 'Noor Voorbeeld', address }, link: 'https://gemeente.example/c/1' }, side.call(key));

  const insz = makeInsz('1985-07-30', 33, { testPerson: true });
  const eBox = (_to: string, key?: string) => side.port.sendEBox({ ...text, to: { insz, name: 'Noor Voorbeeld' }, link: 'https://gemeente.example/c/1' }, side.call(key));

  test.each([
    ['an e-mail', 'email', email, 'noor@example.org', text],
    // A short message has no subject, whatever the house calls it.
    ['an SMS', 'sms', sms, mobile, { language: text.language, body: text.body, dossier }],
    ['a letter', 'letter', letter, 'Noor Voorbeeld, Voorbeeldstraat 1 bus 2, 9000 Gent', text],
    ['a message in an e-Box', 'e-box', eBox, insz, text],
  ])('%s comes to its citizen, in the language and with the text that were given', async (_what, medium, send, to, words) => {
    const { messageId } = await send(to);
    expect(await side.world.received(dossier)).toEqual([expect.objectContaining({ messageId, medium, to, at, ...words })]);
    expect(await side.world.received(randomUUID())).toEqual([]);
  });

  test('a WhatsApp message comes to its citizen: the approved text, filled', async () => {
    await whatsapp(mobile);
    expect(await side.world.received(dossier)).toMatchObject([{ medium: 'whatsapp', to: mobile, at, body: filled, template: approved.name, language: 'nl', dossier }]);
  });

  test.each<[string, string, object]>([
    ['a text that nobody approved', 'medium-not-offered', { template: 'free_text' }], ['a text that was approved otherwise', 'medium-not-offered', { template: approved.name.replace(/.$/, 'x') }],
    ['a place that is left open', 'text-unfit', { parameters: parameters.slice(1) }], ['one place too many', 'text-unfit', { parameters: [...parameters, { name: 'more', text: 'x' }] }],
    ['another place', 'text-unfit', { parameters: parameters.map((one, place) => (place === 0 ? { ...one, name: 'other' } : one)) }],
  ])('a WhatsApp message with %s is refused, so that the next medium is tried, and nothing is sent', async (_what, type, changes) => {
    await expect(side.port.sendWhatsapp({ ...text, body: filled, to: mobile, template: approved.name, parameters, ...changes }, side.call())).rejects.toMatchObject({ type: `messaging.${type}`, data: { retry: 'never' } });
    expect(await side.world.received(dossier)).toEqual([]);
  });

  test.each([['an e-mail', email, 'noor@example.org'], ['an SMS', sms, mobile], ['a WhatsApp message', whatsapp, mobile], ['a message in an e-Box', eBox, '']])('%s that is asked for twice is sent twice, for the other side keeps no keys', async (_what, send, to) => {
    const key = randomUUID();
    await send(to, key);
    await send(to, key);
    expect(await side.world.received(dossier)).toHaveLength(2);
  });
  test('an e-mail and a letter are known by our key', async () => {
    const key = randomUUID();
    expect([await email('noor@example.org', key), await letter('', key)]).toEqual([{ messageId: key }, { messageId: key }]);
  });
  test('a letter is printed once per key', async () => {
    const key = randomUUID();
    expect(await letter('', key)).toEqual(await letter('', key));
    expect(await side.world.received(dossier)).toHaveLength(1);
  });

  test('an address that cannot exist is refused, and nothing is sent', async () => {
    const refused: unknown = expect.objectContaining({ type: 'messaging.address-refused', data: { retry: 'never' } });
    await expect(email(side.world.refused.email)).rejects.toEqual(refused);
    await expect(sms(side.world.refused.mobile)).rejects.toEqual(refused);
    await expect(whatsapp(side.world.refused.mobile)).rejects.toEqual(refused);
    expect(await side.world.received(dossier)).toEqual([]);
  });

  test.each([['an e-mail', 'sendEmail', email, 'noor@example.org'], ['an SMS', 'sendSms', sms, mobile], ['a WhatsApp message', 'sendWhatsapp', whatsapp, mobile], ['a message in an e-Box', 'sendEBox', eBox, '']] as const)('%s of which the answer is lost was sent, and nobody knows it', async (_what, operation, send, to) => {
    await side.world.fault(operation, 'answers-late');
    await expect(send(to)).rejects.toMatchObject({ type: 'messaging.no-answer', data: { retry: 'ambiguous' } });
    expect(await side.world.received(dossier)).toHaveLength(1);
  });
  test.each([['an e-mail', 'sendEmail', email, 'noor@example.org'], ['an SMS', 'sendSms', sms, mobile], ['a WhatsApp message', 'sendWhatsapp', whatsapp, mobile], ['a message in an e-Box', 'sendEBox', eBox, '']] as const)('%s to a system that is down was not sent', async (_what, operation, send, to) => {
    await side.world.fault(operation, 'down');
    await expect(send(to)).rejects.toMatchObject({ type: 'messaging.unavailable', data: { retry: 'safe' } });
    await side.world.fault(operation, 'refuses');
    await expect(send(to)).rejects.toMatchObject({ type: 'messaging.address-refused', data: { retry: 'never' } });
    expect(await side.world.received(dossier)).toEqual([]);
  });

  test('a message in an e-Box that its citizen has never opened lies there, and the house knows that nobody reads it', async () => {
    expect(await eBox('')).toMatchObject({ hasReader: true });
    await side.world.opensEBox(insz, false);
    expect(await eBox('')).toMatchObject({ hasReader: false });
    expect(await side.world.received(dossier)).toHaveLength(2);
    await side.world.opensEBox(insz, true);
    expect(await eBox('')).toMatchObject({ hasReader: true });
  });
  test('an e-Box speaks the official languages', async () => {
    await expect(side.port.sendEBox({ ...text, language: 'en', to: { insz, name: 'Noor' }, link: null }, side.call())).rejects.toMatchObject({ type: 'messaging.text-unfit', data: { retry: 'never', issues: [{ name: 'language' }] } });
    expect(await side.world.received(dossier)).toEqual([]);
  });

  test('a report tells how a message fared', async () => {
    const { messageId } = await sms(mobile);
    await side.world.report(messageId, 'failed', 'unreachable');
    await side.world.report(messageId, 'delivered', null);
    expect(side.told().map(({ message }) => message)).toEqual(['report', 'report']);
    expect(side.told().map(({ payload }) => messaging.messages.report.payload.parse(payload))).toEqual([
      { medium: 'sms', messageId, status: 'failed', reason: 'unreachable', at }, { medium: 'sms', messageId, status: 'delivered', reason: null, at },
    ]);
  });

  test('a WhatsApp message is reported on by the name that its sending gave it, and by our key: so it is found though the answer was lost', async () => {
    const [key, lost] = [randomUUID(), randomUUID()];
    const { messageId } = await whatsapp(mobile, key);
    await side.world.fault('sendWhatsapp', 'answers-late');
    await expect(whatsapp(mobile, lost)).rejects.toMatchObject({ type: 'messaging.no-answer' });
    const [first, second] = await side.world.received(dossier);
    for (const status of ['sent', 'delivered', 'read'] as const) await side.world.report(first?.messageId ?? '', status, null);
    await side.world.report(second?.messageId ?? '', 'failed', '131026');
    expect(side.told().map(({ payload }) => messaging.messages.report.payload.parse(payload))).toEqual([
      ...['sent', 'delivered', 'read'].map((status) => ({ medium: 'whatsapp', messageId, key, status, reason: null, at })), { medium: 'whatsapp', messageId: expect.any(String), key: lost, status: 'failed', reason: '131026', at },
    ]);
  });

  test('a mail that bounces is told as failed, with the code of the mail server, and one that is opened as read', async () => {
    const { messageId } = await email('noor@example.org');
    await side.world.report(messageId, 'failed', '5.1.1');
    await side.world.report(messageId, 'read', null);
    expect(side.told().map(({ payload }) => messaging.messages.report.payload.parse(payload))).toEqual([
      { medium: 'email', messageId, status: 'failed', reason: '5.1.1', at }, { medium: 'email', messageId, status: 'read', reason: null, at },
    ]);
  });

  test('a letter that comes back is told as failed', async () => {
    const { messageId } = await letter('');
    await side.world.received(dossier);
    await side.world.report(messageId, 'failed', 'moved');
    expect(side.told().map(({ payload }) => payload)).toEqual([expect.objectContaining({ medium: 'letter', messageId, status: 'failed', reason: 'moved' })]);
  });

  test('the check finds each medium right, and tells nobody anything', async () => {
    expect((await side.check()).filter(({ ok }) => !ok)).toEqual([]);
    expect([await side.world.received(dossier), await side.world.calls(dossier)]).toEqual([[], []]);
  });

  const offer = (call: string, key?: string) => side.port.offerCall({ call, dossier, notice: 'invitation', language: 'fr', name: 'Noor Voorbeeld', telephone: '09 210 10 10', script: 'Bonjour,\n…', since: at }, side.call(key));
  const withdraw = (call: string) => side.port.withdrawCall({ call }, side.call());

  test('a call comes to the contact centre with all that it takes to make it, once however often it is offered', async () => {
    const call = randomUUID();
    await offer(call);
    await offer(call);
    expect(await side.world.calls(dossier)).toEqual([{ call, dossier, notice: 'invitation', language: 'fr', name: 'Noor Voorbeeld', telephone: '09 210 10 10', script: 'Bonjour,\n…', since: at, state: 'waiting', outcomes: [] }]);
  });
  test('a call that is withdrawn is not made, also when it was withdrawn before it came', async () => {
    const [first, second] = [randomUUID(), randomUUID()];
    await offer(first);
    await withdraw(first);
    await withdraw(first);
    await offer(first);
    await withdraw(second);
    await offer(second);
    expect(await side.world.calls(dossier)).toMatchObject([{ call: first, state: 'withdrawn' }]);
    await expect(side.world.endCall(first, 'wants-visit')).rejects.toMatchObject({ type: 'messaging-sandbox.unknown-call' });
  });
  test('an offer of which the answer is lost is made again under its key, and is one call', async () => {
    const [call, key] = [randomUUID(), randomUUID()];
    await side.world.fault('offerCall', 'answers-late');
    await expect(offer(call, key)).rejects.toMatchObject({ type: 'messaging.no-answer', data: { retry: 'ambiguous' } });
    await offer(call, key);
    expect(await side.world.calls(dossier)).toHaveLength(1);
  });
  test('a contact centre that is down, or does not take a number, has no call', async () => {
    await side.world.fault('offerCall', 'down');
    await expect(offer(randomUUID())).rejects.toMatchObject({ type: 'messaging.unavailable', data: { retry: 'safe' } });
    await side.world.fault('offerCall', 'refuses');
    await expect(offer(randomUUID())).rejects.toMatchObject({ type: 'messaging.address-refused', data: { retry: 'never' } });
    expect(await side.world.calls(dossier)).toEqual([]);
  });
  test('each try of a call is told, until somebody was there', async () => {
    const call = randomUUID();
    await offer(call);
    await side.world.endCall(call, 'no-answer');
    await side.world.endCall(call, 'prefers-counter');
    await expect(side.world.endCall(call, 'wants-visit')).rejects.toMatchObject({ type: 'messaging-sandbox.unknown-call' });
    expect(side.told().map(({ message, payload }) => [message, messaging.messages.callOutcome.payload.parse(payload)])).toEqual([['callOutcome', { call, outcome: 'no-answer', at }], ['callOutcome', { call, outcome: 'prefers-counter', at }]]);
    expect(new Set(side.told().map(({ id }) => id)).size).toBe(2);
    expect(await side.world.calls(dossier)).toMatchObject([{ state: 'ended', outcomes: ['no-answer', 'prefers-counter'] }]);
  });
});
