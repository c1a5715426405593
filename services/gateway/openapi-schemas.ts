import { branches, type JsonSchema } from './input-fields.ts';

/** The schema without these top-level fields, in each of its alternatives: those of the path are no part of the body. */
export function withoutFields(schema: JsonSchema, names: readonly string[]): JsonSchema {
  if (names.length === 0) return schema;
  const { properties, required, ...rest } = schema;
  const inner = Object.fromEntries((['anyOf', 'oneOf', 'allOf'] as const).flatMap((key) => {
    const alternatives = schema[key];
    return alternatives ? [[key, alternatives.map((branch) => withoutFields(branch, names))]] : [];
  }));
  const left = required?.filter((name) => !names.includes(name)) ?? [];
  return {
    ...rest, ...inner,
    ...(properties && { properties: Object.fromEntries(Object.entries(properties).filter(([name]) => !names.includes(name))) }),
    ...(left.length > 0 && { required: left }),
  };
}

/** The schema of one top-level field, and whether it must be given. */
export function fieldSchema(schema: JsonSchema, name: string): { schema: JsonSchema; required: boolean } {
  const own = schema.properties?.[name];
  if (own) return { schema: own, required: schema.required?.includes(name) ?? false };
  const inner = branches(schema).map((branch) => fieldSchema(branch, name)).filter((found) => Object.keys(found.schema).length > 0);
  return { schema: inner.length === 1 ? inner[0]?.schema ?? {} : { anyOf: inner.map((found) => found.schema) }, required: false };
}

/**
 * References inside a schema start from its own root; in the document it stands under a name, and they must start from there.
 */
export function rebase(value: unknown, root: string): unknown {
  if (Array.isArray(value)) return value.map((item) => rebase(item, root));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]: [string, unknown]) => [
    key, key === '$ref' && typeof inner === 'string' && inner.startsWith('#') ? `${root}${inner.slice(1)}` : rebase(inner, root),
  ]));
}
