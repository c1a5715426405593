import { drawRidges } from './draw-ridges.ts';
import { writePng } from './write-png.ts';

export interface PrintAsked {
  /** Finger position of ISO/IEC 19794-4. */
  readonly position: number;
  readonly quality: number;
  readonly seed: number;
  readonly at: Date;
}

const generalHeader = 16;
const representationHeader = 46;
const dotsPerInch = 500;
const png = 6;

/** A record of one synthetic finger, ISO/IEC 19794-4:2011, its image as PNG. Without a certification block: nobody certified this. */
export function writePrint({ position, quality, seed, at }: PrintAsked): Buffer {
  const image = drawRidges(seed * 16 + position, quality);
  const data = writePng(image);
  const general = Buffer.alloc(generalHeader);
  general.write('FIR\x00020\x00', 0, 'latin1');
  general.writeUInt32BE(generalHeader + representationHeader + data.length, 8);
  general.writeUInt16BE(1, 12);
  general.writeUInt8(0, 14);
  general.writeUInt8(1, 15);
  const own = Buffer.alloc(representationHeader);
  own.writeUInt32BE(representationHeader + data.length, 0);
  own.writeUInt16BE(at.getUTCFullYear(), 4);
  for (const [offset, value] of [at.getUTCMonth() + 1, at.getUTCDate(), at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds()].entries()) own.writeUInt8(value, 6 + offset);
  own.writeUInt16BE(at.getUTCMilliseconds(), 11);
  // Device technology, vendor and type stay 0: unknown. One quality block, whose algorithm is nobody's.
  own.writeUInt8(1, 18);
  own.writeUInt8(quality, 19);
  own.writeUInt8(position, 24);
  own.writeUInt8(1, 25);
  own.writeUInt8(1, 26);
  for (const offset of [27, 29, 31, 33]) own.writeUInt16BE(dotsPerInch, offset);
  own.writeUInt8(8, 35);
  own.writeUInt8(png, 36);
  own.writeUInt8(0, 37);
  own.writeUInt16BE(image.width, 38);
  own.writeUInt16BE(image.height, 40);
  own.writeUInt32BE(data.length, 42);
  return Buffer.concat([general, own, data]);
}
