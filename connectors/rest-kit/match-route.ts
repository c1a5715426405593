import type { WireRequest } from '#services/kernel/wire.ts';
import { Problem } from './problem.ts';
import { namesIn, type RestOperation, type RestOperations } from './rest-operation.ts';

export interface Route<O extends RestOperations> { readonly name: keyof O; readonly operation: RestOperation; readonly parameters: Readonly<Record<string, string>> }

/** Finds the operation that a request asks for. A path without a parameter goes before one with. @throws Problem where there is none */
export function readRoute<O extends RestOperations>(operations: O): (request: Pick<WireRequest, 'method' | 'path'>) => Route<O> {
  const table = Object.entries<RestOperation>(operations)
    .map(([name, operation]) => ({ name, operation, names: namesIn(operation.path), pattern: new RegExp(`^${operation.path.replaceAll(/[.]/g, '\\.').replaceAll(/\{\w+\}/g, '([^/]+)')}$`) }))
    .toSorted((a, b) => a.names.length - b.names.length);
  return ({ method, path }) => {
    const here = table.flatMap((row) => { const found = row.pattern.exec(path); return found ? [{ ...row, values: found.slice(1) }] : []; });
    if (here.length === 0) throw new Problem('belgif:resourceNotFound', 404, 'There is nothing at this address.');
    const asked = here.find(({ operation }) => operation.method === method);
    if (!asked) throw new Problem('belgif:badRequest', 405, 'This address knows other methods.', { headers: { allow: here.map(({ operation }) => operation.method).join(', ') } });
    return { name: asked.name, operation: asked.operation, parameters: Object.fromEntries(asked.names.map((name, at) => [name, decoded(asked.values[at] ?? '')])) };
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new Problem('belgif:badRequest', 400, 'The address cannot be read.');
  }
}
