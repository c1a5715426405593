import { createSecretKey, randomBytes } from 'node:crypto';
import * as fc from 'fast-check';
import { freshMs, openPacketSeal, type BusKeys } from './packet-seal.ts';

const newKey = () => createSecretKey(randomBytes(32));
/** A node that holds these keys, the last of them the newest. */
function keysOf(...keys: readonly ReturnType<typeof newKey>[]): BusKeys {
  const ofVersion = (version: number) => {
    const key = keys[version - 1];
    if (!key) throw new Error('no such key');
    return key;
  };
  return { current: () => ({ version: keys.length, key: ofVersion(keys.length) }), ofVersion };
}
const cluster = newKey();
let now = Date.parse('2026-11-29T09:00:00Z');
const node = (...keys: readonly ReturnType<typeof newKey>[]) => openPacketSeal(keysOf(...(keys.length > 0 ? keys : [cluster])), () => now);

test('what one node of the cluster sends, another one reads as it was', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 2_000 }), fc.string({ minLength: 1, maxLength: 60 }), (packet, address) => {
    const [one, other] = [node(), node()];
    expect(other.open(address, one.seal(address, packet)).packet).toEqual(Buffer.from(packet));
  }));
});

test('what listens on the bus without the key reads nothing, and the same packet never looks the same', () => {
  const one = node();
  const [first, again] = [one.seal('REQ.a', Buffer.from('Janssens 85073003328')), one.seal('REQ.a', Buffer.from('Janssens 85073003328'))];
  expect(first.includes('Janssens')).toBe(false);
  expect(first.subarray(37)).not.toEqual(again.subarray(37));
  expect(node(newKey()).open('REQ.a', first)).toEqual({ refused: 'foreign' });
});

test('a packet of which any bit was changed is refused', () => {
  const [one, other] = [node(), node()];
  fc.assert(fc.property(fc.nat(), fc.integer({ min: 0, max: 7 }), (place, bit) => {
    const sealed = one.seal('REQ.a', Buffer.from('{"action":"request.submit"}'));
    const at = place % sealed.length;
    sealed[at] = (sealed[at] ?? 0) ^ (1 << bit);
    expect(other.open('REQ.a', sealed).packet).toBeUndefined();
  }), { numRuns: 500 });
});

test('a packet that is sent again is refused, and so is one that is sent on to another address', () => {
  const [one, other] = [node(), node()];
  const sealed = one.seal('REQ.a', Buffer.from('pay'));
  expect(other.open('REQ.b', sealed)).toEqual({ refused: 'foreign' });
  expect(other.open('REQ.a', sealed).packet).toEqual(Buffer.from('pay'));
  expect(other.open('REQ.a', sealed)).toEqual({ refused: 'replayed' });
});

test('a packet that was held back for more than a minute is refused, whatever its number', () => {
  const [one, other] = [node(), node()];
  const held = one.seal('REQ.a', Buffer.from('pay'));
  now += freshMs + 1;
  expect(other.open('REQ.a', held)).toEqual({ refused: 'late' });
  expect(node().open('REQ.a', held)).toEqual({ refused: 'late' });
});

test('a packet from before a node was forgotten is refused afterwards too', () => {
  const [one, other] = [node(), node()];
  const early = one.seal('REQ.a', Buffer.from('pay'));
  other.open('REQ.a', early);
  for (let minutes = 0; minutes < 5; minutes += 1) {
    now += freshMs + 1;
    const third = node();
    other.open('REQ.a', third.seal('REQ.a', Buffer.from('alive')));
  }
  expect(other.open('REQ.a', early).packet).toBeUndefined();
});

test('nodes hear each other while a key is being replaced, and a key that was taken away opens nothing any more', () => {
  const [older, newer] = [newKey(), newKey()];
  const [behind, ahead] = [node(older), node(older, newer)];
  expect(ahead.open('INFO', behind.seal('INFO', Buffer.from('here'))).packet).toEqual(Buffer.from('here'));
  // It reads the key file again when it can; until then it hears nothing under the new key.
  expect(behind.open('INFO', ahead.seal('INFO', Buffer.from('here')))).toEqual({ refused: 'foreign' });
});

test('whatever else comes in is refused, and breaks nothing', () => {
  const other = node();
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
    expect(other.open('REQ.a', bytes).packet).toBeUndefined();
  }), { numRuns: 500 });
});

describe('a flood of packets under keys that this node does not have', () => {
  const sealedUnder = (version: number) => {
    const packet = node().seal('REQ.a', Buffer.from('x'));
    packet.writeUInt32BE(version, 1);
    return packet;
  };
  let looked: number;
  let held: ReturnType<typeof newKey>[];
  const watched = () => {
    looked = 0;
    held = [cluster];
    return openPacketSeal({ current: () => keysOf(...held).current(), ofVersion: (version) => { looked += 1; return keysOf(...held).ofVersion(version); } }, () => now);
  };
  test.each([['one version', () => 7, 1], ['another version each', (at: number) => at + 7, 100]])('has the key file looked at a few times a second only (%s)', (_which, versionOf, most) => {
    const other = watched();
    for (let at = 0; at < 5_000; at += 1) expect(other.open('REQ.a', sealedUnder(versionOf(at)))).toEqual({ refused: 'foreign' });
    expect(looked).toBe(most);
    now += 1_000;
    other.open('REQ.a', sealedUnder(9_999));
    expect(looked).toBe(most + 1);
  });
  test('does not keep a node out that was given a new key: it is heard within a second, or as soon as we have sealed under that key ourselves', () => {
    const [other, second] = [watched(), newKey()];
    const sender = node(cluster, second);
    expect(other.open('REQ.a', sender.seal('REQ.a', Buffer.from('x')))).toEqual({ refused: 'foreign' });
    held = [cluster, second];
    now += 1_000;
    expect(other.open('REQ.a', sender.seal('REQ.a', Buffer.from('x'))).packet).toBeDefined();
    const third = newKey();
    for (let at = 0; at < 200; at += 1) other.open('REQ.a', sealedUnder(at + 7));
    held = [cluster, second, third];
    other.seal('REQ.b', Buffer.from('y'));
    expect(other.open('REQ.a', node(cluster, second, third).seal('REQ.a', Buffer.from('x'))).packet).toBeDefined();
  });
});
