import { activate, nameCard, proveRole, setCode } from './be-activated.ts';
import type { Chip, Reply, Session } from './chip.ts';
import { readCommand, type Command } from './command.ts';
import { answerChallenge, getChallenge, getResponse, makeSignature, prepareSignature } from './make-signature.ts';
import { getCardData, readBinary, selectFile } from './read-files.ts';
import * as says from './status-words.ts';
import { changePin, logOff, verifyPin } from './use-pin.ts';

interface Instruction {
  readonly run: (chip: Chip, session: Session, command: Command) => Reply;
  /** Also of a card that is not activated. */
  readonly always?: true;
}

/** By class and instruction. */
const instructions = new Map<number, Instruction>([
  [0x00a4, { run: selectFile, always: true }], [0x00b0, { run: readBinary }], [0x80e4, { run: getCardData, always: true }],
  [0x0020, { run: verifyPin }], [0x0024, { run: changePin }], [0x80e6, { run: logOff }],
  [0x0022, { run: prepareSignature }], [0x002a, { run: makeSignature }], [0x0088, { run: answerChallenge }], [0x00c0, { run: getResponse, always: true }], [0x0084, { run: getChallenge, always: true }],
  [0x80ea, { run: nameCard, always: true }], [0x8082, { run: proveRole, always: true }], [0x80da, { run: setCode, always: true }], [0x80ec, { run: activate, always: true }],
]);
const [verify, fetchRest] = [0x0020, 0x00c0];
const classes = [0x00, 0x80];

/** One command of whoever has the card: changes what the chip and its session know, and says the reply. */
export function runCommand(chip: Chip, session: Session, bytes: Uint8Array): Reply {
  const command = readCommand(bytes);
  if (!command) return { status: says.wrongLength };
  if (!classes.includes(command.cla)) return { status: says.unknownClass };
  const name = command.cla * 256 + command.ins;
  const instruction = instructions.get(name);
  if (!instruction) return { status: says.unknownInstruction };
  // Applets differ in how they refuse before they are activated.
  if (!chip.isActive && instruction.always !== true) return { status: chip.applet === '1.8' ? says.notAllowedNow : says.unknownInstruction };
  if (name !== fetchRest) session.waiting = new Uint8Array();
  const reply = instruction.run(chip, session, command);
  if (name !== verify) session.justVerified = false;
  return reply;
}
