/** A fingerprint image record, ISO/IEC 19794-4:2011. Only what tells whether it is what was asked; the image itself is BiZa's to judge. */
export interface PrintHeader {
  /** 1 to 10: right thumb to right little finger, left thumb to left little finger. */
  readonly position: number;
  readonly width: number;
  readonly height: number;
  /** 0 none, 1 packed, 2 WSQ, 3 JPEG, 4 JPEG 2000, 5 JPEG 2000 without loss, 6 PNG. */
  readonly compression: number;
  readonly imageBytes: number;
}

const generalHeader = 16;
const qualityBlock = 5;
const certificationBlock = 3;

/** Nothing where it is no such record of one finger, or where one of its lengths is not what is there. */
export function readPrint(record: Buffer): PrintHeader | undefined {
  if (record.length < generalHeader + 42 || record.toString('latin1', 0, 8) !== 'FIR\x00020\x00') return undefined;
  if (record.readUInt32BE(8) !== record.length || record.readUInt16BE(12) !== 1) return undefined;
  const certified = record.readUInt8(14) === 1;
  const representation = record.subarray(generalHeader);
  if (representation.readUInt32BE(0) !== representation.length) return undefined;
  const afterQuality = 19 + representation.readUInt8(18) * qualityBlock;
  if (afterQuality >= representation.length) return undefined;
  const fixed = representation.subarray(certified ? afterQuality + 1 + representation.readUInt8(afterQuality) * certificationBlock : afterQuality);
  if (fixed.length < 22) return undefined;
  const imageBytes = fixed.readUInt32BE(18);
  if (imageBytes === 0 || fixed.length < 22 + imageBytes) return undefined;
  return { position: fixed.readUInt8(0), compression: fixed.readUInt8(12), width: fixed.readUInt16BE(14), height: fixed.readUInt16BE(16), imageBytes };
}
