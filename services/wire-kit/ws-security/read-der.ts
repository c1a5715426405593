/** One value of DER (ITU-T X.690): its tag and its content. */
export interface DerValue { readonly tag: number; readonly content: Buffer; readonly whole: Buffer }

/** The values that stand one after another in a content. Certificates reach here only after OpenSSL parsed them. */
export function readDer(bytes: Buffer): DerValue[] {
  const values: DerValue[] = [];
  let at = 0;
  while (at < bytes.length) {
    const { header, length } = lengthAt(bytes, at);
    const end = at + header + length;
    if (end > bytes.length) throw new RangeError('A DER value goes past its end.');
    values.push({ tag: bytes.readUInt8(at), content: bytes.subarray(at + header, end), whole: bytes.subarray(at, end) });
    at = end;
  }
  return values;
}

function lengthAt(bytes: Buffer, at: number): { header: number; length: number } {
  const first = bytes.readUInt8(at + 1);
  if (first < 0x80) return { header: 2, length: first };
  const octets = first & 0x7F;
  if (octets < 1 || octets > 4) throw new RangeError('A DER length that is not taken here.');
  return { header: 2 + octets, length: bytes.readUIntBE(at + 2, octets) };
}

/** A sequence around values that are DER already. */
export function writeDerSequence(values: readonly Buffer[]): Buffer {
  const content = Buffer.concat(values);
  const length = content.length < 0x80 ? Buffer.from([content.length]) : longLength(content.length);
  return Buffer.concat([Buffer.from([0x30]), length, content]);
}

function longLength(length: number): Buffer {
  const four = Buffer.alloc(4);
  four.writeUInt32BE(length);
  const significant = four.subarray(four.findIndex((octet) => octet !== 0));
  return Buffer.concat([Buffer.from([0x80 | significant.length]), significant]);
}
