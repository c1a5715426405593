import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

export type Kind = 'plugin' | 'connector';
export interface Part { readonly kind: Kind; readonly name: string; /** For people: `The parking register`. */ readonly title: string }

/** What a name must be: it leads in table names, addresses and the audit. */
export function nameProblem(name: string): string | undefined {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) || name.length > 40) return 'a name has small letters, digits and dashes: parking-notes';
  return undefined;
}

/** Fills the templates in and writes them; gives the files. Nothing that is there is written over. */
export function writePart(part: Part, folder: string, change: (text: string) => string = (text) => text, leaveOut: (path: string) => boolean = () => false): readonly string[] {
  if (existsSync(folder)) throw new Error(`there is something at ${folder} already`);
  const templates = join(import.meta.dirname, part.kind);
  const files = readdirSync(templates, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return files.map((file) => ({ file, path: filled(relative(templates, file), part).replace(/\.tpl$/, '') })).filter(({ path }) => !leaveOut(path)).map(({ file, path }) => {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, change(filled(readFileSync(file, 'utf8'), part)));
    return target;
  });
}

export function camelCase(name: string): string {
  return name.replaceAll(/-([a-z0-9])/g, (_dash, letter: string) => letter.toUpperCase());
}

function filled(text: string, { name, title }: Part): string {
  const camel = camelCase(name);
  return text.replaceAll('__name__', name).replaceAll('__camel__', camel).replaceAll('__Pascal__', `${camel.slice(0, 1).toUpperCase()}${camel.slice(1)}`).replaceAll('__title__', title.replaceAll("'", "\\'"));
}
