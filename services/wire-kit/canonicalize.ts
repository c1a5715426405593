import { outerScope } from './xml-tree.ts';
import type { Scope, XmlAttribute, XmlElement, XmlTree } from './xml-tree.ts';

/**
 * Exclusive XML Canonicalization 1.0 without comments (https://www.w3.org/TR/xml-exc-c14n/) of an element and all in it: the text whose
 * bytes are digested and signed. Only the prefixes that names use are declared, where they are first used.
 */
export function canonicalize(tree: XmlTree): string {
  return canonical(tree, outerScope, []);
}

/** The same with an InclusiveNamespaces PrefixList: these prefixes are declared wherever they hold, used or not. */
export function canonicalizeWith(prefixes: readonly string[], element: XmlElement): string {
  const holding = prefixes.flatMap((prefix): Binding[] => {
    const namespace = element.scope.get(prefix);
    return namespace === undefined ? [] : [[prefix, namespace]];
  });
  // What holds at the top is as good as declared there; what changes further down is declared there.
  return canonical({ ...element, declared: new Map([...holding, ...element.declared]) }, outerScope, prefixes);
}

type Binding = readonly [prefix: string, namespace: string];

function canonical(tree: XmlTree, rendered: Scope, inclusive: readonly string[]): string {
  const { name, attributes } = tree;
  const tag = qualified(name);
  const used: readonly Binding[] = [name, ...attributes.flatMap(({ name }) => (name.prefix === '' ? [] : [name]))].map(({ prefix, namespace }) => [prefix, namespace]);
  const listed = [...tree.declared ?? []].filter(([prefix]) => inclusive.includes(prefix));
  const missing = new Map([...listed, ...used].filter(([prefix, namespace]) => rendered.get(prefix) !== namespace));
  const declarations = [...missing].sort(([a], [b]) => inCodePoints(a, b))
    .map(([prefix, namespace]) => ` ${prefix === '' ? 'xmlns' : `xmlns:${prefix}`}="${escapeValue(namespace)}"`);
  const others = [...attributes].sort(byNamespaceThenName).map(({ name, value }) => ` ${qualified(name)}="${escapeValue(value)}"`);
  const scope = missing.size === 0 ? rendered : new Map([...rendered, ...missing]);
  const content = tree.children.map((child) => (typeof child === 'string' ? escapeContent(child) : canonical(child, scope, inclusive)));
  return `<${tag}${declarations.join('')}${others.join('')}>${content.join('')}</${tag}>`;
}

function qualified({ prefix, local }: XmlTree['name']): string {
  return prefix === '' ? local : `${prefix}:${local}`;
}

function byNamespaceThenName(a: XmlAttribute, b: XmlAttribute): number {
  return inCodePoints(a.name.namespace, b.name.namespace) || inCodePoints(a.name.local, b.name.local);
}

/** The order of UTF-8 is the order of code points; that of JavaScript's strings and of languages is not. */
function inCodePoints(a: string, b: string): number {
  return a === b ? 0 : Buffer.compare(Buffer.from(a, 'utf8'), Buffer.from(b, 'utf8'));
}

const content: ReadonlyMap<string, string> = new Map([['&', '&amp;'], ['<', '&lt;'], ['>', '&gt;'], ['\r', '&#xD;']]);
const value: ReadonlyMap<string, string> = new Map([['&', '&amp;'], ['<', '&lt;'], ['"', '&quot;'], ['\t', '&#x9;'], ['\n', '&#xA;'], ['\r', '&#xD;']]);

function escapeContent(text: string): string {
  return text.replace(/[&<>\r]/g, (character) => content.get(character) ?? character);
}

function escapeValue(text: string): string {
  return text.replace(/[&<"\t\n\r]/g, (character) => value.get(character) ?? character);
}
