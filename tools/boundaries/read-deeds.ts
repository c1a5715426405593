import { asNode, asText, lastName } from './parse-source.ts';
import type { SyntaxNode, Visit } from './parse-source.ts';

/** Something a file does that a law may forbid. */
export interface Deed {
  readonly kind: 'reads-environment' | 'awaits-at-import' | 'calls-at-import' | 'exports-default' | 'exports-all';
  /** What it calls at import: `fetch`, `new Sequelize`. Empty for the other kinds. */
  readonly name: string;
  readonly line: number;
}

export const readDeeds = (visits: readonly Visit[], lineOf: (node: SyntaxNode) => number): Deed[] =>
  visits.flatMap((visit) =>
    deedsOf(visit).map(([kind, name]): Deed => ({ kind, name: name ?? '', line: lineOf(visit.node) })));

const deedsOf = ({ node, atImport, inFunction }: Visit): [kind: Deed['kind'], name?: string | undefined][] => {
  switch (node.type) {
    case 'MemberExpression':
      return lastName(node) === 'env' && isProcess(node['object']) ? [['reads-environment']] : [];
    case 'VariableDeclarator':
      return isProcess(node['init']) && takes(node['id'], 'env') ? [['reads-environment']] : [];
    case 'ImportDeclaration':
      return ['process', 'node:process'].includes(asText(node['source']) ?? '') && takesName(node['specifiers'], 'env')
        ? [['reads-environment']] : [];
    case 'AwaitExpression': return inFunction ? [] : [['awaits-at-import']];
    case 'ForOfStatement': return node['await'] === true && !inFunction ? [['awaits-at-import']] : [];
    case 'UsingDeclaration': return node['isAwait'] === true && !inFunction ? [['awaits-at-import']] : [];
    case 'CallExpression': return atImport ? [['calls-at-import', lastName(node['callee'])]] : [];
    case 'NewExpression': return atImport ? [['calls-at-import', `new ${lastName(node['callee'])}`]] : [];
    case 'ExportAllDeclaration': return [['exports-all']];
    case 'ExportDefaultDeclaration':
    case 'ExportDefaultExpression':
    case 'TsExportAssignment': return [['exports-default']];
    case 'ExportSpecifier': return lastName(node['exported']) === 'default' ? [['exports-default']] : [];
    case 'ExportNamespaceSpecifier': return [['exports-all']];
    default: return [];
  }
};

/** `process` itself, also as `globalThis.process`; not the process of a child or of a dossier. */
const isProcess = (value: unknown): boolean => {
  const node = asNode(value);
  if (lastName(node) !== 'process') return false;
  return node?.type === 'Identifier' || lastName(node?.['object']) === 'globalThis';
};

const takes = (pattern: unknown, name: string): boolean => {
  const taken = asNode(pattern)?.['properties'];
  return Array.isArray(taken) && taken.some((property) => lastName(asNode(property)?.['key']) === name);
};

const takesName = (specifiers: unknown, name: string): boolean =>
  Array.isArray(specifiers) && specifiers.some((specifier) => {
    const node = asNode(specifier);
    return lastName(node?.['imported'] ?? node?.['local']) === name;
  });
