import type { FieldIssue } from '#services/kernel/failure.ts';
import { forbiddenKeys, isText } from './assemble-input.ts';
import { gatewayFailures } from './gateway-failures.ts';

/** Deeper than any contract goes; what is deeper was made to hurt. */
const deepest = 16;

/**
 * An object from JSON, more strictly than `JSON.parse`: one value per key, no key that reaches a prototype, no bottomless nesting, no
 * text that a database cannot hold. An empty body is an empty object.
 * @throws gateway.malformed-json, gateway.bad-input
 */
export function parseJson(raw: Buffer): Readonly<Record<string, unknown>> {
  if (raw.length === 0) return {};
  const { text, value } = decode(raw);
  if (!isObject(value)) throw bad('body', 'an object is expected');
  refuseTwists(text);
  return value;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function decode(raw: Buffer): { text: string; value: unknown } {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(raw);
    return { text, value: JSON.parse(text) as unknown };
  } catch (cause) {
    throw gatewayFailures['malformed-json']({ cause, issues: [{ in: 'body', name: 'body', detail: 'not well-formed JSON in UTF-8' }] });
  }
}

/** Tokens of text that is known to be JSON: strings whole, and the marks between values. */
const tokens = /"(?:[^"\\]+|\\.)*"|[{}[\],:]/g;

interface Level { readonly keys: Set<string> | undefined; key: string; index: number }

/** Walks the text itself, because the parsed value has forgotten keys that came twice. */
function refuseTwists(text: string): void {
  const levels: Level[] = [];
  let awaitingKey = false;
  for (const [token] of text.matchAll(tokens)) {
    const level = levels.at(-1);
    if (token === '{' || token === '[') {
      levels.push({ keys: token === '{' ? new Set() : undefined, key: '', index: 0 });
      if (levels.length > deepest) throw bad(nameOf(levels.slice(0, 3)), `nested deeper than ${deepest} levels`);
      awaitingKey = token === '{';
    } else if (token === '}' || token === ']') {
      levels.pop();
      awaitingKey = false;
    } else if (token === ',') {
      awaitingKey = level?.keys !== undefined;
      if (level) level.index += 1;
    } else if (token !== ':') {
      const string = String(JSON.parse(token));
      if (awaitingKey && level?.keys) {
        level.key = string;
        if (level.keys.has(string)) throw bad(nameOf(levels), 'this field is given more than once');
        if (forbiddenKeys.has(string)) throw bad(nameOf(levels), 'this field is not known here');
        level.keys.add(string);
        awaitingKey = false;
      }
      if (!isText(string)) throw bad(nameOf(levels), 'this field holds a character that no text may hold');
    }
  }
}

function nameOf(levels: readonly Level[]): string {
  return levels.map(({ keys, key, index }) => (keys ? key : String(index))).join('.') || 'body';
}

function bad(name: string, detail: string): Error {
  const issues: FieldIssue[] = [{ in: 'body', name, detail }];
  return gatewayFailures['bad-input']({ issues });
}
