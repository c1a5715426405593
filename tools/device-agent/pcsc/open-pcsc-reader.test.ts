import { CardGone, ReaderGone } from '../card-reader.ts';
import { openPcscReader } from './open-pcsc-reader.ts';
import { PcscTrouble, type PcscCard, type PcscEvents } from './pcsc-line.ts';
import { modifyStructure, verifyStructure } from './pinpad.ts';

/** A smart card service that a test plays; and a clock that stands still until it is told. */
function aService() {
  const lines: PcscEvents[] = [];
  const said: string[] = [];
  const waits: { readonly afterMs: number; run: () => void }[] = [];
  let isUp = true;
  let connecting = (): void => undefined;
  let beginning = (): void => undefined;
  let transmitting: (command: Uint8Array) => Promise<Uint8Array> = () => Promise.resolve(Uint8Array.of(0x90, 0));
  let controlling: (code: number, command: Uint8Array) => Uint8Array = () => { throw new PcscTrouble('UnsupportedFeature'); };
  const card: PcscCard = {
    transmit: (command) => { said.push('transmit'); return transmitting(command); },
    control: async (code, command) => await Promise.resolve(controlling('pcsc' in code ? code.pcsc : code.driver, command)),
    atr: () => Promise.resolve(Uint8Array.of(0x3b)),
    begin: async () => { said.push('begin'); await Promise.resolve(); beginning(); },
    end: async () => { said.push('end'); await Promise.resolve(); },
    reset: async () => { said.push('reset'); await Promise.resolve(); },
    disconnect: async () => { said.push('disconnect'); await Promise.resolve(); },
  };
  return {
    said, waits,
    /** The next wait is over. */
    pass: () => { waits.shift()?.run(); },
    down: () => { isUp = false; lines.at(-1)?.onFailure(new PcscTrouble('CommError')); },
    up: () => { isUp = true; },
    events: (): PcscEvents => { const last = lines.at(-1); if (!last) throw new Error('no line'); return last; },
    opened: () => lines.length,
    connects: (how: () => void) => { connecting = how; },
    begins: (how: () => void) => { beginning = how; },
    transmits: (how: typeof transmitting) => { transmitting = how; },
    controls: (how: typeof controlling) => { controlling = how; },
    wish: {
      open: (events: PcscEvents) => {
        if (!isUp) throw new PcscTrouble('NoService');
        lines.push(events);
        return { connect: async (_reader: string, mode: string) => { said.push(`connect ${mode}`); connecting(); return await Promise.resolve(card); }, stop: () => { said.push('stop'); } };
      },
      later: (afterMs: number, run: () => void) => {
        const wait = { afterMs, run };
        waits.push(wait);
        return () => { waits.splice(waits.indexOf(wait), 1); };
      },
    },
  };
}
const command = Uint8Array.of(0, 0xb0, 0, 0, 1);

test('a reader is absent, empty, or has a card; what is in it backwards is no card', () => {
  const service = aService();
  const reader = openPcscReader(service.wish);
  const seen: string[] = [];
  reader.onChange(() => { seen.push(reader.state()); });
  expect(reader.state()).toBe('absent');
  service.events().onReader('ACME 00 00', 'no-card');
  service.events().onReader('ACME 00 00', 'mute');
  service.events().onReader('ACME 00 00', 'ready');
  service.events().onReaderGone('ACME 00 00');
  expect(seen).toEqual(['no-card', 'ready', 'absent']);
});

test('the reader that is asked by name is used, also when its number changed; without a name the first one', () => {
  const service = aService();
  const named = openPcscReader({ ...service.wish, name: 'Beta' });
  service.events().onReader('ACME 00 00', 'ready');
  expect([named.state(), named.name]).toEqual(['absent', 'Beta']);
  service.events().onReader('Beta 02 00', 'ready');
  expect([named.state(), named.name]).toEqual(['ready', 'Beta 02 00']);
  const first = openPcscReader(service.wish);
  service.events().onReader('ACME 00 00', 'ready');
  expect(first.name).toBe('ACME 00 00');
});

test('a turn with a card excludes others, begins with a reset and ends with one', async () => {
  const service = aService();
  const reader = openPcscReader({ ...service.wish, name: 'ACME' });
  service.events().onReader('ACME 00 00', 'ready');
  // By then it was found out, too, whether it has keys.
  await reader.use(() => Promise.resolve());
  const oneTurn = ['connect shared', 'begin', 'reset', 'transmit', 'end', 'disconnect'];
  const turns = [1, 2].map(() => reader.use(async (card) => (await card.transmit(command)).length));
  expect(await Promise.all(turns)).toEqual([2, 2]);
  await reader.close();
  expect(service.said.slice(-13)).toEqual([...oneTurn, ...oneTurn, 'stop']);
});

test('who asked has the answer before the card is given back, and the next turn waits for that', async () => {
  const service = aService();
  const reader = openPcscReader(service.wish);
  service.events().onReader('ACME 00 00', 'ready');
  await reader.use((card) => card.transmit(command));
  expect(service.said.slice(-1)).not.toEqual(['disconnect']);
  const next = reader.use(() => { service.said.push('next'); return Promise.resolve(); });
  await next;
  const said = service.said.filter((one) => ['end', 'next'].includes(one));
  expect(said.indexOf('end')).toBeLessThan(said.indexOf('next'));
});

test('turns wait for each other', async () => {
  const service = aService();
  const reader = openPcscReader(service.wish);
  service.events().onReader('ACME 00 00', 'ready');
  let inside = 0;
  const most: number[] = [];
  await Promise.all([1, 2, 3].map(() => reader.use(async (card) => {
    inside += 1;
    most.push(inside);
    await card.transmit(command);
    inside -= 1;
  })));
  expect(most).toEqual([1, 1, 1]);
});

test('without a card there is no turn; without a reader neither', async () => {
  const service = aService();
  const reader = openPcscReader(service.wish);
  await expect(reader.use(() => Promise.resolve())).rejects.toThrow(ReaderGone);
  service.events().onReader('ACME 00 00', 'no-card');
  await expect(reader.use(() => Promise.resolve())).rejects.toThrow(CardGone);
});

test.each(['RemovedCard', 'NoSmartCard', 'UnresponsiveCard'])('a card that is pulled while it is used is gone (%s), and the next turn works', async (code) => {
  const service = aService();
  const reader = openPcscReader(service.wish);
  service.events().onReader('ACME 00 00', 'ready');
  service.transmits(() => Promise.reject(new PcscTrouble(code)));
  await expect(reader.use((card) => card.transmit(command))).rejects.toThrow(CardGone);
  service.transmits(() => Promise.resolve(Uint8Array.of(0x90, 0)));
  await expect(reader.use((card) => card.transmit(command))).resolves.toHaveLength(2);
});

test('what was under way ends at once when the reader is pulled out, though nobody answers any more', async () => {
  const service = aService();
  const reader = openPcscReader(service.wish);
  service.events().onReader('ACME 00 00', 'ready');
  service.transmits(() => {
    queueMicrotask(() => { service.events().onReaderGone('ACME 00 00'); });
    return Promise.withResolvers<Uint8Array>().promise;
  });
  await expect(reader.use((card) => card.transmit(command))).rejects.toThrow(ReaderGone);
  expect(reader.state()).toBe('absent');
});

test('when the service dies what was under way ends, and a new line is opened: soon, then less often, until it is back', async () => {
  const service = aService();
  const reader = openPcscReader(service.wish);
  service.events().onReader('ACME 00 00', 'ready');
  const first = service.events();
  service.transmits(() => {
    queueMicrotask(() => { service.down(); });
    return Promise.withResolvers<Uint8Array>().promise;
  });
  await expect(reader.use((card) => card.transmit(command))).rejects.toThrow(ReaderGone);
  expect(reader.state()).toBe('absent');
  const waited: number[] = [];
  for (let time = 0; time < 8; time += 1) {
    waited.push(service.waits[0]?.afterMs ?? 0);
    service.pass();
  }
  expect(waited).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000]);
  service.up();
  service.pass();
  expect(service.opened()).toBe(2);
  first.onReader('ACME 00 00', 'ready');
  expect(reader.state()).toBe('absent');
  service.events().onReader('ACME 00 01', 'ready');
  service.transmits(() => Promise.resolve(Uint8Array.of(0x90, 0)));
  await expect(reader.use((card) => card.transmit(command))).resolves.toHaveLength(2);
});

test('a service that comes after us is found', () => {
  const service = aService();
  service.down();
  const reader = openPcscReader(service.wish);
  expect(reader.state()).toBe('absent');
  service.up();
  service.pass();
  service.events().onReader('ACME 00 00', 'no-card');
  expect(reader.state()).toBe('no-card');
});

test('a reader that another program has for itself alone is waited for, but not for ever', async () => {
  const service = aService();
  const reader = openPcscReader({ ...service.wish, later: (_afterMs, run) => { queueMicrotask(run); return () => undefined; } });
  service.events().onReader('ACME 00 00', 'ready');
  let busy = 5;
  service.connects(() => { busy -= 1; if (busy > 0) throw new PcscTrouble('SharingViolation'); });
  await expect(reader.use((card) => card.transmit(command))).resolves.toHaveLength(2);
  busy = 1_000;
  await expect(reader.use((card) => card.transmit(command))).rejects.toThrow(ReaderGone);
});

test('a card that another program reset while we waited for it is connected anew', async () => {
  const service = aService();
  const reader = openPcscReader(service.wish);
  service.events().onReader('ACME 00 00', 'ready');
  let resets = 2;
  service.begins(() => { resets -= 1; if (resets >= 0) throw new PcscTrouble('ResetCard'); });
  await expect(reader.use((card) => card.transmit(command))).resolves.toHaveLength(2);
  resets = 1_000;
  await expect(reader.use((card) => card.transmit(command))).rejects.toThrow(CardGone);
});

test('a reader that was closed is silent: nothing under way, no line, no new one', async () => {
  const service = aService();
  const reader = openPcscReader(service.wish);
  service.events().onReader('ACME 00 00', 'ready');
  await reader.close();
  service.down();
  expect([service.said.at(-1), service.waits.length, reader.state()]).toEqual(['stop', 0, 'absent']);
});

/** Verify by control 0x42330006, modify by 0x42330007, and one more that is not asked for. */
const features = Buffer.from('060442330006070442330007120442330012', 'hex');

test('a reader with keys is known as one, with and without a card in it', async () => {
  const service = aService();
  service.controls((code) => { if (code === 3_400) return features; throw new PcscTrouble('InvalidParameter'); });
  const reader = openPcscReader(service.wish);
  const changed = new Promise<void>((resolve) => { reader.onChange(() => { if (reader.hasPinpad()) resolve(); }); });
  service.events().onReader('ACME 00 00', 'no-card');
  await changed;
  expect(reader.hasPinpad()).toBe(true);
  service.events().onReaderGone('ACME 00 00');
  expect(reader.hasPinpad()).toBe(false);
});

test.each([
  ['that spends a try of Belgian cards on its own question', 'Gemplus GemPC Pinpad 00 00', features], ['that only knows how to verify', 'ACME 00 00', features.subarray(0, 6)],
  ['whose list is cut off', 'ACME 00 00', features.subarray(0, 11)],
])('keys of a reader %s are not used', async (_title, name, list) => {
  const service = aService();
  service.controls(() => list);
  const reader = openPcscReader(service.wish);
  service.events().onReader(name, 'ready');
  expect(await reader.use((card) => Promise.resolve(card.pinpad))).toBeUndefined();
  expect(reader.hasPinpad()).toBe(false);
});

test('a PIN is typed on the keys: the driver gets the structure of PC/SC part 10, we get what the card said', async () => {
  const service = aService();
  const heard: string[] = [];
  let answer = Uint8Array.of(0x63, 0xc2);
  service.controls((code, structure) => {
    if (code === 3_400) return features;
    heard.push(`${code.toString(16)} ${Buffer.from(structure).toString('hex')}`);
    return answer;
  });
  const reader = openPcscReader(service.wish);
  service.events().onReader('ACME 00 00', 'ready');
  const typed = await reader.use(async ({ pinpad }) => {
    const wrong = await pinpad?.verify(1, 'nl');
    answer = Uint8Array.of(0x64, 0x01);
    const cancelled = await pinpad?.change(1, 'fr');
    answer = Uint8Array.of(0x64, 0x00);
    return [wrong, cancelled, await pinpad?.verify(1)];
  });
  expect(typed).toEqual([Uint8Array.of(0x63, 0xc2), 'cancelled', 'time-out']);
  expect(heard).toEqual([
    `42330006 ${Buffer.from(verifyStructure(1, 'nl')).toString('hex')}`, `42330007 ${Buffer.from(modifyStructure(1, 'fr')).toString('hex')}`, `42330006 ${Buffer.from(verifyStructure(1, 'en')).toString('hex')}`,
  ]);
});

test('the structures are those of the standard, byte for byte', () => {
  expect(Buffer.from(verifyStructure(1, 'nl')).toString('hex')).toBe(['1e1e894704', '0c04', '02', '01', '1304', '00', '000000', '0d000000', '002000010820ffffffffffffff'].join(''));
  expect(Buffer.from(modifyStructure(1, 'de')).toString('hex')).toBe(['1e1e894704', '0008', '0c04', '03', '02', '03', '0704', '000102', '000000', '15000000', '0024000110', '20ffffffffffffff20ffffffffffffff'].join(''));
});
