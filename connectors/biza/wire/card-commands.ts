import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';

/**
 * The commands with which our BiZa activates a card, relayed by whoever holds the card. How a Belgian card is really activated is not public: what is of class 80 is
 * ours, and simulated cards know it. A card of another number refuses `nameCard`, and what comes after it.
 */
export const cardCommands = {
  selectApplication: '00A4040C0CA000000177504B43532D3135',
  nameCard: (cardNumber: string): string => `80EA000006${cardNumber}`,
  /** Only BiZa can: 16 bytes. */
  proveRole: (proof: Uint8Array): string => `8082000010${hex(proof)}`,
  /** The code that the citizen chose, sealed for this card: nobody on the way can read it. */
  setCode: (cardNumber: string, code: string, iv: Uint8Array): string => `80DA000124${hex(sealCode(cardNumber, code, iv))}`,
  activate: '80EC010000',
} as const;

/** Class, instruction, two parameters and the length of the data, in hexadecimal. */
const headerDigits = 10;
const ivBytes = 12;
const tagBytes = 16;
const chipBytes = 16;
const cipher = 'aes-256-gcm';

/** A PIN as a card takes it: `2`, how many digits, the digits, F up to 8 bytes. */
export function pinBlock(digits: string): Buffer {
  if (!/^\d{4,12}$/.test(digits)) throw new Error('a PIN has 4 to 12 digits');
  return Buffer.from(`2${digits.length.toString(16)}${digits}`.padEnd(16, 'F'), 'hex');
}

export const setsCode = (command: string): boolean => command.startsWith('80DA0001');

/** The PIN block that a `setCode` sets on this card; nothing when it was not sealed for it. */
export function codeSetBy(command: string, cardNumber: string): Buffer | undefined {
  return openCode(cardNumber, Buffer.from(command.slice(headerDigits), 'hex'));
}

/** The PIN block that `setCode` carries; nothing when it was not sealed for this card. */
export function openCode(cardNumber: string, sealed: Uint8Array): Buffer | undefined {
  if (sealed.length < ivBytes + tagBytes) return undefined;
  const opening = createDecipheriv(cipher, issuerKeyOf(cardNumber), sealed.subarray(0, ivBytes), { authTagLength: tagBytes }).setAAD(Buffer.from(cardNumber, 'utf8'));
  opening.setAuthTag(sealed.subarray(-tagBytes));
  try {
    return Buffer.concat([opening.update(sealed.subarray(ivBytes, -tagBytes)), opening.final()]);
  } catch {
    return undefined;
  }
}

function sealCode(cardNumber: string, code: string, iv: Uint8Array): Buffer {
  const block = pinBlock(code);
  const sealing = createCipheriv(cipher, issuerKeyOf(cardNumber), iv, { authTagLength: tagBytes }).setAAD(Buffer.from(cardNumber, 'utf8'));
  const sealed = Buffer.concat([iv, sealing.update(block), sealing.final(), sealing.getAuthTag()]);
  block.fill(0);
  return sealed;
}

/** Number of the chip, as GET CARD DATA tells it: 16 bytes. The issuer knows it of each card; of simulated cards it follows from the number. */
export function chipNumberOf(cardNumber: string): Buffer {
  return Buffer.from(hkdfSync('sha256', 'issuer of simulated cards', cardNumber, 'chip', chipBytes));
}

/** What the issuer of real cards shares with each of them. Here it follows from the number: for simulated cards, and no secret. */
function issuerKeyOf(cardNumber: string): Buffer {
  return Buffer.from(hkdfSync('sha256', 'issuer of simulated cards', cardNumber, 'code', 32));
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase();
