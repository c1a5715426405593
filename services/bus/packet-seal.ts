import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, randomBytes, type KeyObject } from 'node:crypto';
import { ReplayWindow } from './replay-window.ts';

/** The keys of the cluster, all derived from the master keys of the installation. */
export interface BusKeys {
  /** Under which packets are sealed now. */
  current(): { readonly version: number; readonly key: KeyObject };
  /** @throws when there is no such version here */
  ofVersion(version: number): KeyObject;
}

/** Why a packet was refused: for the log of the node that refused it. */
export type Refusal = 'foreign' | 'replayed' | 'late';
export type Opened = { readonly packet: Buffer; readonly refused?: never } | { readonly refused: Refusal; readonly packet?: never };

export interface PacketSeal {
  /** Seals a packet for the one address that it is sent to. */
  seal(address: string, packet: Uint8Array): Buffer;
  /** Opens what came in at an address: nothing comes out that a node of this cluster did not send there, lately and for the first time. */
  open(address: string, sealed: Uint8Array): Opened;
}

/**
 * What stands before the ciphertext, in clear and authenticated: form (1), key version (4), session of the sender (16), number in that session (8), when it
 * was sent (8, epoch milliseconds UTC).
 */
const headBytes = 37;
const tagBytes = 16;
const form = 1;
/** A packet is good for so long. Requests have timed out by then; nodes whose clocks differ by more do not hear each other. */
export const freshMs = 60_000;

/**
 * Seals packets between the nodes of a cluster (AES-256-GCM), so that whoever else is on the bus can read none, forge none, send none again, and send
 * none elsewhere. Each process seals under a key of its own session (HKDF-SHA-256, RFC 5869), with the number of the packet as the nonce: none comes twice.
 */
export function openPacketSeal(keys: BusKeys, realNow: () => number): PacketSeal {
  const session = randomBytes(16);
  const senders = openSenders(keys, realNow);
  let sent = 0n;
  return {
    seal: (address, packet) => {
      const { version, key } = keys.current();
      sent += 1n;
      const head = Buffer.alloc(headBytes);
      head.writeUInt8(form, 0);
      head.writeUInt32BE(version, 1);
      session.copy(head, 5);
      head.writeBigUInt64BE(sent, 21);
      head.writeBigUInt64BE(BigInt(realNow()), 29);
      const cipher = createCipheriv('aes-256-gcm', senders.own(version, key, session), nonceOf(head)).setAAD(boundTo(head, address));
      return Buffer.concat([head, cipher.update(packet), cipher.final(), cipher.getAuthTag()]);
    },
    open: (address, sealed) => {
      const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
      if (bytes.length < headBytes + tagBytes || bytes.readUInt8(0) !== form) return { refused: 'foreign' };
      const head = bytes.subarray(0, headBytes);
      if (Math.abs(realNow() - Number(head.readBigUInt64BE(29))) > freshMs) return { refused: 'late' };
      const sender = senders.of(head.readUInt32BE(1), head.subarray(5, 21));
      const packet = sender && decrypt(sender.key, bytes, address);
      if (!packet) return { refused: 'foreign' };
      return sender.take(Number(head.readBigUInt64BE(21))) ? { packet } : { refused: 'replayed' };
    },
  };
}

const nonceOf = (head: Buffer): Buffer => Buffer.concat([Buffer.alloc(4), head.subarray(21, 29)]);
const boundTo = (head: Buffer, address: string): Buffer => Buffer.concat([head, Buffer.from(address)]);

function decrypt(key: KeyObject, bytes: Buffer, address: string): Buffer | undefined {
  const head = bytes.subarray(0, headBytes);
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(head), { authTagLength: tagBytes }).setAAD(boundTo(head, address)).setAuthTag(bytes.subarray(-tagBytes));
    return Buffer.concat([decipher.update(bytes.subarray(headBytes, -tagBytes)), decipher.final()]);
  } catch {
    return undefined;
  }
}

/** A node that was just given a key is heard after so long at the latest. */
const lookAgainMs = 1_000;
const mostUnknown = 100;

interface Sender { readonly key: KeyObject; take(number: number): boolean }
interface Known { readonly key: KeyObject; readonly window: ReplayWindow; heardAt: number }

/** The sessions that were heard of. Only one that proved itself is remembered, until all its packets would be late anyway. */
function openSenders(keys: BusKeys, realNow: () => number) {
  const known = new Map<string, Known>();
  let own: { readonly version: number; readonly key: KeyObject } | undefined;
  let tidiedAt = realNow();
  const unknown = new Map<number, number>();
  /** A version that is not there now may be there soon; but whoever floods the bus must not make us look at the key file for each packet. */
  const keyFor = (version: number, session: Uint8Array): KeyObject | undefined => {
    const [now, lookedAt] = [realNow(), unknown.get(version)];
    // Under which we seal ourselves is known to be there.
    if (version !== own?.version) {
      if (lookedAt !== undefined && Math.abs(now - lookedAt) < lookAgainMs) return undefined;
      if (unknown.size >= mostUnknown) for (const [other, at] of unknown) if (Math.abs(now - at) >= lookAgainMs) unknown.delete(other);
      // So many versions in one second are named by no node.
      if (unknown.size >= mostUnknown) return undefined;
    }
    const key = deriveFor(keys, version, session);
    if (key) unknown.delete(version);
    else unknown.set(version, now);
    return key;
  };
  const tidy = (now: number) => {
    if (Math.abs(now - tidiedAt) < freshMs) return;
    tidiedAt = now;
    for (const [name, { heardAt }] of known) if (Math.abs(now - heardAt) > 2 * freshMs) known.delete(name);
  };
  return {
    own: (version: number, key: KeyObject, session: Uint8Array): KeyObject => {
      if (own?.version !== version) own = { version, key: sessionKey(key, session) };
      return own.key;
    },
    of: (version: number, session: Buffer): Sender | undefined => {
      const name = `${version} ${session.toString('hex')}`;
      const heard = known.get(name);
      const key = heard?.key ?? keyFor(version, session);
      if (!key) return undefined;
      return {
        key,
        take: (number) => {
          const now = realNow();
          const sender = heard ?? { key, window: new ReplayWindow(), heardAt: now };
          sender.heardAt = now;
          known.set(name, sender);
          tidy(now);
          return sender.window.take(number);
        },
      };
    },
  };
}

function deriveFor(keys: BusKeys, version: number, session: Uint8Array): KeyObject | undefined {
  try {
    return sessionKey(keys.ofVersion(version), session);
  } catch {
    return undefined;
  }
}

function sessionKey(key: KeyObject, session: Uint8Array): KeyObject {
  return createSecretKey(new Uint8Array(hkdfSync('sha256', key, session, 'eid-aan-huis bus session', 32)));
}
