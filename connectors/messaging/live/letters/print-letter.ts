import { createRequire } from 'node:module';
import type Pdf from 'pdfkit';
import type { z } from 'zod';
import { dayOf, instantOf } from '#services/belgium/brussels-time.ts';
import type { messaging } from '../../messaging.port.ts';
import { claimPdfUa } from './claim-pdf-ua.ts';
import { drawQrCode } from './draw-qr-code.ts';
import type { LetterSettings } from './letter-settings.ts';
import { printable } from './printable.ts';
import { sayQrCode } from './say-qr-code.ts';
import { tagContent } from './tag-content.ts';

export type Letter = z.output<typeof messaging.operations.sendLetter.input>;
/** A letter that finds its reader without a house has no address on it. */
export type Printable = Omit<Letter, 'to'> & { readonly to: { readonly name: string; readonly address: Letter['to']['address'] | null } };
export interface Printed { readonly pdf: Buffer; readonly pages: number }

const mm = (millimetres: number): number => (millimetres * 72) / 25.4;
const fontFile = (name: string): string => createRequire(import.meta.filename).resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`);
const fonts = { regular: fontFile('DejaVuSans'), bold: fontFile('DejaVuSans-Bold') };
const margin = { top: mm(20), bottom: mm(20), left: mm(20), right: mm(20) };
const codeSide = mm(32);
/** Where the text begins: below every window. */
const textFrom = mm(100);

/**
 * A letter as PDF/A-2b and PDF/UA-1: all fonts inside, A4, the address where the window is, the link as a QR code beside it, and each part marked as what it is, for who
 * listens to it. The same letter, on the same day and under the same number, is the same bytes.
 */
export async function printLetter(letter: Pick<Printable, 'language' | 'subject' | 'body' | 'link' | 'to'>, reference: string, { sender, window }: Pick<LetterSettings, 'sender' | 'window'>, now: number): Promise<Printed> {
  const { language, subject, body, link, to } = letter;
  const day = new Date(instantOf(dayOf(now), '00:00'));
  // Read with the first letter: its tables of characters cost every process of the house a tenth of a second.
  const { default: PdfDocument } = await import('pdfkit');
  const document = new PdfDocument({
    size: 'A4', margins: margin, pdfVersion: '1.7', subset: 'PDF/A-2b', tagged: true, lang: `${language}-BE`, displayTitle: true, font: fonts.regular,
    info: { Title: printable(subject), Author: printable(sender.name), Creator: 'eID aan huis', CreationDate: day, ModDate: day },
  });
  claimPdfUa(document);
  const ended = collect(document);
  const tagged = tagContent(document);
  const write = (text: string, size: number, { as = 'P', font = fonts.regular, width }: { as?: 'P' | 'H1'; font?: string; width?: number } = {}) => {
    document.font(font).fontSize(size).fillColor('black');
    tagged.text(as, printable(text), { link, lineGap: size * 0.25, ...(width !== undefined && { width }) });
  };

  document.y = margin.top;
  // Beside the window, whatever its lines are; the code comes below them.
  const width = Math.max(mm(window.left) - margin.left - mm(5), mm(80));
  write(sender.name, 12, { font: fonts.bold, width });
  write(sender.lines.join('\n'), 9, { width });
  const codeFrom = Math.max(mm(55), document.y + mm(3));
  if (link !== null) {
    const square = { left: margin.left, top: codeFrom, side: codeSide };
    tagged.figure(sayQrCode(language, link), square, () => { drawQrCode(document, link, square); });
  }
  document.font(fonts.regular).fontSize(11);
  [document.x, document.y] = [mm(window.left) + mm(4), mm(window.top) + mm(4)];
  tagged.text('P', printable(addressLines(to).join('\n')), { width: mm(window.width) - mm(8), height: mm(window.height) - mm(6), ellipsis: true });
  document.x = margin.left;
  document.y = Math.max(textFrom, codeFrom + codeSide + mm(5), mm(window.top + window.height + 8));
  write(dateIn(language, day), 11);
  document.moveDown(1);
  write(subject, 12, { as: 'H1', font: fonts.bold });
  for (const paragraph of body.split(/\n{2,}/)) {
    document.moveDown(1);
    write(paragraph, 11);
  }
  document.moveDown(2);
  write(reference, 7);
  document.end();
  return ended;
}

function collect(document: InstanceType<typeof Pdf>): Promise<Printed> {
  const parts: Buffer[] = [];
  let pages = 1;
  document.on('data', (part: Buffer) => { parts.push(part); });
  document.on('pageAdded', () => { pages += 1; });
  return new Promise((resolve, reject) => { document.on('end', () => { resolve({ pdf: Buffer.concat(parts), pages }); }).on('error', reject); });
}

/** Street and number on one line, postcode and town on the last: as bpost reads it. */
function addressLines({ name, address }: Printable['to']): string[] {
  if (address === null) return [name];
  const { street, houseNumber, box, postcode, city } = address;
  return [name, `${street} ${houseNumber}${box === undefined ? '' : ` bus ${box}`}`, `${postcode} ${city.toUpperCase()}`];
}

function dateIn(language: string, day: Date): string {
  return new Intl.DateTimeFormat(`${language}-BE`, { dateStyle: 'long', timeZone: 'Europe/Brussels' }).format(day);
}
