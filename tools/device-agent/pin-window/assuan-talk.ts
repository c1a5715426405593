import type { Readable, Writable } from 'node:stream';
import { wipe } from '../sealing/wipe.ts';

/** What came back for one command: data (to be wiped by who gets it), or the code of an error. */
export type AssuanAnswer = { readonly ok: true; readonly data: Buffer } | { readonly ok: false; readonly code: number };

export class AssuanBroken extends Error { override readonly name = 'AssuanBroken'; }

export interface AssuanTalk {
  /** One command, its words escaped already. @throws AssuanBroken when the other side went away or says what the protocol does not know */
  say(command: string): Promise<AssuanAnswer>;
}

const lineFeed = 10;
/** A line of the protocol has at most 1000 bytes; what is longer is none. */
const longestLine = 1_002;

/**
 * The client's side of Assuan, the line protocol of GnuPG's programs (manual of libassuan, "Assuan protocol"): a command, then status lines, data lines and at last
 * `OK` or `ERR`. All that comes stays bytes and is wiped once it is read: a PIN may be in it.
 */
export async function openAssuan(output: Readable, input: Writable): Promise<AssuanTalk> {
  const lines = linesOf(output);
  const answer = async (): Promise<AssuanAnswer> => {
    let data = Buffer.alloc(0);
    for (;;) {
      const { value: line } = await lines.next();
      if (!line) { wipe(data); throw new AssuanBroken('the program ended'); }
      const is = (word: string) => line.subarray(0, word.length).toString('latin1') === word && (line.length === word.length || line[word.length] === 32);
      if (is('D')) {
        const longer = Buffer.concat([data, unescape(line.subarray(2))]);
        wipe(data, line);
        data = longer;
      } else if (is('OK')) return { ok: true, data };
      else if (is('ERR')) {
        wipe(data);
        return { ok: false, code: Number.parseInt(line.subarray(4).toString('latin1'), 10) };
      } else if (!is('S') && !line.toString('latin1').startsWith('#')) {
        wipe(data, line);
        throw new AssuanBroken('the program does not speak Assuan');
      }
    }
  };
  // Writing to a program that is gone ends its output too; that is where it is seen.
  input.on('error', () => {});
  const greeting = await answer();
  if (!greeting.ok) throw new AssuanBroken('the program refused at once');
  return {
    say: async (command) => {
      input.write(`${command}\n`);
      return answer();
    },
  };
}

/** Each line a copy of its own; the chunk that it came in is wiped. */
async function* linesOf(output: Readable): AsyncGenerator<Buffer, undefined> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of output) {
    const bytes: unknown = chunk;
    if (!Buffer.isBuffer(bytes)) return undefined;
    const joined = Buffer.concat([rest, bytes]);
    wipe(rest, bytes);
    let from = 0;
    for (let end = joined.indexOf(lineFeed); end >= 0; from = end + 1, end = joined.indexOf(lineFeed, from)) yield Buffer.from(joined.subarray(from, end));
    rest = Buffer.from(joined.subarray(from));
    wipe(joined);
    if (rest.length > longestLine) return undefined;
  }
  return undefined;
}

/** `%0A` and the like, as bytes. */
function unescape(escaped: Buffer): Buffer {
  const plain = Buffer.alloc(escaped.length);
  let length = 0;
  for (let from = 0; from < escaped.length; from++) {
    const hex = escaped[from] === 0x25 ? Number.parseInt(escaped.subarray(from + 1, from + 3).toString('latin1'), 16) : Number.NaN;
    plain[length++] = Number.isNaN(hex) ? escaped[from] ?? 0 : hex;
    if (!Number.isNaN(hex)) from += 2;
  }
  const exact = Buffer.from(plain.subarray(0, length));
  wipe(plain);
  return exact;
}

/** Text in a command: percent and line ends are escaped. */
export function escapeAssuan(text: string): string {
  return text.replaceAll(/[%\r\n]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
}
