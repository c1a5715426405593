import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import { asNode, asText, lastName } from './parse-source.ts';
import type { SyntaxNode, Visit } from './parse-source.ts';

export interface Import {
  /** A path from the root, or `npm:zod`, or `node:fs`. */
  readonly target: string;
  /** Gone at run time. `import { type A }` is not: it still loads the file. */
  readonly typeOnly: boolean;
  readonly line: number;
}

/** Every import of a file: static, re-exported, dynamic, required, and the types named by `import('…')`. */
export const readImports = (path: string, visits: readonly Visit[], lineOf: (node: SyntaxNode) => number): Import[] =>
  visits.flatMap(({ node }) => {
    const found = importOf(node);
    return found === undefined ? [] : [{ target: resolve(path, found.from), typeOnly: found.typeOnly, line: lineOf(node) }];
  });

const importOf = (node: SyntaxNode): { from: string; typeOnly: boolean } | undefined => {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration': return imported(node['source'], node['typeOnly'] === true);
    case 'TsImportType': return imported(node['argument'], true);
    case 'TsExternalModuleReference': return imported(node['expression'], false);
    case 'CallExpression': {
      const callee = asNode(node['callee']);
      const loads = callee?.type === 'Import' || lastName(callee) === 'require';
      const args = node['arguments'];
      const first: unknown = Array.isArray(args) ? args[0] : undefined;
      return loads && typeof first === 'object' && first !== null && 'expression' in first
        ? imported(first.expression, false)
        : undefined;
    }
    default: return undefined;
  }
};

const imported = (source: unknown, typeOnly: boolean): { from: string; typeOnly: boolean } | undefined => {
  const from = asText(source);
  return from === undefined ? undefined : { from, typeOnly };
};

/** The package's own `imports` map each `#folder/*` to `./folder/*`. */
const resolve = (path: string, from: string): string => {
  if (from.startsWith('.')) return posix.join(posix.dirname(path), from);
  if (from.startsWith('#')) return from.slice(1);
  if (isBuiltin(from)) return from.startsWith('node:') ? from : `node:${from}`;
  return `npm:${from.split('/').slice(0, from.startsWith('@') ? 2 : 1).join('/')}`;
};
