/** One way of looking at bytes. What falls away or is alike here may differ from file to file without hiding a word. */
export interface View { of(part: Uint8Array): Uint8Array }
export type ViewName = 'as it is' | 'in one line' | 'digits only' | 'whole words';

/** For each byte what it is seen as; a byte that is nothing falls away. By a table and one loop: whole databases go through it. */
function seeing(as: (byte: number) => number | undefined): View {
  const table = Int16Array.from({ length: 256 }, (_, byte) => as(byte) ?? nothing);
  return {
    of: (part) => {
      const seen = new Uint8Array(part.length);
      let length = 0;
      for (let at = 0; at < part.length; at += 1) {
        const byte = table[part[at] ?? 0] ?? nothing;
        if (byte !== nothing) seen[length++] = byte;
      }
      return seen.subarray(0, length);
    },
  };
}

const nothing = -1;
const lineEnds = new Set(Buffer.from('\n\r'));
const separators = new Set(Buffer.from(' .-/()+\0'));
const isInWord = (byte: number) => byte >= 128 || (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122);
const without = (left: ReadonlySet<number>): View => seeing((byte) => (left.has(byte) ? undefined : byte));

export const views: { readonly [V in ViewName]: View } = {
  'as it is': { of: (part) => part },
  /** Mail breaks base64 after 76 signs. */
  'in one line': without(lineEnds),
  /** People group numbers as they like. */
  'digits only': without(separators),
  /** Whatever stands between two words is alike: a short word is found where it is a whole one. */
  'whole words': seeing((byte) => (isInWord(byte) ? byte : 0)),
};
