import { forbiddenCharacter, wholeNcName } from './xml-characters.ts';
import { xmlFailures } from './xml-failures.ts';
import { outerScope } from './xml-tree.ts';
import type { Scope, XmlName, XmlTree } from './xml-tree.ts';

/** Names of one namespace: `const soap = prefixed('soap', 'http://…'); soap('Body')`. */
export function prefixed(prefix: string, namespace: string): (local: string) => XmlName {
  return (local) => ({ prefix, namespace, local });
}

/** Names in no namespace. */
export const unqualified = prefixed('', '');

/** An element; a child that is `undefined` is left out, so that an optional one needs no branch. */
export function element(name: XmlName, ...children: readonly (XmlTree | string | undefined)[]): XmlTree {
  return { name, attributes: [], children: children.filter((child) => child !== undefined) };
}

export function withAttributes(tree: XmlTree, ...attributes: readonly (readonly [name: string | XmlName, value: string])[]): XmlTree {
  const added = attributes.map(([name, value]) => ({ name: typeof name === 'string' ? unqualified(name) : name, value }));
  return { ...tree, attributes: [...tree.attributes, ...added] };
}

/**
 * The document as text, without an XML declaration (UTF-8 needs none). Namespaces are declared where they are first used. A value with a
 * character that XML has no place for is refused with the name of its field. A tree that was read is written as it was read.
 */
export function writeXml(tree: XmlTree): string {
  return written(tree, outerScope, '');
}

function written(tree: XmlTree, around: Scope, parentPath: string): string {
  const { name, attributes, children } = tree;
  const path = parentPath === '' ? name.local : `${parentPath}/${name.local}`;
  const declared = declarationsOf(tree, around, path);
  const declarations = [...declared].map(([prefix, namespace]) => ` ${prefix === '' ? 'xmlns' : `xmlns:${prefix}`}="${escaped(namespace, path, inAttribute)}"`);
  const others = attributes.map(({ name, value }) => ` ${qualified(name)}="${escaped(value, `${path}/${name.local}`, inAttribute)}"`);
  const scope = declared.size === 0 ? around : new Map([...around, ...declared]);
  const content = children.map((child) => (typeof child === 'string' ? escaped(child, path, inText) : written(child, scope, path)));
  return `<${qualified(name)}${declarations.join('')}${others.join('')}>${content.join('')}</${qualified(name)}>`;
}

/** What the element declares of its own accord, and what its names need that is not declared around it. */
function declarationsOf({ name, attributes, declared }: XmlTree, around: Scope, path: string): Scope {
  const here = new Map(declared);
  // An attribute without a prefix is in no namespace, whatever the default is.
  const qualifiedAttributes = attributes.map(({ name }) => name).filter(({ prefix, namespace }) => prefix !== '' || namespace !== '');
  if (qualifiedAttributes.some(({ prefix }) => prefix === '')) throw new Error(`An attribute with a namespace needs a prefix in ${path}.`);
  for (const { prefix, namespace } of [name, ...qualifiedAttributes]) {
    const bound = here.get(prefix) ?? around.get(prefix);
    if (bound === namespace) continue;
    if (here.has(prefix)) throw new Error(`The prefix ${prefix} stands for two namespaces in ${path}.`);
    here.set(prefix, namespace);
  }
  return here;
}

/** Names come from code; a name that could break out of its place is a mistake there, not in the data. */
function qualified({ prefix, local }: XmlName): string {
  const parts = prefix === '' ? [local] : [prefix, local];
  for (const part of parts) if (!wholeNcName.test(part)) throw new Error(`Not an XML name: ${JSON.stringify(part)}.`);
  return parts.join(':');
}

const inText: ReadonlyMap<string, string> = new Map([['&', '&amp;'], ['<', '&lt;'], ['>', '&gt;'], ['\r', '&#xD;']]);
// A reader turns a bare tab or line end in an attribute into a space.
const inAttribute: ReadonlyMap<string, string> = new Map([...inText, ['"', '&quot;'], ['\t', '&#x9;'], ['\n', '&#xA;']]);

function escaped(value: string, field: string, table: ReadonlyMap<string, string>): string {
  if (forbiddenCharacter.test(value)) throw xmlFailures.unwritable({ issues: [{ in: 'body', name: field, detail: 'a character that XML does not allow' }] });
  return value.replace(/[&<>\r"\t\n]/g, (character) => table.get(character) ?? character);
}
