/** One way of looking at bytes. What falls away or is alike here may differ from file to file without hiding a word. */
export interface View { of(part: Uint8Array): Uint8Array }
export type ViewName = 'as it is' | 'in one line' | 'digits only' | 'whole words';

const without = (left: (byte: number) => boolean): View => ({ of: (part) => part.filter((byte) => !left(byte)) });
const separators = new Set(Buffer.from(' .-/()+\0'));
const isInWord = (byte: number) => byte >= 128 || (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122);

export const views: { readonly [V in ViewName]: View } = {
  'as it is': { of: (part) => part },
  /** Mail breaks base64 after 76 signs. */
  'in one line': without((byte) => byte === 10 || byte === 13),
  /** People group numbers as they like. */
  'digits only': without((byte) => separators.has(byte)),
  /** Whatever stands between two words is alike: a short word is found where it is a whole one. */
  'whole words': { of: (part) => part.map((byte) => (isInWord(byte) ? byte : 0)) },
};
