import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { sandboxBench, type Delivered } from '#connectors/sandbox-kit/sandbox-bench.ts';
import type { OutwardCall, PortImplementation } from '#services/kernel/port.ts';
import { messagingConfig } from './messaging.config.ts';
import { messaging } from './messaging.port.ts';
import { openMessaging } from './sandbox/open-messaging.ts';

/** Rules that every way of sending messages keeps, whichever side of the port it is. */

interface Side {
  readonly port: PortImplementation<typeof messaging>;
  readonly call: (key?: string) => OutwardCall;
  /** What the house was told. */
  readonly told: () => readonly Delivered[];
  /** Makes the outside world so, and looks at what came to the citizen. */
  readonly world: {
    received(dossier: string): Promise<readonly { readonly medium: string; readonly to: string }[]>;
    report(messageId: string, status: 'delivered' | 'read' | 'failed', reason: string | null): Promise<unknown>;
    /** Addresses that this gateway refuses. */
    readonly refused: { readonly email: string; readonly mobile: string };
  };
  readonly close: () => void;
}

const at = Date.UTC(2026, 10, 24, 9);

const received = z.object({ messages: z.array(z.looseObject({ medium: z.string(), to: z.string() })) });

function sandboxSide(): Side {
  const bench = sandboxBench(messagingConfig.parse({}), at);
  const sandbox = openMessaging(bench.env);
  return {
    port: sandbox.implementation, call: bench.call, told: () => bench.delivered,
    world: {
      received: async (dossier) => received.parse(await bench.pull(sandbox, 'messages', { dossier })).messages,
      report: (messageId, status, reason) => bench.pull(sandbox, 'report', { messageId, status, reason }),
      refused: { email: 'noor@nowhere.invalid', mobile: '0470123456' },
    },
    close: () => { sandbox.close(); bench.remove(); },
  };
}

describe.each([['the sandbox', sandboxSide]])('%s', (_name, open) => {
  let side: Side;
  const dossier = randomUUID();
  beforeEach(() => { side = open(); });
  afterEach(() => side.close());

  const text = { language: 'nl', subject: 'Uw eID vervalt', body: 'Beste Noor, …', dossier } as const;
  const mobile = '+32470000000';
  const address = { street: 'Voorbeeldstraat', houseNumber: '1', box: '2', postcode: '9000', city: 'Gent' };
  const email = (to: string, key?: string) => side.port.sendEmail({ ...text, to }, side.call(key));
  const sms = (to: string, key?: string) => side.port.sendSms({ ...text, to }, side.call(key));
  const whatsapp = (to: string, key?: string) => side.port.sendWhatsapp({ ...text, to, template: 'invitation' }, side.call(key));
  const letter = (_to: string, key?: string) => side.port.sendLetter({ ...text, to: { name: 'Noor Voorbeeld', address }, link: 'https://gemeente.example/c/1' }, side.call(key));

  test.each([
    ['an e-mail', 'email', email, 'noor@example.org'], ['an SMS', 'sms', sms, mobile], ['a WhatsApp message', 'whatsapp', whatsapp, mobile],
    ['a letter', 'letter', letter, 'Noor Voorbeeld, Voorbeeldstraat 1 bus 2, 9000 Gent'],
  ])('%s comes to its citizen, in the language and with the text that were given', async (_what, medium, send, to) => {
    const { messageId } = await send(to);
    expect(await side.world.received(dossier)).toEqual([expect.objectContaining({ messageId, medium, to, at, ...text })]);
    expect(await side.world.received(randomUUID())).toEqual([]);
  });

  test.each([['an e-mail', email, 'noor@example.org'], ['an SMS', sms, mobile], ['a WhatsApp message', whatsapp, mobile]])(
    '%s that is asked for twice is sent twice, for nothing tells the two apart', async (_what, send, to) => {
      const key = randomUUID();
      expect((await send(to, key)).messageId).not.toBe((await send(to, key)).messageId);
      expect(await side.world.received(dossier)).toHaveLength(2);
    },
  );
  test('a letter is printed once per key', async () => {
    const key = randomUUID();
    expect(await letter('', key)).toEqual(await letter('', key));
    expect(await side.world.received(dossier)).toHaveLength(1);
  });

  test('an address that cannot exist is refused, and nothing is sent', async () => {
    const refused = expect.objectContaining({ type: 'messaging.address-refused', data: { retry: 'never' } });
    await expect(email(side.world.refused.email)).rejects.toEqual(refused);
    await expect(sms(side.world.refused.mobile)).rejects.toEqual(refused);
    await expect(whatsapp(side.world.refused.mobile)).rejects.toEqual(refused);
    expect(await side.world.received(dossier)).toEqual([]);
  });

  test('a report tells how a message fared', async () => {
    const { messageId } = await sms(mobile);
    await side.world.report(messageId, 'failed', 'unreachable');
    await side.world.report(messageId, 'delivered', null);
    expect(side.told().map(({ message }) => message)).toEqual(['report', 'report']);
    expect(side.told().map(({ payload }) => messaging.messages.report.payload.parse(payload))).toEqual([
      { messageId, status: 'failed', reason: 'unreachable', at }, { messageId, status: 'delivered', reason: null, at },
    ]);
  });
});
