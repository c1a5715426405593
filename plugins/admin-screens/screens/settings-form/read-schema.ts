import { z } from 'zod';
import type { Field, Member } from './field.ts';

type Schema = Readonly<Record<string, unknown>>;
const object = z.record(z.string(), z.unknown());
const scalars = z.array(z.union([z.string(), z.number()])).min(1);
const inputs: Readonly<Record<string, 'email' | 'url' | 'date'>> = { email: 'email', uri: 'url', date: 'date' };
/** A schema that holds itself would have no end. */
const deepest = 12;

/** The form of settings. What it does not understand is asked as JSON, never left out. */
export function readSchema(schema: Schema): Field {
  return fieldOf(schema, schema, 0);
}

function fieldOf(given: unknown, root: Schema, depth: number): Field {
  const schema = resolve(given, root);
  if (!schema || depth > deepest) return { kind: 'json' };
  const inside = (inner: unknown) => fieldOf(inner, root, depth + 1);
  const { type, const: only } = schema;
  if (typeof only === 'string' || typeof only === 'number') return { kind: 'fixed', value: only };
  const options = scalars.safeParse(schema['enum']).data;
  if (options) return { kind: 'choice', options };
  const variants = z.array(z.unknown()).safeParse(schema['oneOf'] ?? schema['anyOf']).data;
  if (variants) return variantsOf(variants.map((variant) => resolve(variant, root)), inside);
  if (type === 'string') return { kind: 'text', secret: schema['secret'] === true, input: inputs[String(schema['format'])] ?? 'text' };
  if (type === 'integer' || type === 'number') return { kind: 'number', whole: type === 'integer' };
  if (type === 'boolean') return { kind: 'yes-no' };
  if (type === 'array') return listOf(schema, inside);
  if (type === 'object') return groupOf(schema, root, inside);
  return { kind: 'json' };
}

function variantsOf(variants: readonly (Schema | undefined)[], inside: (schema: unknown) => Field): Field {
  const fields = variants.map((variant) => inside(variant));
  const fixed = fields.flatMap((field) => (field.kind === 'fixed' ? [field.value] : []));
  if (fixed.length > 0 && fixed.length === fields.length) return { kind: 'choice', options: fixed };
  const groups = fields.flatMap((field, index) => (field.kind === 'group' ? [{ title: titleOf(variants[index], field.members, index), field }] : []));
  return groups.length === fields.length ? { kind: 'variants', options: groups } : { kind: 'json' };
}

/** What tells a variant from the others: its title, what is fixed in it, else what it asks first. */
function titleOf(schema: Schema | undefined, members: readonly Member[], index: number): string {
  const title = schema?.['title'];
  if (typeof title === 'string') return title;
  const fixed = members.flatMap(({ field }) => (field.kind === 'fixed' ? [String(field.value)] : []));
  return fixed[0] ?? members[0]?.title ?? String(index + 1);
}

function listOf(schema: Schema, inside: (schema: unknown) => Field): Field {
  const parts = z.array(z.unknown()).safeParse(schema['prefixItems']).data;
  if (parts) return schema['minItems'] === parts.length ? { kind: 'tuple', parts: parts.map(inside) } : { kind: 'json' };
  const of = inside(schema['items']);
  return (of.kind === 'text' && !of.secret) || of.kind === 'number' ? { kind: 'lines', of } : { kind: 'list', of };
}

function groupOf(schema: Schema, root: Schema, inside: (schema: unknown) => Field): Field {
  const properties = object.safeParse(schema['properties']).data ?? {};
  const others = object.safeParse(schema['additionalProperties']).data;
  if (others && Object.keys(properties).length === 0) {
    const keys = z.array(z.string()).safeParse(resolve(schema['propertyNames'], root)?.['enum']).data;
    return { kind: 'record', of: inside(others), keys: keys ?? null };
  }
  if (others) return { kind: 'json' };
  const required = z.array(z.string()).safeParse(schema['required']).data ?? [];
  return {
    kind: 'group', members: Object.entries(properties).map(([name, member]) => {
      const { title, description, default: usual } = resolve(member, root) ?? {};
      return { name, title: typeof title === 'string' ? title : name, help: typeof description === 'string' ? description : '', needed: required.includes(name), usual: usual === undefined ? null : JSON.stringify(usual), field: inside(member) };
    }),
  };
}

/** What stands beside a reference wins: a title of its own. */
function resolve(given: unknown, root: Schema, steps = 0): Schema | undefined {
  const schema = object.safeParse(given).data;
  const to = schema?.['$ref'];
  if (typeof to !== 'string') return schema;
  if (to !== '#' && !to.startsWith('#/')) return undefined;
  const found = to.split('/').slice(1).reduce<unknown>((at, step) => object.safeParse(at).data?.[step.replaceAll('~1', '/').replaceAll('~0', '~')], root);
  const target = steps > deepest ? undefined : resolve(found, root, steps + 1);
  const { $ref: _to, ...beside } = schema ?? {};
  return target && { ...target, ...beside };
}
