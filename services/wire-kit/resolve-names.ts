import { xmlNamespace, xmlnsNamespace } from './xml-characters.ts';
import type { Scope, XmlAttribute, XmlName } from './xml-tree.ts';

export interface RawAttribute {
  readonly prefix: string;
  readonly local: string;
  readonly value: string;
  readonly at: number;
}

type Refuse = (detail: string, at: number) => never;

/** The namespaces that an element declares itself. */
export function declarationsAmong(attributes: readonly RawAttribute[], refuse: Refuse): Scope {
  const declared = new Map<string, string>();
  for (const { prefix, local, value, at } of attributes.filter(isDeclaration)) {
    const bound = prefix === '' ? '' : local;
    if (declared.has(bound)) refuse('an attribute that stands twice', at);
    if (bound === 'xmlns' || value === xmlnsNamespace || (bound === 'xml') !== (value === xmlNamespace)) refuse('a reserved prefix or namespace is bound', at);
    if (bound !== '' && value === '') refuse('a prefix is bound to no namespace', at);
    declared.set(bound, value);
  }
  return declared;
}

export function resolveElement(scope: Scope, prefix: string, local: string, at: number, refuse: Refuse): XmlName {
  return { prefix, namespace: scope.get(prefix) ?? refuse('a prefix that is not declared', at), local };
}

/** The attributes that declare nothing, each once: two prefixes for one namespace do not make two attributes. */
export function resolveAttributes(scope: Scope, attributes: readonly RawAttribute[], refuse: Refuse): XmlAttribute[] {
  const seen = new Set<string>();
  return attributes.filter((attribute) => !isDeclaration(attribute)).map(({ prefix, local, value, at }) => {
    // Reserved by XML; and other readers take any such attribute for a declaration and leave it out of what is signed.
    if (prefix.startsWith('xmlns') || local.startsWith('xmlns')) refuse('an attribute name that begins with xmlns', at);
    // The default namespace does not hold for attributes.
    const namespace = prefix === '' ? '' : scope.get(prefix) ?? refuse('a prefix that is not declared', at);
    const expanded = `${namespace} ${local}`;
    if (seen.has(expanded)) refuse('an attribute that stands twice', at);
    seen.add(expanded);
    return { name: { prefix, namespace, local }, value };
  });
}

function isDeclaration({ prefix, local }: RawAttribute): boolean {
  return prefix === 'xmlns' || (prefix === '' && local === 'xmlns');
}
