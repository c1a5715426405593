import { element, withAttributes } from '#services/wire-kit/write-xml.ts';
import { forbiddenCharacter } from '#services/wire-kit/xml-characters.ts';
import type { XmlTree } from '#services/wire-kit/xml-tree.ts';
import type { Shape } from './shape.ts';
import { eid, xsi } from './soap-names.ts';

/** A value of the contract as an element, its fields in the order of the XSD. */
export function writeValue(name: string, value: unknown, shape: Shape): XmlTree {
  if (value === null && shape.form !== 'json') return withAttributes(element(eid(name)), [xsi('nil'), 'true']);
  return element(eid(name), ...contentOf(value, shape));
}

function contentOf(value: unknown, shape: Shape): (XmlTree | string)[] {
  if (shape.form === 'group') return isRecord(value) ? shape.fields.flatMap(({ name, shape: inner }) => (value[name] === undefined ? [] : [writeValue(name, value[name], inner)])) : [];
  if (shape.form === 'list') return Array.isArray(value) ? value.map((item: unknown) => writeValue('item', item, shape.item)) : [];
  if (shape.form === 'map') return isRecord(value) ? Object.entries(value).filter(([, inner]) => inner !== undefined).map(([key, inner]) => element(eid('entry'), element(eid('key'), readable(key)), writeValue('value', inner, shape.value))) : [];
  if (shape.form === 'choice') return shape.branches.filter((branch) => fits(value, branch.shape)).slice(0, 1).map((branch) => writeValue(branch.name, value, branch.shape));
  return [readable(shape.form === 'json' ? JSON.stringify(value) ?? 'null' : String(value))];
}

/** Does this branch of a choice mean the value? */
function fits(value: unknown, shape: Shape): boolean {
  if (value === null) return shape.nullable || shape.form === 'json';
  if (shape.form === 'text') return typeof value === 'string' && (shape.options?.includes(value) ?? true);
  if (shape.form === 'number') return typeof value === 'number' && (!shape.whole || Number.isInteger(value));
  if (shape.form === 'flag') return typeof value === 'boolean';
  if (shape.form === 'list') return Array.isArray(value) && value.every((item) => fits(item, shape.item));
  if (shape.form === 'map') return isRecord(value) && Object.values(value).every((inner) => fits(inner, shape.value));
  if (shape.form === 'choice') return shape.branches.some((branch) => fits(value, branch.shape));
  if (shape.form === 'json') return true;
  return isRecord(value) && Object.keys(value).every((name) => shape.fields.some((field) => field.name === name))
    && shape.fields.every(({ name, optional, shape: inner }) => (value[name] === undefined ? optional : fits(value[name], inner)));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const everyForbidden = new RegExp(forbiddenCharacter.source, 'gu');

/** A control character that was once typed somewhere has no place in XML. The answer comes after the deed, so it is given, with a mark in its place. */
function readable(text: string): string {
  return text.replace(everyForbidden, '\u{FFFD}');
}
