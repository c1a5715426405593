import { childrenOf, textOf } from '#services/wire-kit/find-in-xml.ts';
import { readXml } from '#services/wire-kit/read-xml.ts';
import { xmlFailures } from '#services/wire-kit/xml-failures.ts';
import type { XmlLimits } from '#services/wire-kit/xml-limits.ts';
import type { XmlElement } from '#services/wire-kit/xml-tree.ts';
import { isFailure } from '#services/kernel/failure.ts';

/**
 * bpost is not sure itself in which namespace the parts of its answers are, so they are read by their local names. Nothing is signed there, and
 * an element that stands twice where one was agreed is refused: nobody may choose which counts.
 */
export const childrenCalled = (parent: XmlElement, local: string): XmlElement[] => childrenOf(parent).filter(({ name }) => name.local === local);

export function childCalled(parent: XmlElement, local: string): XmlElement | undefined {
  const [first, second] = childrenCalled(parent, local);
  if (second) throw xmlFailures.unexpected({ issues: [{ in: 'body', name: local, detail: 'stands more than once' }] });
  return first;
}

export function textCalled(parent: XmlElement, local: string): string | undefined {
  const child = childCalled(parent, local);
  return child && textOf(child).trim();
}

/** The document, when it is XML with this root; nothing otherwise. */
export function readRoot(body: Uint8Array, root: string, limits: Partial<XmlLimits> = {}): XmlElement | undefined {
  return ifXml(() => readXml(body, limits), (found) => (found.name.local === root ? found : undefined));
}

/** What was made of a document; nothing when it is none, or has not the shape that was agreed. */
export function ifXml<T, U>(read: () => T, make: (read: T) => U): U | undefined {
  try {
    return make(read());
  } catch (error) {
    if (!isFailure(error) || !error.type.startsWith('xml.')) throw error;
    return undefined;
  }
}
