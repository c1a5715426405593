import * as fc from 'fast-check';
import { isJsonSchema, type JsonSchema } from '#services/gateway/input-fields.ts';

/** Values for tests of all contracts: whatever they may hold that XML can hold too. */

export function whole(): fc.Arbitrary<number> {
  return fc.maxSafeInteger().map((number) => number + 0);
}

/** Any text that XML can hold. */
export function text(limits: { minLength?: number; maxLength?: number } = {}): fc.Arbitrary<string> {
  return fc.string({ unit: fc.oneof(fc.constantFrom('&', '<', '>', '"', ']]>', '\r', '\n', '\t', ' ', '\u{1F600}'), fc.string({ unit: 'binary', minLength: 1, maxLength: 1 })), maxLength: 12 })
    .map((given) => given.replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '').slice(0, limits.maxLength ?? 12).toWellFormed().padEnd(limits.minLength ?? 0, 'x'));
}

export function dictionaryOf(values: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.array(fc.tuple(text().filter((key) => !['__proto__', 'constructor', 'prototype'].includes(key)), values), { maxLength: 4 }).map((entries) => Object.fromEntries(entries));
}

export function jsonText(): fc.Arbitrary<unknown> {
  return fc.oneof(text(), whole(), fc.boolean(), fc.constant(null), fc.array(text()), fc.record({ a: text(), b: fc.array(whole()) }));
}

/** Values that a JSON Schema takes: more than the contract, which may want check digits too. */
export function valueOf(schema: JsonSchema): fc.Arbitrary<unknown> {
  const { enum: options, const: fixed, pattern, properties = {}, required = [], additionalProperties } = schema;
  const branches = schema.anyOf ?? schema.oneOf ?? (Array.isArray(schema.type) ? schema.type.map((type: string) => ({ ...schema, type })) : undefined);
  if (branches) return fc.oneof(...branches.map(valueOf));
  if (Array.isArray(options)) return fc.constantFrom(...options as unknown[]);
  if (fixed !== undefined) return fc.constant(fixed);
  if (schema.type === 'null') return fc.constant(null);
  if (schema.type === 'boolean') return fc.boolean();
  if (schema.type === 'integer') return fc.integer({ min: Math.max(Number(schema['minimum'] ?? 0), -1e9), max: Math.min(Number(schema['maximum'] ?? 1e9), 1e9) });
  if (schema.type === 'number') return fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0);
  if (schema.type === 'array') return fc.array(valueOf(schema.items ?? {}), { minLength: Number(schema['minItems'] ?? 0), maxLength: Math.min(Number(schema['maxItems'] ?? 3), 3) });
  if (schema.type === 'object' && isJsonSchema(additionalProperties)) return dictionaryOf(valueOf(additionalProperties));
  if (schema.type === 'object') return fc.record(Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, valueOf(property)])), { requiredKeys: [...required] });
  if (schema.type !== 'string') return jsonText();
  if (schema['contentEncoding'] === 'base64') return fc.uint8Array().map((bytes) => Buffer.from(bytes).toString('base64'));
  if (schema['format'] === 'uuid') return fc.uuid();
  if (schema['format'] === 'date') return fc.integer({ min: 0, max: 80_000 }).map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10));
  const [minLength, maxLength] = [Number(schema['minLength'] ?? 0), Number(schema['maxLength'] ?? 1_000)];
  return typeof pattern === 'string' ? fc.stringMatching(new RegExp(pattern)).filter(({ length }) => length >= minLength && length <= maxLength) : text({ minLength, maxLength: Math.min(maxLength, 12) });
}
