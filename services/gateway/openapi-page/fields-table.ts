import { branches, isJsonSchema, type JsonSchema } from '../input-fields.ts';

/** One line of the table of fields. */
export interface FieldRow {
  /** `contact.email`, `slots[].start`; a key that may be anything is `{}`. */
  readonly name: string;
  readonly required: boolean;
  /** What may stand there: `text, at most 20 characters`. */
  readonly kind: string;
  readonly says: string;
}

const deepest = 5;
/** Limits beyond it tell a reader nothing: those of instants and of whole numbers at all. */
const worthSaying = 1e11;

/** The fields of a schema, those inside others after them. Of alternatives each gives its own. */
export function fieldRows(schema: JsonSchema, root: JsonSchema = schema, prefix = '', depth = 0): FieldRow[] {
  const rows = rowsOf(follow(schema, root), root, prefix, depth);
  return rows.filter(({ name, kind }, index) => rows.findIndex((other) => other.name === name && other.kind === kind) === index);
}

function rowsOf(schema: JsonSchema, root: JsonSchema, prefix: string, depth: number): FieldRow[] {
  if (depth > deepest) return [];
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, field]) => withInner(name, field, schema.required?.includes(name) ?? false));
  const anyKey = schema['additionalProperties'];
  return [
    ...own,
    ...(isJsonSchema(anyKey) && Object.keys(anyKey).length > 0 ? withInner('{}', anyKey, false) : []),
    ...branches(schema).flatMap((branch) => rowsOf(follow(branch, root), root, prefix, depth)),
    ...(schema.items ? rowsOf(follow(schema.items, root), root, prefix === '' ? '[]' : `${prefix}[]`, depth) : []),
  ];

  function withInner(name: string, field: JsonSchema, required: boolean): FieldRow[] {
    const [path, meant] = [prefix === '' ? name : `${prefix}.${name}`, follow(field, root)];
    const says = [field['description'], meant['description']].find((text) => typeof text === 'string') ?? '';
    return [{ name: path, required, kind: kindOf(meant, root), says }, ...rowsOf(meant, root, path, depth + 1)];
  }
}

function kindOf(schema: JsonSchema, root: JsonSchema, depth = 0): string {
  const followed = follow(schema, root);
  const [values, only, format] = [followed['enum'], followed['const'], followed['format']];
  if (Array.isArray(values)) return values.map((value) => JSON.stringify(value)).join(' | ');
  if (only !== undefined) return JSON.stringify(only);
  const inner = branches(followed);
  if (inner.length > 0 && depth < deepest) return [...new Set(inner.map((branch) => kindOf(branch, root, depth + 1)))].join(' | ');
  const type = [followed.type ?? 'anything'].flat().join(' | ');
  if (type === 'array') return `list of ${followed.items ? kindOf(followed.items, root, depth + 1) : 'anything'}`;
  const { minimum, maximum, maxLength } = followed;
  const limits = [
    typeof minimum === 'number' && Math.abs(minimum) < worthSaying ? `from ${minimum}` : '', typeof maximum === 'number' && maximum < worthSaying ? `to ${maximum}` : '',
    typeof maxLength === 'number' ? `at most ${maxLength} characters` : '',
  ].filter((limit) => limit !== '').join(' ');
  return `${type === 'string' ? 'text' : type}${typeof format === 'string' ? ` (${format})` : ''}${limits === '' ? '' : `, ${limits}`}`;
}

/** What a reference leads to. */
function follow(schema: JsonSchema, root: JsonSchema): JsonSchema {
  const reference = schema['$ref'];
  if (typeof reference !== 'string') return schema;
  const found = reference.slice(2).split('/').filter((step) => step !== '').reduce<unknown>((value, step) => (isJsonSchema(value) ? value[step] : undefined), root);
  return isJsonSchema(found) ? found : {};
}
