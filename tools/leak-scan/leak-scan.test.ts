import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { deflateSync, gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { searchFor } from './find-forms.ts';
import { scanPaths, type Words } from './scan-paths.ts';

const root = mkdtempSync(join(tmpdir(), 'leak-scan-'));
afterAll(() => rmSync(root, { recursive: true }));

let made = 0;
function folderWith(content: string | Uint8Array, name = 'file'): string {
  const folder = join(root, String(made += 1));
  mkdirSync(folder);
  writeFileSync(join(folder, name), content);
  return folder;
}
const kindsIn = async (words: Words, path: string) => (await scanPaths(words, [path])).leaks.map(({ kind }) => kind);
const name = 'Zéphyrine Vandenquøst';
const number = '85073003328';
const print = Buffer.from(Array.from({ length: 64 }, (_, index) => (index * 37 + 11) % 256));
const words = { 'last name': [name], 'national number': [number], phone: ['+32470918273'], card: ['591928374655'], fingerprint: [`base64:${print.toString('base64')}`], 'short name': ['Peeters'], pin: ['48291'] };

test.each<[string, string | Uint8Array, string]>([
  ['a name', `{"name":"${name}"}`, 'last name'], ['a name in capitals', name.toLocaleUpperCase('nl'), 'last name'], ['a name in UTF-16', Buffer.from(`xx${name}`, 'utf16le'), 'last name'],
  ['a name in the other UTF-16', Buffer.from(name, 'utf16le').swap16(), 'last name'], ['a name without its accents', 'Zephyrine Vandenquøst', 'last name'],
  ['a name whose accents stand apart', name.normalize('NFD'), 'last name'], ['a name in Latin-1', Buffer.from(name, 'latin1'), 'last name'],
  ['a name in an address', `https://example.org/?q=${encodeURIComponent(name)}`, 'last name'], ['a name in escaped JSON', '"Z\\u00e9phyrine Vandenqu\\u00f8st"', 'last name'],
  ['a name in hex', Buffer.from(name).toString('hex').toUpperCase(), 'last name'], ['a name in a mail', 'Z=C3=A9phyrine Vandenqu=C3=B8st', 'last name'],
  ...[0, 1, 2].map((before): [string, string, string] => [`a name in base64, ${before} further`, Buffer.from(`${'x'.repeat(before)}${name}!`).toString('base64'), 'last name']),
  ...[0, 1, 2].map((before): [string, string, string] => [`a name in base64url, ${before} further`, Buffer.from(`${'x'.repeat(before)}${name}!`).toString('base64url'), 'last name']),
  ['a national number', `insz=${number};`, 'national number'], ['a national number as on the card', '85.07.30-033.28', 'national number'], ['a national number in groups', '85 07 30 033 28', 'national number'],
  ['a phone number at home', '0470918273', 'phone'], ['a phone number in groups', '0470 91 82 73', 'phone'], ['a card number as printed', '591-9283746-55', 'card'],
  ['a fingerprint', Buffer.concat([Buffer.from('xx'), print]), 'fingerprint'], ['a fingerprint in base64', `x${print.toString('base64')}`, 'fingerprint'], ['a fingerprint in hex', print.toString('hex'), 'fingerprint'],
  ['a compressed name', gzipSync(`a file with ${name}`), 'last name'], ['a name that is compressed within a file', Buffer.concat([Buffer.from('row:'), gzipSync(name), Buffer.from('row:')]), 'last name'],
  ['a name that is deflated', deflateSync(name.repeat(3)), 'last name'], ['a name in XML', 'Z&#233;phyrine Vandenqu&#248;st', 'last name'], ['a name in XML, in hex', 'Z&#xE9;phyrine Vandenqu&#xf8;st', 'last name'],
  ['a name in JSON within JSON', JSON.stringify(JSON.stringify({ name }).replaceAll(/[^ -~]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)), 'last name'],
  ['a number in base64 that a mail broke', Buffer.from(`${'x'.repeat(52)}${number}${'y'.repeat(40)}`).toString('base64').replaceAll(/(.{76})/g, '$1\r\n'), 'national number'],
  ['a number in base64 of hex', Buffer.from(Buffer.from(number).toString('hex')).toString('base64'), 'national number'],
  ['a number in octal', Array.from(Buffer.from(number), (byte) => `\\${byte.toString(8).padStart(3, '0')}`).join(''), 'national number'],
  ['a phone number with its country', '+32 470 91 82 73', 'phone'], ['a phone number with a slash', '0470/91.82.73', 'phone'], ['a phone number with the zero in between', '+32 (0)470 91 82 73', 'phone'],
  ['a short name', 'about Peeters.', 'short name'], ['a short name in capitals, between quotes', '"PEETERS"', 'short name'], ['a PIN', '{"pin":48291}', 'pin'], ['a PIN that is all there is', '48291', 'pin'],
])('%s is found', async (_what, content, kind) => {
  expect(await kindsIn(words, folderWith(content))).toEqual([kind]);
});

test('what was not planted is not found', async () => {
  await expect(kindsIn(words, folderWith('Zéphyrin Vandenquast, 85073003327, +32470918274'))).resolves.toEqual([]);
  await expect(kindsIn(words, folderWith(print.subarray(1)))).resolves.toEqual([]);
  // A short word only where it is a whole one.
  await expect(kindsIn(words, folderWith('Peetersen, 482915, a48291, é48291'))).resolves.toEqual([]);
});

test('a word in the name of a file is found', async () => {
  expect(await kindsIn(words, folderWith('nothing', `scan of ${number}.pdf`))).toEqual(['national number']);
});

test('every row of a database is seen, also what only stands in its write-ahead log', async () => {
  const folder = folderWith('nothing');
  const db = new DatabaseSync(join(folder, 'eid.sqlite'));
  db.exec('PRAGMA journal_mode=WAL; CREATE TABLE t (a TEXT)');
  db.prepare('INSERT INTO t VALUES (?)').run(`about ${name}`);
  const { leaks } = await scanPaths(words, [folder]);
  expect(leaks).toEqual([expect.objectContaining({ file: join(folder, 'eid.sqlite-wal'), kind: 'last name' })]);
  db.close();
});

test('several needles are found wherever they stand, whether they overlap, and however the reading is cut', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 60 });
  const needle = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 5 });
  fc.assert(fc.property(fc.uniqueArray(needle, { minLength: 1, maxLength: 6 }), text, fc.nat(60), (needles, content, cut) => {
    const search = searchFor(needles.map((bytes) => ({ bytes: Buffer.from(bytes) })))();
    for (const part of [content.slice(0, cut), content.slice(cut)]) search.read(Buffer.from(part.toUpperCase()));
    needles.forEach((wanted, index) => {
      const times = Array.from(content, (_, at) => at).filter((at) => content.startsWith(wanted, at)).length;
      expect(search.found.get(index) ?? 0).toBe(times);
    });
  }));
});

describe('the command', () => {
  const wordsFile = join(root, 'words.json');
  writeFileSync(wordsFile, JSON.stringify(words));
  const run = (...given: string[]) => spawnSync(process.execPath, [join(__dirname, 'leak-scan.ts'), ...given], { encoding: 'utf8' });

  test('names the file and the kind of a leak, never the word, and ends with 1', () => {
    const folder = folderWith(`${name} ${number}`);
    const { status, stdout, stderr } = run('--words-file', wordsFile, folder);
    expect(status).toBe(1);
    expect(stdout).toContain(`${join(folder, 'file')}: last name`);
    expect(stdout + stderr).not.toMatch(new RegExp(`${name}|${number}`, 'i'));
  });
  test('ends with 0 where nothing stands in clear, or only where it may', () => {
    const folder = folderWith('nothing');
    mkdirSync(join(folder, 'sandboxes'));
    writeFileSync(join(folder, 'sandboxes', 'crm'), name);
    expect(execFileSync(process.execPath, [join(__dirname, 'leak-scan.ts'), '--words-file', wordsFile, '--except', join(folder, 'sandboxes'), folder], { encoding: 'utf8' })).toContain('nothing in clear');
  });
  test.each([
    ['without words', []], ['without a place', ['--words-file', wordsFile]], ['with a place that is not there', ['--words-file', wordsFile, join(root, 'nowhere')]],
    ['with words of another form', ['--words-file', __filename, root]], ['with nothing to look at', ['--words-file', wordsFile, '--except', root, root]],
  ])('%s it could not look, and ends with 2', (_what, given) => {
    expect(run(...given).status).toBe(2);
  });
  test('refuses a word that is too short to tell, without saying it', () => {
    const file = join(folderWith(JSON.stringify({ pin: ['2468'] })), 'file');
    const { status, stderr } = run('--words-file', file, root);
    expect([status, stderr.includes('2468')]).toEqual([2, false]);
  });
});
