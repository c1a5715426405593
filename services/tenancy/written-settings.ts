/** Settings as somebody wrote them: JSON. */
export type Written = Readonly<Record<string, unknown>>;

export function isWritten(value: unknown): value is Written {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** JSON Merge Patch (RFC 7396): what is named is replaced, null takes it away, all else stays. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isWritten(patch)) return patch;
  const merged = new Map<string, unknown>(Object.entries(isWritten(target) ? target : {}));
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) merged.delete(key);
    else merged.set(key, mergePatch(merged.get(key), value));
  }
  return Object.fromEntries(merged);
}

/** The same without telling where secrets stand. What is in force holds references only, for anything else is refused. */
export function masked(value: unknown): unknown {
  if (typeof value === 'string') return /^(env:[A-Z][A-Z0-9_]*|file:.+)$/.test(value) ? `${value.slice(0, value.indexOf(':'))}:…` : value;
  if (Array.isArray(value)) return value.map(masked);
  return isWritten(value) ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, masked(inner)])) : value;
}

/** All settings of a part so; null where there are none. */
export function maskedSettings(settings: unknown): Record<string, unknown> | null {
  const told = masked(settings);
  return isWritten(told) ? { ...told } : null;
}

/** A secret as it is shown is not told anew: it stays where it stands. In a list it is found by all else in its row, or by its place where no row came or went. */
export function keepSecrets(before: unknown, after: unknown): unknown {
  if (isHidden(after)) return typeof before === 'string' && masked(before) === after ? before : after;
  if (Array.isArray(after)) {
    const rows: readonly unknown[] = Array.isArray(before) ? before : [];
    return after.map((row, index) => keepSecrets(rows.find((had) => same(masked(had), row)) ?? (rows.length === after.length ? rows[index] : undefined), row));
  }
  return isWritten(after) ? Object.fromEntries(Object.entries(after).map(([key, inner]) => [key, keepSecrets(isWritten(before) ? before[key] : undefined, inner)])) : after;
}

/** Settings in which a secret is only shown, and nobody knows any more which one it was. */
export function lostSecrets(value: unknown, path = ''): string[] {
  if (isHidden(value)) return [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => lostSecrets(inner, path === '' ? key : `${path}.${key}`));
}

const isHidden = (value: unknown) => value === 'env:…' || value === 'file:…';
const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

export interface Difference { readonly setting: string; readonly from: string | null; readonly to: string | null }

/** Setting by setting, masked. That a secret stands elsewhere from now on is told, not where. */
export function differences(before: unknown, after: unknown, path = ''): Difference[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (isWritten(before) && isWritten(after)) {
    return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) => differences(before[key], after[key], path === '' ? key : `${path}.${key}`));
  }
  const said = (value: unknown) => (value === undefined ? null : JSON.stringify(masked(value)));
  return [{ setting: path, from: said(before), to: said(after) }];
}
