import type { Chip, Reply, Session } from './chip.ts';
import type { Command } from './command.ts';
import * as says from './status-words.ts';

const thePin = 0x01;

/** 00 20. Without data it only asks, and costs no try. */
export function verifyPin({ pin }: Chip, session: Session, { p1, p2, data }: Command): Reply {
  if (p1 !== 0) return { status: says.wrongParameters };
  if (p2 !== thePin) return { status: says.unknownReference };
  if (data.length === 0) {
    if (pin.left === 0) return { status: says.pinBlocked };
    return { status: session.isVerified ? says.done : says.triesLeft(pin.left) };
  }
  if (data.length !== 8) return { status: says.wrongLength };
  const status = pin.verify(data);
  session.isVerified = status === says.done;
  session.justVerified = session.isVerified;
  return { status };
}

/** 00 24: the present PIN and the new one, one behind the other. */
export function changePin({ pin }: Chip, session: Session, { p1, p2, data }: Command): Reply {
  if (p1 !== 0) return { status: says.wrongParameters };
  if (p2 !== thePin) return { status: says.unknownReference };
  if (data.length !== 16) return { status: says.wrongLength };
  session.isVerified = false;
  return { status: pin.change(data.subarray(0, 8), data.subarray(8)) };
}

/** 80 E6. */
export function logOff(_chip: Chip, session: Session): Reply {
  session.isVerified = false;
  return { status: says.done };
}
