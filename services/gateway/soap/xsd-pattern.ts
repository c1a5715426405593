/**
 * A regular expression of a contract as XML Schema writes it (XSD 1.0, part 2, appendix F): always over the whole text, no groups with a
 * question mark, and `\d` means the digits of all scripts there. Undefined when XSD cannot say it; the contract's own schema judges in any case.
 */
export function xsdPattern(source: string): string | undefined {
  const whole = /^\^(.*)\$$/s.exec(source)?.[1];
  if (whole === undefined) return undefined;
  let written = '';
  let depth = 0;
  let at = 0;
  while (at < whole.length) {
    token.lastIndex = at;
    const groups = token.exec(whole)?.groups;
    if (!groups) return undefined;
    const { open, close, set, not, escape, quantifier, or, plain } = groups;
    if (open !== undefined) depth += 1;
    if (close !== undefined) depth -= 1;
    // `^a|b$` is anchored on one side of each alternative only.
    if (or !== undefined && depth === 0) return undefined;
    const part = open !== undefined ? '(' : set !== undefined ? writtenSet(not, set) : escape !== undefined ? outsideSet(escape) : close ?? quantifier ?? or ?? (plain !== undefined ? escaped(plain) : undefined);
    if (part === undefined) return undefined;
    written += part;
    at = token.lastIndex;
  }
  return depth === 0 ? written : undefined;
}

const token = /(?<open>\((?:\?:|(?!\?)))|(?<close>\))|\[(?<not>\^?)(?<set>(?:\\.|[^\]\\])+)\]|\\(?<escape>x[0-9a-f]{2}|u[0-9a-f]{4}|[dw]|[^\w])|(?<quantifier>(?:[*+?]|\{\d+(?:,\d*)?\})(?!\?))|(?<or>\|)|(?<plain>[^()[\]\\*+?{}|^$.])/uyi;
const setPart = /\\(x[0-9a-f]{2}|u[0-9a-f]{4}|[dw]|[^\w])|([^\\])/uyi;
const shorthands: ReadonlyMap<string, string> = new Map([['d', '0-9'], ['w', 'A-Za-z0-9_']]);

function outsideSet(escape: string): string {
  const shorthand = shorthands.get(escape);
  return shorthand === undefined ? escaped(characterOf(escape)) : `[${shorthand}]`;
}

function writtenSet(not: string | undefined, set: string): string | undefined {
  const parts: { readonly text: string; readonly isHyphen: boolean }[] = [];
  let at = 0;
  while (at < set.length) {
    setPart.lastIndex = at;
    const [, escape, plain] = setPart.exec(set) ?? [];
    if (escape === undefined && plain === undefined) return undefined;
    parts.push(plain === undefined ? { text: shorthands.get(escape ?? '') ?? escaped(characterOf(escape ?? '')), isHyphen: false } : { text: escaped(plain), isHyphen: plain === '-' });
    at = setPart.lastIndex;
  }
  // A hyphen between two characters makes a range; at either end it is itself.
  return `[${not ?? ''}${parts.map(({ text, isHyphen }, index) => (isHyphen && index > 0 && index < parts.length - 1 ? '-' : text)).join('')}]`;
}

function characterOf(escape: string): string {
  return /^[xu]./i.test(escape) ? String.fromCodePoint(Number.parseInt(escape.slice(1), 16)) : escape;
}

function escaped(character: string): string {
  return /[\\|.\-^?*+{}()[\]]/.test(character) ? `\\${character}` : character;
}
