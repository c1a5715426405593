import { xmlFailures } from './xml-failures.ts';
import type { XmlElement } from './xml-tree.ts';

/** One namespace, or several of which any will do: versions of one schema, or an outside system that is not sure itself. */
export type Namespaces = string | readonly string[];

export function childrenOf(parent: XmlElement): XmlElement[] {
  return parent.children.filter((child) => typeof child !== 'string');
}

export function childrenNamed(parent: XmlElement, local: string, namespaces: Namespaces): XmlElement[] {
  return childrenOf(parent).filter((child) => isNamed(child, local, namespaces));
}

export function isNamed({ name }: Pick<XmlElement, 'name'>, local: string, namespaces: Namespaces): boolean {
  return name.local === local && (typeof namespaces === 'string' ? name.namespace === namespaces : namespaces.includes(name.namespace));
}

/** The one child of this name, or none. Two are refused: nobody may choose which of them counts. */
export function optionalChild(parent: XmlElement, local: string, namespaces: Namespaces): XmlElement | undefined {
  const [first, second] = childrenNamed(parent, local, namespaces);
  if (second !== undefined) throw unexpected(local, 'stands more than once');
  return first;
}

export function childNamed(parent: XmlElement, local: string, namespaces: Namespaces): XmlElement {
  const child = optionalChild(parent, local, namespaces);
  if (child === undefined) throw unexpected(local, 'is missing');
  return child;
}

/** The text of an element that holds text alone. */
export function textOf({ name, children }: XmlElement): string {
  return children.map((child) => {
    if (typeof child !== 'string') throw unexpected(name.local, 'holds elements where text is due');
    return child;
  }).join('');
}

export function childText(parent: XmlElement, local: string, namespaces: Namespaces): string {
  return textOf(childNamed(parent, local, namespaces));
}

export function optionalText(parent: XmlElement, local: string, namespaces: Namespaces): string | undefined {
  const child = optionalChild(parent, local, namespaces);
  return child && textOf(child);
}

/** An attribute; without a namespace, one that has none. */
export function attributeOf({ attributes }: XmlElement, local: string, namespace = ''): string | undefined {
  return attributes.find(({ name }) => name.local === local && name.namespace === namespace)?.value;
}

function unexpected(local: string, detail: string): Error {
  return xmlFailures.unexpected({ issues: [{ in: 'body', name: local, detail }] });
}
