import { childrenOf } from '../find-in-xml.ts';
import { xmlNamespace } from '../xml-characters.ts';
import type { XmlElement } from '../xml-tree.ts';
import { wssFailure } from './wss-failures.ts';
import { wsuNs } from './wss-names.ts';

/**
 * Every element by its id. All attributes that some reader of signatures takes for an id count together (`wsu:Id`, `Id`, `ID`, `xml:id`), and
 * an id that stands twice is refused: two readers must not find two elements under one reference.
 */
export function elementIds(root: XmlElement): ReadonlyMap<string, XmlElement> {
  const ids = new Map<string, XmlElement>();
  const visit = (element: XmlElement): void => {
    for (const { name, value } of element.attributes) {
      if (!isId(name.namespace, name.local)) continue;
      if (ids.has(value)) throw wssFailure('wrapped', 'Envelope', 'an id that stands twice');
      ids.set(value, element);
    }
    childrenOf(element).forEach(visit);
  };
  visit(root);
  return ids;
}

function isId(namespace: string, local: string): boolean {
  if (namespace === '') return local === 'Id' || local === 'ID';
  return (namespace === wsuNs && local === 'Id') || (namespace === xmlNamespace && local === 'id');
}
