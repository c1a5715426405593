import type Pdf from 'pdfkit';
import { encodeQR } from 'qr';

/** Light modules around the code, without which no telephone finds it. Source: ISO/IEC 18004, 5.3.8. */
const quiet = 4;

/** Draws a link as a QR code (15 % may be dirty or creased) into a square; lengths in points. */
export function drawQrCode(document: InstanceType<typeof Pdf>, link: string, { left, top, side }: { readonly left: number; readonly top: number; readonly side: number }): void {
  const rows = encodeQR(link, 'raw', { ecc: 'medium', border: quiet });
  const module = side / rows.length;
  rows.forEach((row, y) => row.forEach((dark, x) => {
    if (dark) document.rect(left + x * module, top + y * module, module, module);
  }));
  document.fill('black');
}
