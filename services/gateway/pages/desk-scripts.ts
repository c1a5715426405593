import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { IncomingMessage } from 'node:http';
import type { Page } from '#services/kernel/page.ts';
import { languages } from '#services/belgium/language.ts';
import type { Answer } from '../answer.ts';
import { connectionWords } from './connection-words.ts';

export interface Script { readonly path: `/${string}.js`; readonly answer: (request: Pick<IncomingMessage, 'headers'>) => Answer }

/** In `browser/`, checked by a compiler of their own (they alone know a browser), and sent as they are. */
const ours = ['desk.js', 'elements.js', 'screen.js', 'dragging.js', 'outgoing.js', 'save-file.js', 'say-connection.js'] as const;

/**
 * What runs in a browser of the desk, by stable names: a page of another program names `scripts/elements.js` and gets what fits this release. Public: nothing in it is about anybody.
 */
export function deskScripts(pages: readonly Pick<Page, 'element' | 'path'>[], sheet: string): readonly Script[] {
  const read = (file: string) => readFileSync(join(import.meta.dirname, 'browser', file), 'utf8');
  const elements = Object.fromEntries(pages.flatMap(({ element, path }) => (element === undefined ? [] : [[element, path] as const])));
  const facts = { elements, stylesheet: sheet, connectionWords: Object.fromEntries(languages.map((language) => [language, connectionWords(language)])) };
  return [
    ...ours.map((file) => script(`/scripts/${file}`, read(file))),
    script('/scripts/desk-facts.js', Object.entries(facts).map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};\n`).join('')),
    script('/scripts/idiomorph.js', readFileSync(createRequire(import.meta.url).resolve('idiomorph/dist/idiomorph.esm.js'), 'utf8')),
    // A worker governs what lies below its own address.
    script('/offline.js', read('offline.js')),
  ];
}

/** A worker lives by the policy that it came with: it fetches from here only. */
const workerPolicy = "default-src 'none'; connect-src 'self'";

function script(path: Script['path'], text: string): Script {
  const body = Buffer.from(text);
  const packed = gzipSync(body, { level: 9 });
  const tag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  const headers = { 'Cache-Control': 'public, max-age=300', Vary: 'Accept-Encoding', ETag: tag, 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin', 'Content-Security-Policy': workerPolicy };
  const mediaType = 'text/javascript; charset=utf-8';
  return {
    path,
    answer: ({ headers: { 'accept-encoding': takes = '', 'if-none-match': seen } }) => {
      if (seen === tag) return { status: 304, mediaType, body: '', headers };
      return /\bgzip\b/.test(takes) ? { status: 200, mediaType, body: packed, headers: { ...headers, 'Content-Encoding': 'gzip' } } : { status: 200, mediaType, body, headers };
    },
  };
}
