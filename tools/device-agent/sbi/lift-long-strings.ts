const quote = 0x22;
const backslash = 0x5c;

export interface Lifted {
  /** The JSON with `{"lifted":<n>}` where the n-th long string stood. */
  readonly json: string;
  /** What stood between its quotes: a view of the bytes given, wiped with them. */
  readonly strings: readonly Buffer[];
}

/**
 * Takes long strings out of JSON before it is parsed, so that a fingerprint is never a string of the program: those cannot be wiped.
 * Says nothing about whether the rest is JSON.
 */
export function liftLongStrings(bytes: Buffer, longerThan = 256): Lifted {
  const kept: string[] = [];
  const strings: Buffer[] = [];
  let from = 0;
  for (let opens = bytes.indexOf(quote); opens !== -1;) {
    const closes = closingQuote(bytes, opens);
    if (closes === -1) break;
    if (closes - opens - 1 > longerThan) {
      kept.push(bytes.toString('utf8', from, opens), `{"lifted":${strings.length}}`);
      strings.push(bytes.subarray(opens + 1, closes));
      from = closes + 1;
    }
    opens = bytes.indexOf(quote, closes + 1);
  }
  return { json: [...kept, bytes.toString('utf8', from)].join(''), strings };
}

/** One pass: a quote after a backslash is part of the string, and so is what follows any other backslash. */
function closingQuote(bytes: Buffer, opens: number): number {
  for (let at = opens + 1; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === quote) return at;
    if (byte === backslash) at += 1;
  }
  return -1;
}
