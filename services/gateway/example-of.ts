import { branches, isJsonSchema, type JsonSchema } from './input-fields.ts';
import { exampleByFormat, exampleInstant, exampleTexts, namesInstant } from './example-words.ts';

/** How deep an example goes into a schema that contains itself. */
const deepest = 6;

/**
 * A value that fits a schema: its own example where the contract gives one, else one made of its type, limits and the field's name. The same schema gives
 * the same value. References start from `root`.
 */
export function exampleOf(schema: JsonSchema, root: JsonSchema = schema, name = '', depth = 0): unknown {
  const given = givenExample(schema);
  if (given !== undefined) return given;
  const target = typeof schema['$ref'] === 'string' ? resolve(schema['$ref'], root) : undefined;
  if (target) return depth < deepest ? exampleOf(target, root, name, depth + 1) : undefined;
  const choices = branches(schema);
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((part) => exampleOf(part, root, name, depth)));
  if (choices.length > 0) return exampleOf(choices.find(({ type }) => type !== 'null') ?? {}, root, name, depth);
  const type = [schema.type ?? []].flat().find((candidate) => candidate !== 'null');
  if (type === 'object') return objectOf(schema, root, depth);
  if (type === 'array') return listOf(schema, root, name, depth);
  if (type === 'integer' || type === 'number') return numberOf(schema, name);
  if (type === 'boolean') return true;
  return type === 'string' ? textOf(schema) : type === undefined ? {} : null;
}

/** What the contract itself says: an example, the only value, the usual one, the first of a list. */
function givenExample(schema: JsonSchema): unknown {
  const [examples, values] = [schema['examples'], schema['enum']].map((list) => (Array.isArray(list) ? list as readonly unknown[] : []));
  return [examples?.[0], schema['const'], schema['default'], values?.find((value) => value !== null)].find((value) => value !== undefined && value !== null);
}

function objectOf(schema: JsonSchema, root: JsonSchema, depth: number): unknown {
  const own = Object.entries(schema.properties ?? {}).map(([name, field]) => [name, exampleOf(field, root, name, depth)]);
  const [names, values] = [schema['propertyNames'], schema['additionalProperties']];
  if (!isJsonSchema(values)) return Object.fromEntries(own.filter(([, value]) => value !== undefined));
  const keys = schema.required?.filter((key) => schema.properties?.[key] === undefined) ?? [];
  const anyKey = isJsonSchema(names) ? String(exampleOf(names, root, '', depth)) : 'example';
  const others = (keys.length > 0 ? keys : [anyKey]).map((key) => [key, exampleOf(values, root, key, depth)]);
  return Object.fromEntries([...own, ...others].filter(([, value]) => value !== undefined));
}

function listOf(schema: JsonSchema, root: JsonSchema, name: string, depth: number): unknown[] {
  const tuple = schema['prefixItems'];
  if (Array.isArray(tuple)) return tuple.map((item: unknown) => (isJsonSchema(item) ? exampleOf(item, root, name, depth) : null));
  const item = schema.items && exampleOf(schema.items, root, name, depth);
  return item === undefined ? [] : Array.from({ length: numberAt(schema, 'minItems', 1) }, () => item);
}

function numberOf(schema: JsonSchema, name: string): number {
  const [least, most, says] = [numberAt(schema, 'minimum', 1), numberAt(schema, 'maximum', Infinity), schema['description']];
  const instant = exampleInstant <= most && (namesInstant.test(name) || (typeof says === 'string' && /epoch milliseconds/i.test(says)));
  return instant ? exampleInstant : Math.min(Math.max(least, 1), most);
}

function textOf(schema: JsonSchema): string {
  const { pattern, format } = schema;
  const fits = (text: string) => (typeof pattern !== 'string' || new RegExp(pattern, 'u').test(text)) && text.length >= numberAt(schema, 'minLength', 0) && text.length <= numberAt(schema, 'maxLength', Infinity);
  const byFormat = typeof format === 'string' ? exampleByFormat[format] : undefined;
  return [byFormat, ...exampleTexts].find((text) => text !== undefined && fits(text)) ?? '';
}

function resolve(reference: string, root: JsonSchema): JsonSchema | undefined {
  const found = reference.slice(2).split('/').filter((step) => step !== '').reduce<unknown>((value, step) => (isJsonSchema(value) ? value[step] : undefined), root);
  return isJsonSchema(found) ? found : undefined;
}

function numberAt(schema: JsonSchema, keyword: string, otherwise: number): number {
  const value = schema[keyword];
  return typeof value === 'number' ? value : otherwise;
}
