import { z } from 'zod';
import { wholeNcName } from '#services/wire-kit/xml-characters.ts';
import { isJsonSchema, jsonSchemaOf, type JsonSchema } from '../input-fields.ts';

/** How a value of a contract stands in XML: one shape gives the XSD, reads what comes in and writes what goes out, so that the three cannot disagree. */
export type Shape = Form & { readonly nullable: boolean; readonly about?: string | undefined };
export type Form =
  | { readonly form: 'text'; readonly kind: TextKind; readonly pattern?: string | undefined; readonly shortest?: number | undefined; readonly longest?: number | undefined; readonly options?: readonly string[] | undefined }
  | { readonly form: 'number'; readonly whole: boolean; readonly least?: number | undefined; readonly most?: number | undefined }
  | { readonly form: 'flag' }
  | { readonly form: 'group'; readonly fields: readonly ShapeField[] }
  | { readonly form: 'list'; readonly item: Shape; readonly least?: number | undefined; readonly most?: number | undefined }
  | { readonly form: 'map'; readonly value: Shape }
  | { readonly form: 'choice'; readonly branches: readonly ShapeField[] }
  /** What has no shape that XSD knows: JSON, as text. */
  | { readonly form: 'json' };
export type TextKind = 'text' | 'uuid' | 'day' | 'base64';
export interface ShapeField { readonly name: string; readonly shape: Shape; readonly optional: boolean }

const json: Form = { form: 'json' };

export function shapeOfType(type: z.ZodType, io: 'input' | 'output'): Shape {
  return shapeOf(jsonSchemaOf(type, io));
}

export function shapeOf(schema: JsonSchema): Shape {
  const all = alternativesOf(schema);
  const others = all.filter(({ type }) => type !== 'null');
  const [only = {}] = others;
  const form = others.length === 0 ? json : others.length === 1 ? formOf(only) : choiceOf(others);
  return { ...form, nullable: others.length < all.length, about: textIn(schema, 'description') };
}

/** `string or null`, `anyOf [object, null]`: each as a schema of its own. */
function alternativesOf(schema: JsonSchema): readonly JsonSchema[] {
  const { anyOf, oneOf, type } = schema;
  const alternatives = anyOf ?? oneOf;
  if (alternatives) return 'properties' in schema || (anyOf && oneOf) ? [{}] : alternatives.flatMap(alternativesOf);
  return Array.isArray(type) ? type.map((one: string) => ({ ...schema, type: one })) : [schema];
}

function formOf(schema: JsonSchema): Form {
  const { type } = schema;
  if ('$ref' in schema || 'allOf' in schema) return json;
  const options = Array.isArray(schema['enum']) ? schema['enum'] : 'const' in schema ? [schema['const']] : undefined;
  if (type === 'string') return textOf(schema, options);
  if (type === 'integer' || type === 'number') return { form: 'number', whole: type === 'integer', least: limit(schema, 'minimum'), most: limit(schema, 'maximum') };
  if (type === 'boolean') return { form: 'flag' };
  if (type === 'array' && schema.items && !('prefixItems' in schema)) return { form: 'list', item: shapeOf(schema.items), least: numberIn(schema, 'minItems'), most: numberIn(schema, 'maxItems') };
  return type === 'object' ? objectOf(schema) : json;
}

const usualUuid = jsonSchemaOf(z.uuid(), 'input')['pattern'];

function textOf(schema: JsonSchema, options: readonly unknown[] | undefined): Form {
  const { format, contentEncoding, pattern } = schema;
  const kind = format === 'uuid' && pattern === usualUuid ? 'uuid' : format === 'date' ? 'day' : contentEncoding === 'base64' ? 'base64' : 'text';
  return {
    form: 'text', kind, pattern: kind === 'text' ? textIn(schema, 'pattern') : undefined, shortest: numberIn(schema, 'minLength'), longest: numberIn(schema, 'maxLength'),
    options: options?.filter((option) => typeof option === 'string'),
  };
}

function objectOf(schema: JsonSchema): Form {
  const { properties = {}, required = [], additionalProperties: others } = schema;
  const names = Object.keys(properties);
  if (isJsonSchema(others) && names.length === 0) return { form: 'map', value: shapeOf(others) };
  if (isJsonSchema(others) && Object.keys(others).length > 0) return json;
  if (names.some((name) => !wholeNcName.test(name))) return json;
  return { form: 'group', fields: Object.entries(properties).map(([name, property]) => ({ name, shape: shapeOf(property), optional: !required.includes(name) })) };
}

/** One element for each alternative, named by its form where that tells them apart. */
function choiceOf(alternatives: readonly JsonSchema[]): Form {
  const shapes = alternatives.map(shapeOf);
  if (shapes.some(({ form }) => form === 'json')) return json;
  const areApart = new Set(shapes.map(({ form }) => form)).size === shapes.length;
  return { form: 'choice', branches: shapes.map((shape, index) => ({ name: areApart ? shape.form : `option${index + 1}`, shape, optional: false })) };
}

function textIn(schema: JsonSchema, keyword: string): string | undefined {
  const value = schema[keyword];
  return typeof value === 'string' ? value : undefined;
}

function numberIn(schema: JsonSchema, keyword: string): number | undefined {
  const value = schema[keyword];
  return typeof value === 'number' ? value : undefined;
}

/** Of every whole number it is said that JavaScript can hold it: that goes without saying. */
function limit(schema: JsonSchema, keyword: 'minimum' | 'maximum'): number | undefined {
  const value = numberIn(schema, keyword);
  return value === Number.MAX_SAFE_INTEGER || value === Number.MIN_SAFE_INTEGER ? undefined : value;
}
