type Written = Readonly<Record<string, unknown>>;
const isWritten = (value: unknown): value is Written => typeof value === 'object' && value !== null && !Array.isArray(value);

/** JSON Merge Patch (RFC 7396) that leads from these settings to those: what is the same is not named, what is gone is null. */
export function mergePatchTo(from: unknown, to: Written): Record<string, unknown> {
  const before: Written = isWritten(from) ? from : {};
  return Object.fromEntries([...new Set([...Object.keys(before), ...Object.keys(to)])].flatMap((name): [string, unknown][] => {
    const [was, is] = [before[name], to[name]];
    if (JSON.stringify(was) === JSON.stringify(is)) return [];
    if (is === undefined) return [[name, null]];
    return [[name, isWritten(is) ? mergePatchTo(was, is) : is]];
  }));
}
