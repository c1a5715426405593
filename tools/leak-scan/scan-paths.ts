import { createReadStream } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createGunzip } from 'node:zlib';
import { formsOf, formsOfBytes, shortestBytes } from './forms-of-word.ts';
import { searchFor, type Needle, type Search } from './find-forms.ts';

/** What was planted, or is known to be personal: words by their kind; bytes (a fingerprint) as `base64:…`. */
export type Words = Readonly<Record<string, readonly string[]>>;
/** One kind of word in one file. The word itself is never told. */
export interface Leak { readonly file: string; readonly kind: string; readonly forms: readonly string[]; readonly times: number }
export interface Scan { readonly leaks: readonly Leak[]; readonly files: number; readonly bytes: number }

const bytesMark = 'base64:';

/** Reads every byte and every name under these paths. @throws when a word is too short to be told from chance, or something cannot be read */
export async function scanPaths(words: Words, paths: readonly string[], except: readonly string[] = []): Promise<Scan> {
  const needles = needlesOf(words);
  const begin = searchFor(needles);
  const leaks: Leak[] = [];
  let bytes = 0;
  const files = (await Promise.all(paths.map((path) => filesUnder(resolve(path), new Set(except.map((each) => resolve(each))))))).flat();
  for (const file of files) {
    const search = begin();
    search.read(Buffer.from(`${file}\n`));
    bytes += await readInto(search, file);
    leaks.push(...leaksOf(file, needles, search.found));
  }
  return { leaks, files: files.length, bytes };
}

function needlesOf(words: Words): Needle[] {
  return Object.entries(words).flatMap(([kind, list]) => list.flatMap((word, index) => {
    const content = word.startsWith(bytesMark) ? Buffer.from(word.slice(bytesMark.length), 'base64') : Buffer.from(word);
    if (content.length < shortestBytes) throw new Error(`${kind}, number ${index + 1}: a word of less than ${shortestBytes} bytes is found by chance`);
    return (word.startsWith(bytesMark) ? formsOfBytes(content) : formsOf(word)).map(({ name, bytes }) => ({ kind, form: name, bytes }));
  }));
}

function leaksOf(file: string, needles: readonly Needle[], found: Search['found']): Leak[] {
  const met = [...found].flatMap(([index, times]) => { const needle = needles[index]; return needle ? [{ ...needle, times }] : []; });
  return [...Map.groupBy(met, ({ kind }) => kind)].map(([kind, of]) => ({
    file, kind, forms: [...new Set(of.map(({ form }) => form))].sort(), times: Math.max(...of.map(({ times }) => times)),
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

/** The bytes as they are; of a compressed file also what is in it. */
async function readInto(search: Search, file: string): Promise<number> {
  const bytes = await readAll(search, createReadStream(file));
  if (await isGzip(file)) await readAll(search, createReadStream(file).pipe(createGunzip()));
  return bytes;
}

async function readAll(search: Search, content: AsyncIterable<unknown>): Promise<number> {
  let bytes = 0;
  for await (const part of content) {
    if (!Buffer.isBuffer(part)) throw new Error('a file is read as bytes');
    search.read(part);
    bytes += part.length;
  }
  return bytes;
}

async function isGzip(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer.readUInt16BE(0) === 0x1f8b;
  } finally {
    await handle.close();
  }
}
