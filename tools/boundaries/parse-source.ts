import { parseSync } from '@swc/core';

/** A node of the syntax tree, read as data: only the fields a reader asks for matter. */
export type SyntaxNode = Readonly<Record<string, unknown>> & { readonly type: string };

export interface Visit {
  readonly node: SyntaxNode;
  /** Runs while the file is imported, rather than when something is called later. */
  readonly atImport: boolean;
  /** Inside a function, so that an `await` here is not the file's own. */
  readonly inFunction: boolean;
}

/** All nodes of a TypeScript file, from the top down. Throws on a file that does not parse. */
export const parseSource = (text: string): Visit[] => {
  const program = asNode(parseSync(text, { syntax: 'typescript', target: 'es2024' }));
  const visits: Visit[] = [];
  if (program !== undefined) visit({ node: program, atImport: true, inFunction: false }, visits);
  return visits;
};

/** The line, from 1, of a node: the parser counts bytes of UTF-8 from 1. */
export const lineFinder = (text: string): ((node: SyntaxNode) => number) => {
  const bytes = Buffer.from(text);
  return ({ span }) => {
    const start = isRecord(span) && typeof span['start'] === 'number' ? span['start'] : 1;
    return bytes.subarray(0, start - 1).filter((byte) => byte === 0x0a).length + 1;
  };
};

/** A value of the tree as a node; undefined when it is none. Parentheses are looked through. */
export const asNode = (value: unknown): SyntaxNode | undefined => {
  if (!isRecord(value) || !isNode(value)) return undefined;
  return value.type === 'ParenthesisExpression' ? asNode(value['expression']) : value;
};

/** The text of a plain string: `'x'` or a template without holes. */
export const asText = (value: unknown): string | undefined => {
  const node = asNode(value);
  if (node?.type === 'StringLiteral' && typeof node['value'] === 'string') return node['value'];
  if (node?.type !== 'TemplateLiteral') return undefined;
  const quasis = node['quasis'];
  const only: unknown = Array.isArray(quasis) && quasis.length === 1 ? quasis[0] : undefined;
  return isRecord(only) && typeof only['cooked'] === 'string' ? only['cooked'] : undefined;
};

/** The last name of an expression: `fetch`, and `listen` of `server.listen`, `server?.listen` or `server['listen']`. */
export const lastName = (value: unknown): string | undefined => {
  const node = asNode(value);
  if (node === undefined) return undefined;
  switch (node.type) {
    case 'Identifier': return typeof node['value'] === 'string' ? node['value'] : undefined;
    case 'OptionalChainingExpression': return lastName(node['base']);
    case 'MemberExpression': return lastName(node['property']);
    case 'Computed': return asText(node['expression']);
    default: return undefined;
  }
};

const functions = new Set([
  'FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression', 'ClassMethod', 'PrivateMethod', 'Constructor',
  'MethodProperty', 'GetterProperty', 'SetterProperty',
]);
const properties = new Set(['ClassProperty', 'PrivateProperty']);

const visit = (here: Visit, visits: Visit[]): void => {
  visits.push(here);
  const { node } = here;
  // A function called where it is written runs now: (() => { … })().
  const callee = node.type === 'CallExpression' ? asNode(node['callee']) : undefined;
  const calledNow = callee !== undefined && functions.has(callee.type) ? callee : undefined;
  const inFunction = here.inFunction || functions.has(node.type);
  const later = properties.has(node.type) && node['isStatic'] !== true;
  const descend = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(descend);
    const child = asNode(value);
    if (child !== undefined) {
      const deferred = later || (functions.has(child.type) && child !== calledNow);
      return visit({ node: child, atImport: here.atImport && !deferred, inFunction }, visits);
    }
    if (isRecord(value)) Object.values(value).forEach(descend);
  };
  Object.values(node).forEach(descend);
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isNode = (value: Record<string, unknown>): value is SyntaxNode => typeof value['type'] === 'string';
