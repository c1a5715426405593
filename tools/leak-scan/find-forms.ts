interface Needle { readonly bytes: Buffer }
export interface Search {
  /** Reads on; what is found may have begun in an earlier part. */
  read(part: Uint8Array): void;
  /** How often each needle was met, by its place in the list. */
  readonly found: ReadonlyMap<number, number>;
}

/**
 * Finds all needles in one pass over bytes of any length (Aho and Corasick, 1975). The case of the letters A to Z does not matter: a hex digit
 * or a name in capitals is the same leak.
 */
export function searchFor(needles: readonly Needle[]): () => Search {
  const { next, ends } = automatonOf(needles.map(({ bytes }) => bytes));
  return () => {
    const found = new Map<number, number>();
    let state = 0;
    return {
      found,
      read: (part) => {
        // One loop and nothing made in it: whole databases go through it.
        for (let at = 0; at < part.length; at += 1) {
          state = next[state * 256 + (part[at] ?? 0)] ?? 0;
          const met = ends[state];
          if (met) for (const needle of met) found.set(needle, (found.get(needle) ?? 0) + 1);
        }
      },
    };
  };
}

const fold = (byte: number) => (byte >= 65 && byte <= 90 ? byte + 32 : byte);

interface Automaton { readonly next: Int32Array; readonly ends: readonly (readonly number[] | undefined)[] }

function automatonOf(needles: readonly Buffer[]): Automaton {
  const states = needles.reduce((sum, { length }) => sum + length, 1);
  const next = new Int32Array(states * 256);
  const ends: (number[] | undefined)[] = [];
  let made = 1;
  needles.forEach((bytes, needle) => {
    let state = 0;
    for (const byte of bytes) {
      const at = state * 256 + fold(byte);
      if (next[at] === 0) next[at] = made++;
      state = next[at] ?? 0;
    }
    ends[state] = [...ends[state] ?? [], needle];
  });
  joinFailures(next, ends, made);
  foldCases(next, made);
  return { next, ends };
}

/** A capital leads where its small letter does. */
function foldCases(next: Int32Array, made: number): void {
  for (let state = 0; state < made; state += 1) {
    for (let capital = 65; capital <= 90; capital += 1) next[state * 256 + capital] = next[state * 256 + fold(capital)] ?? 0;
  }
}

/** Where a needle breaks off, the search goes on with the longest other needle that has begun. Breadth first, so that shorter ones are ready. */
function joinFailures(next: Int32Array, ends: (number[] | undefined)[], made: number): void {
  const fallback = new Int32Array(made);
  const queue = [0];
  for (const state of queue) {
    for (let byte = 0; byte < 256; byte += 1) {
      const at = state * 256 + byte;
      const child = next[at] ?? 0;
      const other = state === 0 ? 0 : next[(fallback[state] ?? 0) * 256 + byte] ?? 0;
      if (child === 0) {
        next[at] = other;
        continue;
      }
      fallback[child] = other;
      const met = [...ends[child] ?? [], ...ends[other] ?? []];
      if (met.length > 0) ends[child] = met;
      queue.push(child);
    }
  }
}
