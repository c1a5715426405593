/** Why bytes are not taken for JSON. */
export type JsonFlaw = 'not-utf-8' | 'no-json' | 'name-twice' | 'forbidden-name' | 'too-deep';
export type ReadJson = { readonly value: unknown } | { readonly flaw: JsonFlaw };

const deepest = 32;

/**
 * JSON as two readers cannot understand it differently: UTF-8 without a byte order mark, each name once in its object (RFC 8259 leaves open which one of
 * two counts), nothing that could stand for the prototype of an object, no deeper than any message of ours.
 */
export function readJson(bytes: Uint8Array): ReadJson {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return { flaw: 'not-utf-8' };
  }
  try {
    const value: unknown = JSON.parse(text);
    const flaw = flawIn(text);
    return flaw === undefined ? { value } : { flaw };
  } catch {
    return { flaw: 'no-json' };
  }
}

/** Walks once over a text that is JSON. */
function flawIn(text: string): JsonFlaw | undefined {
  /** The names so far of each object that is open; undefined for a list. */
  const open: (Set<string> | undefined)[] = [];
  let nameComes = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === '"') {
      const end = endOfString(text, at);
      const names = open.at(-1);
      if (nameComes && names) {
        const name = String(JSON.parse(text.slice(at, end + 1)));
        if (name === '__proto__') return 'forbidden-name';
        if (names.has(name)) return 'name-twice';
        names.add(name);
      }
      nameComes = false;
      at = end;
    } else if (sign === '{' || sign === '[') {
      open.push(sign === '{' ? new Set() : undefined);
      if (open.length > deepest) return 'too-deep';
      nameComes = sign === '{';
    } else if (sign === '}' || sign === ']') {
      open.pop();
    } else if (sign === ',') {
      nameComes = open.at(-1) !== undefined;
    }
  }
  return undefined;
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}
