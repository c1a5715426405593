import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import Pdf from 'pdfkit';
import { decodeQR } from 'qr/decode.js';
import { readXml } from '#services/wire-kit/read-xml.ts';
import { letterManifest } from '../../wire/letter-manifest.ts';
import { drawQrCode } from './draw-qr-code.ts';
import { checkLetters, handOverLetter } from './hand-over-letter.ts';
import { letterSettings } from './letter-settings.ts';
import { printable } from './printable.ts';
import { printLetter, type Letter } from './print-letter.ts';

const folder = mkdtempSync(join(tmpdir(), 'letters-'));
afterAll(() => rmSync(folder, { recursive: true }));

const now = Date.UTC(2026, 10, 24, 9);
const settings = letterSettings.parse({ folder, sender: { name: 'Stad Gent', lines: ['Botermarkt 1, 9000 Gent', '09 210 10 10'] } });
const letter: Letter = {
  language: 'nl', subject: 'Uw eID vervalt', body: 'Beste Noor\n\nUw eID vervalt op 30 september 2026.', dossier: randomUUID(), link: 'https://stad.gent.example/eid-aan-huis/c/ABCDE-FGHIJ',
  to: { name: 'Noor Voorbeeld', address: { street: 'Voorbeeldstraat', houseNumber: '1', box: '2', postcode: '9000', city: 'Gent' } },
};
const key = randomUUID();
const print = (changes: Partial<Letter> = {}, at = now) => printLetter({ ...letter, ...changes }, key, settings, at);

test('a letter is a PDF that says that it can be kept for ever: its fonts and colours are inside, and nothing in it acts', async () => {
  const text = (await print()).pdf.toString('latin1');
  expect(text).toMatch(/^%PDF-1\.7/);
  expect(text).toContain('<pdfaid:part>2</pdfaid:part>');
  expect(text).toContain('<pdfaid:conformance>B</pdfaid:conformance>');
  expect(text).toContain('/OutputIntents');
  expect(text.match(/\/FontFile2/g)?.length).toBe(2);
  expect(text).not.toMatch(/\/(Helvetica|JavaScript|Encrypt|AA|Launch|EmbeddedFile)\b/);
});

test('all that is drawn in a letter has its place in the structure, and what is no text has words instead', async () => {
  const { pdf } = await print({ body: `Ga naar:\n${letter.link}\n\n${'Een regel met wat woorden.\n'.repeat(120)}` });
  const text = pdf.toString('latin1');
  const drawn = [...text.matchAll(/\/Filter \/FlateDecode\n>>\nstream\n(?<bytes>[\s\S]*?)\nendstream/g)].map(({ groups }) => inflateSync(Buffer.from(groups?.['bytes'] ?? '', 'latin1')).toString('latin1')).filter((stream) => stream.includes(' BDC'));
  expect(drawn.length).toBeGreaterThan(1);
  for (const page of drawn) expect(page.replaceAll(/\/(P|H1|Link|Figure) <<\n\/MCID \d+\n>> BDC[\s\S]*?EMC/g, '')).not.toMatch(/\b(Tj|TJ|re|f|S|Do|BDC)\b/);
  expect(text).toContain('/Marked true');
  expect(text).toContain(`/Alt (QR-code die naar deze pagina leidt: ${letter.link})`);
  expect(text).toMatch(/\/BBox \[\d/);
  expect(text.match(/\/Contents \(https:[^)]*\)\n\/Subtype \/Link/g)).toHaveLength(1);
  expect([text.match(/\/Tabs \/S/g)?.length, text.match(/\/StructParents \d/g)?.length]).toEqual([drawn.length, drawn.length]);
});

test('a letter says that it is PDF/UA-1, and its title is shown, whatever marks stand in it', async () => {
  const text = (await print({ subject: 'Uw eID & <die> van "Noor"' })).pdf.toString();
  const described = text.slice(text.indexOf('<x:xmpmeta'), text.indexOf('</x:xmpmeta>') + '</x:xmpmeta>'.length);
  const tree = readXml(Buffer.from(described));
  expect(JSON.stringify(tree)).toContain(JSON.stringify('Uw eID & <die> van "Noor"'));
  expect(described).toMatch(/<pdfuaid:part [^>]*>1<\/pdfuaid:part>/);
  // A word that PDF/A does not know is described in the file.
  expect(described).toMatch(/<pdfaSchema:prefix [^>]*>pdfuaid<\/pdfaSchema:prefix>/);
  expect(text).toContain('/DisplayDocTitle true');
  expect(text).toContain('/Lang (nl-BE)');
});

test('the same letter is the same bytes, on the same day and under the same number', async () => {
  const { pdf } = await print();
  expect((await print({}, now + 3_600_000)).pdf.equals(pdf)).toBe(true);
  expect((await print({}, now + 86_400_000)).pdf.equals(pdf)).toBe(false);
  expect((await print({ body: 'Iets anders' })).pdf.equals(pdf)).toBe(false);
});

test('a long letter goes on on another sheet', async () => {
  expect((await print()).pages).toBe(1);
  expect((await print({ body: 'Een regel met wat woorden.\n'.repeat(120) })).pages).toBeGreaterThan(1);
});

test('a telephone reads the link in the QR code, as it was given', () => {
  const document = new Pdf({ size: 'A4', font: '', compress: false });
  const squares: [number, number, number][] = [];
  document.rect = (x: number, y: number, side: number) => { squares.push([x, y, side]); return document; };
  document.fill = () => document;
  drawQrCode(document, letter.link ?? '', { left: 0, top: 0, side: 1 });
  const module = squares[0]?.[2] ?? 1;
  const scale = 4;
  const side = Math.round(1 / module) * scale;
  const data = new Uint8Array(side * side * 4).fill(255);
  for (const [x, y] of squares) {
    const [left, top] = [Math.round(x / module) * scale, Math.round(y / module) * scale];
    for (let down = top; down < top + scale; down += 1) for (let right = left; right < left + scale; right += 1) data.fill(0, (down * side + right) * 4, (down * side + right) * 4 + 3);
  }
  expect(decodeQR({ width: side, height: side, data })).toBe(letter.link);
});

test('letters that the font has are kept, others become the sign for an unknown letter', () => {
  const names = 'Łukasz Öztürk, Chloé Vandœuvre, Ştefan Țurcanu, Đorđe, Ñandú, Πέτρος, Пётр, ĳsland – “ß” €';
  expect(printable(names)).toBe(names.normalize('NFC'));
  expect(printable('e\u0301')).toBe('é');
  expect(printable('a🪪b\u202Ec漢')).toBe('a\uFFFDb\uFFFDc\uFFFD');
});

test('what is not there is handed over whole, with all that a print shop needs', async () => {
  expect(await handOverLetter({ config: settings, now: () => now }, letter, { key })).toEqual({ messageId: key });
  const place = join(folder, 'ready', key);
  const manifest = letterManifest.parse(JSON.parse(readFileSync(join(place, 'manifest.json'), 'utf8')));
  expect(manifest).toMatchObject({ reference: key, pages: 1, to: letter.to, subject: letter.subject, body: letter.body, link: letter.link, bytes: readFileSync(join(place, 'letter.pdf')).length });
  expect(readdirSync(join(folder, 'drafts'))).toEqual([]);
});

test('a letter is given once per number, also after the print shop took it, and by two of us at once', async () => {
  const number = randomUUID();
  const give = () => handOverLetter({ config: settings, now: () => now }, letter, { key: number });
  await Promise.all([give(), give(), give()]);
  renameSync(join(folder, 'ready', number), join(folder, 'taken', number));
  await give();
  expect([existsSync(join(folder, 'ready', number)), readdirSync(join(folder, 'drafts'))]).toEqual([false, []]);
});

test('a folder that cannot be written is a passing trouble, and the check says so', async () => {
  const file = join(folder, 'no-folder');
  writeFileSync(file, '');
  const broken = { ...settings, folder: file };
  await expect(handOverLetter({ config: broken, now: () => now }, letter, { key: randomUUID() })).rejects.toMatchObject({ type: 'messaging.unavailable', data: { retry: 'safe' } });
  expect(await checkLetters(broken)).toMatchObject({ ok: false, says: expect.stringContaining(file) });
  expect(await checkLetters(settings)).toMatchObject({ ok: true });
});

test.each<[string, Partial<Letter>, string]>([
  ['a name of two lines', { to: { ...letter.to, name: 'Noor\nVoorbeeld' } }, 'to.name'], ['a street with a control character', { to: { ...letter.to, address: { ...letter.to.address, street: 'a\u0007' } } }, 'to.address.street'],
  ['a subject of two lines', { subject: 'a\nb' }, 'subject'],
])('%s is refused by its name, and nothing is handed over', async (_what, changes, name) => {
  const number = randomUUID();
  await expect(handOverLetter({ config: settings, now: () => now }, { ...letter, ...changes }, { key: number })).rejects.toMatchObject({ type: 'messaging.text-unfit', data: { issues: [{ name }] } });
  expect(existsSync(join(folder, 'ready', number))).toBe(false);
});
