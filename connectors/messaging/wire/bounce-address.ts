import { createHmac, timingSafeEqual } from 'node:crypto';

/** Our number of a mail, and a seal that it is one of ours: both in the 32 signs 0–9 a–v, so that capitals do not matter and an address keeps within its 64 signs (RFC 5321, 4.5.3.1.1). */
const numberSigns = 26;
const sealSigns = 16;
const sealBytes = 10;
/** How long a name before the `+` may be. */
export const longestName = 64 - 1 - numberSigns - sealSigns;

/**
 * Variable envelope return path: `name+<number and seal>@domain`. The seal is an HMAC-SHA-256 of the number, cut to 80 bits (RFC 2104, 5), under a secret of ours: anybody may write to the
 * address for bounces, and only who got a mail of ours knows one that holds.
 */
export function bounceAddress(address: string, key: string, secret: string): string {
  const at = address.lastIndexOf('@');
  return `${address.slice(0, at)}+${inSigns(Buffer.from(key.replaceAll('-', ''), 'hex'), numberSigns)}${sealOf(key.toLowerCase(), secret)}${address.slice(at)}`;
}

/** The numbers in what a header says of addresses; `false` for one that has the form of ours and not our seal. */
export function numbersIn(addresses: string, secret: string): (string | false)[] {
  return [...addresses.matchAll(/\+([0-7][0-9a-v]{41})@/gi)].map(([, tag = '']) => {
    const key = uuidOf(tag.slice(0, numberSigns).toLowerCase());
    const seal = tag.slice(numberSigns).toLowerCase();
    return timingSafeEqual(Buffer.from(seal), Buffer.from(sealOf(key, secret))) && key;
  });
}

function sealOf(key: string, secret: string): string {
  return inSigns(createHmac('sha256', secret).update(`bounce ${key}`).digest().subarray(0, sealBytes), sealSigns);
}

const inSigns = (bytes: Buffer, signs: number): string => BigInt(`0x${bytes.toString('hex')}`).toString(32).padStart(signs, '0');

function uuidOf(signs: string): string {
  const number = Array.from(signs).reduce((sum, sign) => sum * 32n + BigInt(Number.parseInt(sign, 32)), 0n);
  return number.toString(16).padStart(32, '0').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
