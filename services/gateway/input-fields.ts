import { z } from 'zod';

/** How a field of the input reads when it comes as text, from a path or query. */
export interface FieldShape { readonly kind: 'number' | 'boolean' | 'text'; readonly many: boolean }
export type Fields = ReadonlyMap<string, FieldShape>;

/** The little of JSON Schema that is looked at here; everything else stays text and is judged by the contract's own schema. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
}

/** A contract's schema as JSON Schema. What JSON Schema cannot say (a transformation) becomes `{}`. */
export function jsonSchemaOf(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  if (!isJsonSchema(rest)) throw new TypeError('no JSON Schema can be made of this');
  return rest;
}

export function isJsonSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The top-level fields of an input, over all of its alternatives. */
export function fieldsOf(input: z.ZodType): Fields {
  return new Map(propertiesOf(jsonSchemaOf(input, 'input')).map(([name, schema]) => [name, shapeOf(schema)]));
}

function propertiesOf(schema: JsonSchema): [string, JsonSchema][] {
  return [...Object.entries(schema.properties ?? {}), ...branches(schema).flatMap(propertiesOf)];
}

export function branches({ anyOf = [], oneOf = [], allOf = [] }: JsonSchema): readonly JsonSchema[] {
  return [...anyOf, ...oneOf, ...allOf];
}

function shapeOf(schema: JsonSchema): FieldShape {
  const { types, items } = typesOf(schema);
  if (types.size !== 1) return { kind: 'text', many: false };
  if (types.has('array')) return { kind: items ? shapeOf(items).kind : 'text', many: true };
  if (types.has('integer') || types.has('number')) return { kind: 'number', many: false };
  return { kind: types.has('boolean') ? 'boolean' : 'text', many: false };
}

/** The types that a field may have beside null. */
function typesOf(schema: JsonSchema): { types: ReadonlySet<string>; items?: JsonSchema | undefined } {
  const inner = branches(schema).map(typesOf);
  const own = schema.type === undefined ? [] : [schema.type].flat();
  const types = new Set([...own, ...inner.flatMap((branch) => [...branch.types])].filter((type) => type !== 'null'));
  return { types, items: schema.items ?? inner.find(({ items }) => items)?.items };
}
