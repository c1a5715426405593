import type { Operation } from './operation.ts';

/** What is wrong with the routes taken together: none of it may wait for the first caller who meets it. */
export function checkSurface(operations: readonly Operation[]): string[] {
  return [
    ...operations.flatMap(problemsOfOne),
    ...operations.flatMap((one, index) => operations.slice(index + 1).filter((other) => collide(one, other)).map((other) => `${label(one)} and ${label(other)} answer the same requests`)),
    ...operations.filter(({ name }, index) => operations.findIndex((other) => other.name === name) !== index).map(({ name }) => `'${name}' has two routes: its name is the operationId, so it can have one`),
  ];
}

function problemsOfOne(operation: Operation): string[] {
  const { path, pathFields, fields, method, action } = operation;
  return [
    ...(path.split('/').slice(1).every((segment) => /^([a-z0-9-]+|\{[A-Za-z]\w*\})$/.test(segment)) ? [] : [`${label(operation)} has a segment that is neither lower-case words nor one {field}`]),
    ...pathFields.filter((field) => !fields.has(field)).map((field) => `${label(operation)} has {${field}}, which its input does not know`),
    ...pathFields.filter((field) => fields.get(field)?.many).map((field) => `${label(operation)} has {${field}}, which takes a list`),
    ...(new Set(pathFields).size === pathFields.length ? [] : [`${label(operation)} has the same field twice`]),
    ...(method === 'GET' && action.kind === 'command' ? [`${label(operation)} is a command, and a GET changes nothing`] : []),
  ];
}

/**
 * Do they compete for the same requests? Where one is more literal than the other at some segment and nowhere less, it simply goes first.
 */
function collide(one: Operation, other: Operation): boolean {
  const [a, b] = [one.path.split('/'), other.path.split('/')];
  if (one.method !== other.method || a.length !== b.length) return false;
  let moreLiteral = false;
  let lessLiteral = false;
  for (const [index, segment] of a.entries()) {
    const [mine, theirs] = [segment.startsWith('{'), b[index]?.startsWith('{') ?? false];
    if (!mine && !theirs && segment !== b[index]) return false;
    moreLiteral ||= !mine && theirs;
    lessLiteral ||= mine && !theirs;
  }
  return moreLiteral === lessLiteral;
}

const label = ({ method, path, name }: Operation) => `${method} ${path} (${name})`;
