import type { Card } from '../card-reader.ts';
import { PcscTrouble, type PcscCard } from './pcsc-line.ts';

/** Which controls of the driver type a PIN on the keys of the reader. */
export interface PinpadFeatures { readonly verify: number; readonly modify: number }

/** PC/SC part 10, 2.2: the question, and the tags of the two features that we use. */
const getFeatures = { pcsc: 3_400 } as const;
const [verifyPinDirect, modifyPinDirect] = [0x06, 0x07];
/** One feature: tag, length (always 4), the control code with its highest byte first. */
const featureBytes = 6;
/** Before a PIN is typed this reader asks the card for the tries left with an empty PIN, which Belgian cards take for a wrong one: the keys are left alone. */
const keysNotToUse = ['Gemplus GemPC Pinpad'];

/** Nothing for a reader without keys, or with keys that work in another way; nor for a driver that does not know the question. */
export async function findPinpad(reader: string, card: PcscCard): Promise<PinpadFeatures | undefined> {
  if (keysNotToUse.some((name) => reader.startsWith(name))) return undefined;
  const answer = await card.control(getFeatures, new Uint8Array()).catch((error: unknown) => {
    if (error instanceof PcscTrouble) return new Uint8Array();
    throw error;
  });
  const features = readFeatures(answer);
  const [verify, modify] = [features.get(verifyPinDirect), features.get(modifyPinDirect)];
  return verify === undefined || modify === undefined ? undefined : { verify, modify };
}

function readFeatures(answer: Uint8Array): ReadonlyMap<number, number> {
  const bytes = Buffer.from(answer);
  const features = new Map<number, number>();
  for (let at = 0; at + featureBytes <= bytes.length; at += featureBytes) {
    if (bytes[at + 1] === featureBytes - 2) features.set(bytes.readUInt8(at), bytes.readUInt32BE(at + 2));
  }
  return features;
}

export type PadLanguage = 'nl' | 'fr' | 'de' | 'en';

/** Language of the display, as Windows numbers it: the lowest byte first. */
const languages: Readonly<Record<PadLanguage, readonly [number, number]>> = { nl: [0x13, 0x04], fr: [0x0c, 0x04], de: [0x07, 0x04], en: [0x09, 0x04] };

/** How the PIN stands in the command, for a Belgian card: digits two to a byte (BCD), from the left, after one byte that has their number in its lower half. */
const pinFormat = [
  // bmFormatString: units are bytes, the PIN begins 1 byte after the beginning of its block, from the left, BCD.
  0x89,
  // bmPINBlockString: its length takes 4 bits, its block 7 bytes.
  0x47,
  // bmPINLengthFormat: the length stands 4 bits after the beginning of the block.
  0x04,
];
/** bTimerOut, bTimerOut2: seconds until the first key, and from there. */
const times = [30, 30];
/** wPINMaxExtraDigit, the lowest byte first: 12 digits at most, 4 at least. */
const digits = [12, 4];
/** bEntryValidationCondition: the citizen presses OK. */
const byOk = 0x02;
/** bTeoPrologue: only T=1 has one, and the driver makes it. */
const prologue = [0, 0, 0];
/** Where the reader writes a PIN: no digits yet, padded with F. */
const emptyBlock = [0x20, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];

/** PIN_VERIFY_STRUCTURE (PC/SC part 10, 2.5.2). */
export function verifyStructure(reference: number, language: PadLanguage): Uint8Array {
  // One message: "PIN".
  return withCommand([...times, ...pinFormat, ...digits, byOk, 1, ...languages[language], 0, ...prologue], [0x00, 0x20, 0x00, reference, 8, ...emptyBlock]);
}

/** PIN_MODIFY_STRUCTURE (PC/SC part 10, 2.5.3). */
export function modifyStructure(reference: number, language: PadLanguage): Uint8Array {
  // Present PIN at 0, new one 8 bytes further; the present one is asked, the new one twice (bConfirmPIN 3); three messages.
  return withCommand(
    [...times, ...pinFormat, 0, 8, ...digits, 0x03, byOk, 3, ...languages[language], 0, 1, 2, ...prologue],
    [0x00, 0x24, 0x00, reference, 16, ...emptyBlock, ...emptyBlock],
  );
}

function withCommand(head: readonly number[], command: readonly number[]): Uint8Array {
  // ulDataLength, the lowest byte first.
  return Uint8Array.from([...head, command.length, 0, 0, 0, ...command]);
}

/** What readers say when nothing was typed: nothing was asked of the card. */
const untyped: Readonly<Record<number, 'cancelled' | 'time-out'>> = { 0x6400: 'time-out', 0x6401: 'cancelled' };

export function pinpadOf(control: (code: number, command: Uint8Array) => Promise<Uint8Array>, features: PinpadFeatures): NonNullable<Card['pinpad']> {
  const ask = async (code: number, structure: Uint8Array) => {
    const said = await control(code, structure);
    return untyped[((said.at(-2) ?? 0) << 8) | (said.at(-1) ?? 0)] ?? said;
  };
  return {
    verify: (reference, language = 'en') => ask(features.verify, verifyStructure(reference, language)),
    change: (reference, language = 'en') => ask(features.modify, modifyStructure(reference, language)),
  };
}
