import { readFileSync } from 'node:fs';
import { attributeOf, childrenNamed, childrenOf, isNamed, optionalChild } from '#services/wire-kit/find-in-xml.ts';
import { readXml } from '#services/wire-kit/read-xml.ts';
import type { XmlElement } from '#services/wire-kit/xml-tree.ts';

/** What an element of the contract holds: text, a whole number, or fields in their order. */
export type Shape = 'text' | 'integer' | readonly Field[];
export interface Field { readonly name: string; readonly optional: boolean; readonly many: boolean; readonly shape: Shape }

const xs = 'http://www.w3.org/2001/XMLSchema';

/**
 * The shapes of the messages of a schema, by the name of their element: the sandbox reads and writes by the contract itself, so that it cannot
 * drift from it. Knows as much of XSD as our own contract uses: sequences of elements, and types with a name.
 */
export function readShapes(file: string): ReadonlyMap<string, readonly Field[]> {
  const schema = readXml(readFileSync(file));
  const named = (kind: string) => new Map(childrenNamed(schema, kind, xs).map((type) => [attributeOf(type, 'name') ?? '', type]));
  const complexTypes = named('complexType');
  const simpleTypes = named('simpleType');

  const shapeOf = (type: string): Shape => {
    const name = type.split(':').at(-1) ?? '';
    const complex = complexTypes.get(name);
    if (complex) return fieldsOf(complex);
    const simple = simpleTypes.get(name);
    const base = simple && attributeOf(childrenNamed(simple, 'restriction', xs)[0] ?? simple, 'base');
    return (base ?? type) === 'xs:integer' ? 'integer' : 'text';
  };
  const fieldsOf = (type: XmlElement): readonly Field[] => {
    const sequence = optionalChild(type, 'sequence', xs);
    return sequence === undefined ? [] : childrenOf(sequence).map((element) => {
      if (!isNamed(element, 'element', xs)) throw new Error(`${file}: a sequence holds elements only`);
      const most = attributeOf(element, 'maxOccurs') ?? '1';
      return { name: attributeOf(element, 'name') ?? '', optional: attributeOf(element, 'minOccurs') === '0', many: most !== '1', shape: shapeOf(attributeOf(element, 'type') ?? '') };
    });
  };
  return new Map([...named('element')].map(([name, element]) => [name, fieldsOf(optionalChild(element, 'complexType', xs) ?? element)]));
}
