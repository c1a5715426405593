import { element, prefixed, withAttributes } from '#services/wire-kit/write-xml.ts';
import type { XmlTree } from '#services/wire-kit/xml-tree.ts';
import type { Shape, ShapeField } from './shape.ts';
import { xsdPattern } from './xsd-pattern.ts';

export const xsdNamespace = 'http://www.w3.org/2001/XMLSchema';
const xsd = prefixed('xsd', xsdNamespace);

type Attributes = Readonly<Record<string, string | undefined>>;

/** `xsd:name` with its attributes; one that is undefined is left out. */
export function tag(name: string, attributes: Attributes, ...children: readonly (XmlTree | undefined)[]): XmlTree {
  return attributed(element(xsd(name), ...children), attributes);
}

export function attributed(tree: XmlTree, attributes: Attributes): XmlTree {
  return withAttributes(tree, ...Object.entries(attributes).flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, value]])));
}

/** Types with a name, since nearly every operation has them. */
export const namedTypes: readonly XmlTree[] = [
  tag('simpleType', { name: 'Uuid' }, restriction('xsd:string', { pattern: '[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}' })),
  tag('simpleType', { name: 'Day' }, restriction('xsd:date', { pattern: '[0-9]{4}-[0-9]{2}-[0-9]{2}' })),
];

/** A declaration of an element that holds values of this shape. The types in it have no names: so a new operation never renames the types of an old one. */
export function elementOf(name: string, shape: Shape, occurs: { readonly min?: number | undefined; readonly max?: number | 'unbounded' | undefined } = {}): XmlTree {
  const attributes = {
    name, nillable: shape.nullable ? 'true' : undefined,
    minOccurs: occurs.min === undefined || occurs.min === 1 ? undefined : String(occurs.min), maxOccurs: occurs.max === undefined ? undefined : String(occurs.max),
  };
  const documentation = shape.about === undefined ? undefined : tag('annotation', {}, element(xsd('documentation'), shape.about));
  const type = typeOf(shape);
  return typeof type === 'string' ? tag('element', { ...attributes, type }, documentation) : tag('element', attributes, documentation, type);
}

/** The name of a type, or a type without one. */
function typeOf(shape: Shape): string | XmlTree {
  const { form } = shape;
  if (form === 'group') return tag('complexType', {}, tag('sequence', {}, ...shape.fields.map(fieldOf)));
  if (form === 'choice') return tag('complexType', {}, tag('choice', {}, ...shape.branches.map(fieldOf)));
  if (form === 'list') return tag('complexType', {}, tag('sequence', {}, elementOf('item', shape.item, { min: shape.least ?? 0, max: shape.most ?? 'unbounded' })));
  if (form === 'map') return tag('complexType', {}, tag('sequence', {}, entryOf(shape.value)));
  if (form === 'text') return textTypeOf(shape);
  if (form === 'number') return numberTypeOf(shape);
  return form === 'flag' ? 'xsd:boolean' : 'xsd:string';
}

function entryOf(value: Shape): XmlTree {
  const parts = tag('sequence', {}, tag('element', { name: 'key', type: 'xsd:string' }), elementOf('value', value));
  return tag('element', { name: 'entry', minOccurs: '0', maxOccurs: 'unbounded' }, tag('complexType', {}, parts));
}

function numberTypeOf({ whole, least, most }: Shape & { readonly form: 'number' }): string | XmlTree {
  const base = whole ? 'xsd:long' : 'xsd:double';
  return least === undefined && most === undefined ? base : simpleType(base, { minInclusive: least, maxInclusive: most });
}

const textTypes = { uuid: 'tns:Uuid', day: 'tns:Day', base64: 'xsd:base64Binary', text: 'xsd:string' } as const;

function textTypeOf({ kind, options, pattern, shortest, longest }: Shape & { readonly form: 'text' }): string | XmlTree {
  const base = textTypes[kind];
  if (options) return simpleType(base, { enumeration: options });
  if (kind !== 'text') return base;
  // A contract counts UTF-16 units, XSD characters, of which one may be two units: the schema must not refuse what the contract takes.
  const facets = { pattern: pattern === undefined ? undefined : xsdPattern(pattern), minLength: shortest === undefined ? undefined : Math.ceil(shortest / 2), maxLength: longest };
  return Object.values(facets).every((facet) => facet === undefined) ? base : simpleType(base, facets);
}

type Facets = Readonly<Record<string, string | number | readonly string[] | undefined>>;

function simpleType(base: string, facets: Facets): XmlTree {
  return tag('simpleType', {}, restriction(base, facets));
}

function restriction(base: string, facets: Facets): XmlTree {
  return tag('restriction', { base }, ...Object.entries(facets).flatMap(([name, values]) => (values === undefined ? [] : [values].flat().map((value) => tag(name, { value: String(value) })))));
}

function fieldOf({ name, shape, optional }: ShapeField): XmlTree {
  return elementOf(name, shape, { min: optional ? 0 : 1 });
}
