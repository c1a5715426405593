import { openCode } from '#connectors/biza/wire/card-commands.ts';
import type { Chip, Reply, Session } from './chip.ts';
import type { Command } from './command.ts';
import { isPinBlock } from './pin-block.ts';
import * as says from './status-words.ts';

/** 80 EA: the issuer names the card that it means. */
export function nameCard({ cardNumber }: Chip, session: Session, { data }: Command): Reply {
  session.issuer = Buffer.from(data).toString('hex') === cardNumber ? 'named-the-card' : 'nobody';
  return { status: session.issuer === 'nobody' ? says.notVerified : says.done };
}

/** 80 82. How the issuer of real cards proves who it is, is not public: here any 16 bytes do. */
export function proveRole(_chip: Chip, session: Session, { data }: Command): Reply {
  if (session.issuer === 'nobody') return { status: says.notVerified };
  if (data.length !== 16) return { status: says.wrongLength };
  session.issuer = 'proved';
  return { status: says.done };
}

/** 80 DA 00 01: the code that the citizen chose. */
export function setCode({ cardNumber, pin }: Chip, session: Session, { p1, p2, data }: Command): Reply {
  if (p1 !== 0 || p2 !== 1) return { status: says.wrongParameters };
  if (session.issuer !== 'proved') return { status: says.notVerified };
  const block = openCode(cardNumber, data);
  if (!block || !isPinBlock(block)) return { status: says.wrongData };
  pin.replace(block);
  block.fill(0);
  session.isVerified = false;
  return { status: says.done };
}

/** 80 EC 01: from now on it can be read. A card that is active already stays so: the issuer repeats a script whose answers were lost, or sets another code. */
export function activate(chip: Chip, session: Session, { p1 }: Command): Reply {
  if (p1 !== 1) return { status: says.wrongParameters };
  if (session.issuer !== 'proved') return { status: says.notVerified };
  chip.isActive = true;
  return { status: says.done };
}
