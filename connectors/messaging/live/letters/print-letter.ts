import { createRequire } from 'node:module';
import type { z } from 'zod';
import { dayOf, instantOf } from '#services/belgium/brussels-time.ts';
import type { messaging } from '../../messaging.port.ts';
import { drawQrCode } from './draw-qr-code.ts';
import type { LetterSettings } from './letter-settings.ts';
import { printable } from './printable.ts';

export type Letter = z.output<typeof messaging.operations.sendLetter.input>;
/** A letter that finds its reader without a house has no address on it. */
export type Printable = Omit<Letter, 'to'> & { readonly to: { readonly name: string; readonly address: Letter['to']['address'] | null } };
export interface Printed { readonly pdf: Buffer; readonly pages: number }

const mm = (millimetres: number): number => (millimetres * 72) / 25.4;
const [regular, bold] = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'];
const fontFile = (name: string): string => createRequire(import.meta.filename).resolve(`dejavu-fonts-ttf/ttf/${name}`);
const margin = { top: mm(20), bottom: mm(20), left: mm(20), right: mm(20) };
const codeSide = mm(32);
/** Where the text begins: below every window. */
const textFrom = mm(100);

/**
 * A letter as PDF/A-2b: all fonts inside, A4, the address where the window is, the link as a QR code beside it. The same letter, on the same day and under the same
 * number, is the same bytes.
 */
export async function printLetter(letter: Pick<Printable, 'language' | 'subject' | 'body' | 'link' | 'to'>, reference: string, { sender, window }: Pick<LetterSettings, 'sender' | 'window'>, now: number): Promise<Printed> {
  const { language, subject, body, link, to } = letter;
  const day = new Date(instantOf(dayOf(now), '00:00'));
  // Read with the first letter: its tables of characters cost every process of the house a tenth of a second.
  const { default: Pdf } = await import('pdfkit');
  const document = new Pdf({
    size: 'A4', margins: margin, pdfVersion: '1.7', subset: 'PDF/A-2b', lang: `${language}-BE`, displayTitle: true, font: fontFile(regular ?? ''),
    info: { Title: printable(subject), Author: sender.name, Creator: 'eID aan huis', CreationDate: day, ModDate: day },
  });
  const parts: Buffer[] = [];
  let pages = 1;
  document.on('data', (part: Buffer) => { parts.push(part); });
  document.on('pageAdded', () => { pages += 1; });
  const ended = new Promise<void>((resolve, reject) => { document.on('end', resolve).on('error', reject); });
  const write = (text: string, size: number, { font = regular, width }: { font?: string | undefined; width?: number } = {}) =>
    document.font(fontFile(font ?? '')).fontSize(size).fillColor('black').text(printable(text), { lineGap: size * 0.25, ...(width !== undefined && { width }) });

  document.y = margin.top;
  // Beside the window, whatever its lines are; the code comes below them.
  const width = mm(window.left) - margin.left - mm(5);
  write(sender.name, 12, { font: bold, width: Math.max(width, mm(80)) });
  write(sender.lines.join('\n'), 9, { width: Math.max(width, mm(80)) });
  const codeFrom = Math.max(mm(55), document.y + mm(3));
  if (link !== null) drawQrCode(document, link, { left: margin.left, top: codeFrom, side: codeSide });
  document.font(fontFile(regular ?? '')).fontSize(11).text(printable(addressLines(to).join('\n')), mm(window.left) + mm(4), mm(window.top) + mm(4), { width: mm(window.width) - mm(8), height: mm(window.height) - mm(6), ellipsis: true });
  document.x = margin.left;
  document.y = Math.max(textFrom, codeFrom + codeSide + mm(5), mm(window.top + window.height + 8));
  write(dateIn(language, day), 11);
  document.moveDown(1);
  write(subject, 12, { font: bold });
  document.moveDown(1);
  write(body, 11);
  document.moveDown(2);
  write(reference, 7);
  document.end();
  await ended;
  return { pdf: Buffer.concat(parts), pages };
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
