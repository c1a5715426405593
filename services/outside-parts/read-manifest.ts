import { readFileSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, join, sep } from 'node:path';
import { z } from 'zod';

/** The version of the interface that this release offers to code from outside. */
export const api = '1';

const id = z.string().regex(/^[a-z][a-z0-9-]{0,59}$/, 'an id has small letters, digits and dashes');
const manifest = z.object({
  name: z.string().min(1),
  eidAanHuis: z.strictObject({
    api: z.literal(api, `this release offers version '${api}' of the interface`),
    entry: z.string().regex(/^\.\//, 'begins with ./').describe('The file that exports `plugins`, `connectors`, or both.'),
    plugins: z.array(id).default([]).describe('Ids of the contracts that it brings.'), connectors: z.array(id).default([]).describe('Ids of the ports to which it brings a connector.'),
  }, 'package.json says nothing under "eidAanHuis"'),
});

export interface Manifest { readonly name: string; readonly entry: string; readonly plugins: readonly string[]; readonly connectors: readonly string[] }
export type Read = { readonly manifest: Manifest } | { readonly problems: readonly string[] };

/** What a part says of itself, before anything of it runs. */
export function readManifest(named: string, roots: readonly string[]): Read {
  const folder = folderOf(named, roots);
  if (folder === undefined) return { problems: [isAbsolute(named) ? 'there is no such folder' : 'no package of that name is installed here'] };
  const found = json(join(folder, 'package.json'));
  if (found === undefined) return { problems: ['its package.json cannot be read'] };
  const parsed = manifest.safeParse(found);
  if (!parsed.success) return { problems: parsed.error.issues.map(({ path, message }) => `package.json, ${path.join('.')}: ${message}`) };
  const { name, eidAanHuis: { entry, plugins, connectors } } = parsed.data;
  const file = attempt(() => realpathSync(join(folder, entry)));
  if (file === undefined || !file.startsWith(`${folder}${sep}`)) return { problems: [`package.json, eidAanHuis.entry: '${entry}' is no file of its folder`] };
  // Node strips types of what an administrator put into a folder, never of what npm installed.
  if (file.endsWith('.ts') && file.includes(`${sep}node_modules${sep}`)) return { problems: [`package.json, eidAanHuis.entry: an npm package brings JavaScript, not '${entry}'`] };
  return plugins.length + connectors.length === 0 ? { problems: ['it brings neither a plugin nor a connector'] } : { manifest: { name, entry: file, plugins, connectors } };
}

/** A folder by its whole path, or a package by its name. */
function folderOf(named: string, roots: readonly string[]): string | undefined {
  const places = isAbsolute(named) ? [named] : roots.map((root) => join(root, 'node_modules', named));
  for (const place of places) {
    const folder = attempt(() => realpathSync(place));
    if (folder !== undefined && statSync(folder).isDirectory()) return folder;
  }
  return undefined;
}

function json(file: string): unknown {
  return attempt((): unknown => JSON.parse(readFileSync(file, 'utf8')));
}

function attempt<T>(body: () => T): T | undefined {
  try {
    return body();
  } catch {
    return undefined;
  }
}
