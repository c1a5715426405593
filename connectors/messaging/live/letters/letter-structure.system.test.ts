import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { demand, pdfinfo } from '#tools/system-packages/packages.ts';
import { letterSettings } from './letter-settings.ts';
import { printLetter, type Letter } from './print-letter.ts';

/** What who listens to a letter hears of it, as a program reads it that is not ours. */

const folder = mkdtempSync(join(tmpdir(), 'letter-structure-'));
afterAll(() => rmSync(folder, { recursive: true }));

const link = 'https://stad.gent.example/eid-aan-huis/c/ABCDE-FGHIJ';
const letter: Pick<Letter, 'language' | 'subject' | 'link' | 'to'> = {
  language: 'nl', subject: 'Uw eID vervalt', link, to: { name: 'Noor Voorbeeld', address: { street: 'Voorbeeldstraat', houseNumber: '1', box: '2', postcode: '9000', city: 'Gent' } },
};
const settings = letterSettings.parse({ folder, sender: { name: 'Stad Gent', lines: ['Botermarkt 1, 9000 Gent', '09 210 10 10'] } });

async function written(body: string): Promise<string> {
  const { pdf } = await printLetter({ ...letter, body }, 'ons-nummer', settings, Date.UTC(2026, 10, 24, 9));
  const file = join(folder, 'letter.pdf');
  writeFileSync(file, pdf);
  return file;
}
async function structureOf(body: string): Promise<string[]> {
  const said = execFileSync(demand(pdfinfo), ['-struct-text', await written(body)], { encoding: 'utf8', stdio: 'pipe' });
  return said.split('\n').map((line) => line.trim().replace(/ \((block|inline)\)$/, '')).filter((line) => line !== '' && !line.startsWith('/') && !line.startsWith('Object'));
}

test('a letter is heard in its order: sender, code, address, day, heading, and paragraphs with their links', async () => {
  expect(await structureOf(`Beste Noor\n\nScan de QR-code in deze brief of ga naar:\n${link}\n\nOf kies op ${link} een datum.\n\nStad Gent`)).toEqual([
    'Document',
    'P', '"Stad Gent"', 'P', '"Botermarkt 1, 9000 Gent 09 210 10 10"', 'Figure:', '""', 'P', '"Noor Voorbeeld Voorbeeldstraat 1 bus 2 9000 GENT"', 'P', '"24 november 2026"',
    'H1', '"Uw eID vervalt"',
    'P', '"Beste Noor"',
    'P', '"Scan de QR-code in deze brief of ga naar: "', 'Link', `"${link}"`,
    'P', '"Of kies op "', 'Link', `"${link}"`, '" een datum."',
    'P', '"Stad Gent"',
    'P', '"ons-nummer"',
  ]);
});

test('who reads it on paper sees each line where it was written', async () => {
  const lines = ['Ga naar:', link, 'en kies.', `Of kies op ${link}`, `Of ${link} zelf.`, 'Stad Gent'];
  const file = await written(`Ga naar:\n${link}\nen kies.\n\nOf kies op ${link}\n\nOf ${link} zelf.\n\nStad Gent`);
  const seen = execFileSync(join(dirname(demand(pdfinfo)), 'pdftotext'), ['-layout', file, '-'], { encoding: 'utf8' }).split('\n').map((line) => line.trim()).filter((line) => line !== '');
  expect(seen.slice(seen.indexOf('Ga naar:'), -1 - Number(seen.at(-1) === '\f'))).toEqual(lines);
});

test('a paragraph that goes on on another sheet stays one paragraph', async () => {
  const heard = await structureOf(`${'Een regel met wat woorden.\n'.repeat(120)}Einde.`);
  expect(heard.filter((line) => line === 'P')).toHaveLength(6);
  const lines = heard.filter((line) => line.startsWith('"Een regel') || line.startsWith('"woorden'));
  expect(lines.length).toBeGreaterThan(1);
  expect(lines.join(' ').match(/Een regel met wat woorden\./g)).toHaveLength(120);
});
