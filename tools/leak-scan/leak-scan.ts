import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { scanPaths } from './scan-paths.ts';

const help = `node tools/leak-scan/leak-scan.ts --words-file <file> [--except <path>]… <path>…

Looks for words that must not stand anywhere in clear: in every file (and file name) under the paths, as they are written and as machines encode
them once (UTF-8, UTF-16, Latin-1, percent, quoted-printable, JSON and JSON within JSON, XML entities, octal, hex, base64 in one line or in several, base64 of
hex; also inside gzip and zlib, wherever it begins). Numbers are found however their digits are grouped. Says which file and which kind of word, never the word.
Not found: what is encrypted, compressed in another way, or encoded twice in other ways than these.

  --words-file <file>  JSON: {"last name": ["…"], "fingerprint": ["base64:…"]}; words of 5 bytes or more; of less than 8,
                       only where they are whole words and not encoded. Keep it outside the paths. Files are read whole: 2 GB each at most.
  --except <path>      is left out: the sandboxes' own folder, for they play the outside world

Ends with 0 when nothing was found, 1 when something was, 2 when it could not look.`;

const words = z.record(z.string(), z.array(z.string()).min(1));

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true, options: { 'words-file': { type: 'string' }, except: { type: 'string', multiple: true }, help: { type: 'boolean' } },
  });
  if (values.help === true) {
    console.log(help);
    return 0;
  }
  if (values['words-file'] === undefined || positionals.length === 0) throw new Error(`what to look for, or where, is missing\n\n${help}`);
  const { leaks, files, bytes } = await scanPaths(readWords(values['words-file']), positionals, values.except ?? []);
  if (files === 0) throw new Error('there is no file under these paths');
  for (const { file, kind, forms, times } of leaks) console.log(`${file}: ${kind} (${forms.join('; ')}), ${times} time(s)`);
  console.log(`${files} files, ${bytes} bytes: ${leaks.length === 0 ? 'nothing in clear' : `${leaks.length} leak(s)`}`);
  return leaks.length === 0 ? 0 : 1;
}

/** Says what is wrong with the file, never what stands in it. */
function readWords(file: string): z.output<typeof words> {
  const parsed = words.safeParse(parseJson(readFileSync(file, 'utf8')));
  if (!parsed.success || Object.keys(parsed.data).length === 0) throw new Error('the file with words is not of the form {"kind": ["word"]}');
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}
