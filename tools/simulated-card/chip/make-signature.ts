import type { Chip, Reply, Session } from './chip.ts';
import type { Command } from './command.ts';
import { knowsAlgorithm, signHash, signOnCurve } from './sign-hash.ts';
import * as says from './status-words.ts';

const signatureKey = 0x83;
const ofTheChip = 0x81;
const hashBytes = 48;

/** 00 22 41 B6: with which key, and of which hash. */
export function prepareSignature({ applet, keys }: Chip, session: Session, { p1, p2, data }: Command): Reply {
  if (p1 !== 0x41 || p2 !== 0xb6) return { status: says.wrongParameters };
  const [length, algorithmTag, algorithm = 0, keyTag, key = 0] = data;
  if (data.length !== 5 || length !== 4 || algorithmTag !== 0x80 || keyTag !== 0x84) return { status: says.wrongData };
  if (!knowsAlgorithm(applet === '1.8' ? 'ec' : 'rsa', algorithm)) return { status: says.unknownAlgorithm };
  if (key === ofTheChip || !keys.has(key)) return { status: says.unknownReference };
  session.signing = { algorithm, key };
  return { status: says.done };
}

/** 00 2A 9E 9A: signs the hash that comes with it. A signature that binds asks the PIN right before, each time. */
export function makeSignature(chip: Chip, session: Session, { p1, p2, data }: Command): Reply {
  if (p1 !== 0x9e || p2 !== 0x9a) return { status: says.wrongParameters };
  const { signing } = session;
  const key = chip.keys.get(signing?.key ?? 0);
  if (!signing || !key) return { status: says.notAllowedNow };
  if (!session.isVerified || (signing.key === signatureKey && !session.justVerified)) return { status: says.notVerified };
  const signature = signHash(key, signing.algorithm, data, chip.random);
  if (!signature) return { status: says.wrongData };
  session.waiting = signature;
  return { status: says.waiting(signature.length) };
}

/** 00 88: the chip shows that it is the one whose key the identity names. Asks no PIN. */
export function answerChallenge({ keys, random }: Chip, session: Session, { p1, p2, data }: Command): Reply {
  const key = keys.get(ofTheChip);
  if (!key) return { status: says.unknownInstruction };
  if (p1 !== 0x02 || p2 !== ofTheChip) return { status: says.wrongParameters };
  if (data[0] !== 0x94 || data[1] !== hashBytes || data.length !== 2 + hashBytes) return { status: says.wrongData };
  session.waiting = signOnCurve(key, data.subarray(2), random);
  return { status: says.waiting(session.waiting.length) };
}

/** 00 C0: what waits. */
export function getResponse(_chip: Chip, session: Session, { p3 }: Command): Reply {
  const { waiting } = session;
  if (waiting.length === 0) return { status: says.notAllowedNow };
  const asked = p3 === 0 ? 256 : p3;
  if (asked > waiting.length) return { status: says.askFor(waiting.length) };
  session.waiting = waiting.subarray(asked);
  return { data: waiting.subarray(0, asked), status: session.waiting.length === 0 ? says.done : says.waiting(session.waiting.length) };
}

/** 00 84. */
export function getChallenge({ random }: Chip, _session: Session, { p1, p2, p3 }: Command): Reply {
  return p1 === 0 && p2 === 0 ? { data: random(p3 === 0 ? 256 : p3), status: says.done } : { status: says.wrongParameters };
}
