import { readdir, readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { formsOf, formsOfBytes, shortestBytes, shortestWord } from './forms-of-word.ts';
import { lookFor, type Look, type Met, type Needle } from './look-for.ts';
import { unpack } from './unpack.ts';

/** What was planted, or is known to be personal: words by their kind; bytes (a fingerprint) as `base64:…`. */
export type Words = Readonly<Record<string, readonly string[]>>;
/** One kind of word in one file. The word itself is never told. */
export interface Leak { readonly file: string; readonly kind: string; readonly forms: readonly string[]; readonly times: number }
export interface Scan { readonly leaks: readonly Leak[]; readonly files: number; readonly bytes: number }

const bytesMark = 'base64:';

/** Reads every byte and every name under these paths. @throws when a word is too short to be told from chance, or something cannot be read */
export async function scanPaths(words: Words, paths: readonly string[], except: readonly string[] = []): Promise<Scan> {
  const begin = lookFor(needlesOf(words));
  const leaks: Leak[] = [];
  let bytes = 0;
  const files = (await Promise.all(paths.map((path) => filesUnder(resolve(path), new Set(except.map((each) => resolve(each))))))).flat();
  for (const file of files) {
    const look = begin();
    look.read(Buffer.from(file));
    bytes += await readInto(look, file);
    leaks.push(...leaksOf(file, look.met()));
  }
  return { leaks, files: files.length, bytes };
}

function needlesOf(words: Words): Needle[] {
  return Object.entries(words).flatMap(([kind, list]) => list.flatMap((word, index) => {
    const isBytes = word.startsWith(bytesMark);
    const content = isBytes ? Buffer.from(word.slice(bytesMark.length), 'base64') : Buffer.from(word);
    const least = isBytes ? shortestBytes : shortestWord;
    if (content.length < least) throw new Error(`${kind}, number ${index + 1}: a word of less than ${least} bytes is found by chance`);
    return (isBytes ? formsOfBytes(content) : formsOf(word)).map(({ name, bytes, view }) => ({ kind, form: name, bytes, view: view ?? 'as it is' }));
  }));
}

function leaksOf(file: string, met: readonly Met[]): Leak[] {
  return [...Map.groupBy(met, ({ kind }) => kind)].map(([kind, of]) => ({
    file, kind, forms: [...new Set(of.map(({ form }) => form))].sort((one, other) => one.localeCompare(other)), times: Math.max(...of.map(({ times }) => times)),
  }));
}

async function filesUnder(path: string, except: ReadonlySet<string>): Promise<string[]> {
  if (except.has(path)) return [];
  const found = await stat(path);
  if (found.isFile()) return [path];
  if (!found.isDirectory()) return [];
  const names = await readdir(path);
  return (await Promise.all(names.sort().map((name) => filesUnder(join(path, name), except)))).flat();
}

/** The bytes as they are, and what is compressed in them. */
async function readInto(look: Look, file: string): Promise<number> {
  const bytes = await readFile(file);
  look.read(bytes);
  for (const content of unpack(bytes)) look.read(content);
  return bytes.length;
}
