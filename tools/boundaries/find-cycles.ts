/** Files by path, each with the files it imports. */
export type Graph = ReadonlyMap<string, readonly string[]>;

/**
 * One shortest cycle for each knot of files that import each other, its first file repeated at the end.
 * A knot is reported once: cut it, run again.
 */
export const findCycles = (graph: Graph): string[][] => {
  const inKnot = new Set<string>();
  const cycles: string[][] = [];
  for (const start of [...graph.keys()].sort()) {
    if (inKnot.has(start)) continue;
    const cycle = shortestWayBack(graph, start);
    if (cycle === undefined) continue;
    cycles.push(cycle);
    const before = reachable(reversed(graph), start);
    for (const file of reachable(graph, start)) if (before.has(file)) inKnot.add(file);
  }
  return cycles;
};

const shortestWayBack = (graph: Graph, start: string): string[] | undefined => {
  const queue: string[][] = [[start]];
  const visited = new Set<string>();
  for (const way of queue) {
    for (const next of graph.get(way.at(-1) ?? start) ?? []) {
      if (next === start) return [...way, start];
      if (visited.has(next)) continue;
      visited.add(next);
      queue.push([...way, next]);
    }
  }
  return undefined;
};

const reachable = (graph: Graph, start: string): Set<string> => {
  const found = new Set([start]);
  for (const file of found) for (const next of graph.get(file) ?? []) found.add(next);
  return found;
};

const reversed = (graph: Graph): Graph => {
  const back = new Map<string, string[]>();
  for (const [file, targets] of graph) {
    for (const target of targets) back.set(target, [...(back.get(target) ?? []), file]);
  }
  return back;
};
