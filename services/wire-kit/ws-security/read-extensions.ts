import { readDer } from './read-der.ts';

/** What node:crypto does not say of a certificate: extensions of RFC 5280, section 4.2. */
export interface CertificateExtensions {
  /** `undefined` when the certificate does not restrict its use. */
  readonly keyUsage?: { readonly digitalSignature: boolean; readonly keyCertSign: boolean };
  /** How many CA certificates may follow below this one. */
  readonly pathLength?: number;
  readonly criticalOids: readonly string[];
}

export const knownExtensions = { keyUsage: '551d0f', basicConstraints: '551d13', extendedKeyUsage: '551d25', subjectAltName: '551d11', certificatePolicies: '551d20' } as const;

const tags = { boolean: 0x01, integer: 0x02, oid: 0x06, octets: 0x04, extensions: 0xA3 };

/** From the DER of a certificate; object identifiers are hexadecimal. */
export function readExtensions(raw: Buffer): CertificateExtensions {
  const [tbs] = readDer(inside(raw));
  const holder = readDer(tbs?.content ?? Buffer.alloc(0)).find(({ tag }) => tag === tags.extensions);
  const found = holder === undefined ? [] : readDer(inside(holder.content)).map(({ content }) => {
    const values = readDer(content);
    const of = (tag: number) => values.find((value) => value.tag === tag)?.content;
    return { oid: of(tags.oid)?.toString('hex') ?? '', critical: of(tags.boolean)?.at(0) === 0xFF, value: of(tags.octets) ?? Buffer.alloc(0) };
  });
  const valueOf = (oid: string) => found.find((extension) => extension.oid === oid)?.value;

  const usage = valueOf(knownExtensions.keyUsage);
  const constraints = valueOf(knownExtensions.basicConstraints);
  const length = constraints && readDer(inside(constraints)).find(({ tag }) => tag === tags.integer)?.content;
  return {
    ...(usage && { keyUsage: keyUsageOf(usage) }),
    ...(length && { pathLength: length.length > 4 ? 0 : length.readUIntBE(0, length.length) }),
    criticalOids: found.filter(({ critical }) => critical).map(({ oid }) => oid),
  };
}

/** A bit string: one octet that counts unused bits, then the bits; digitalSignature is bit 0, keyCertSign bit 5. */
function keyUsageOf(value: Buffer): { digitalSignature: boolean; keyCertSign: boolean } {
  const bits = inside(value).at(1) ?? 0;
  return { digitalSignature: (bits & 0x80) !== 0, keyCertSign: (bits & 0x04) !== 0 };
}

function inside(value: Buffer): Buffer {
  return readDer(value)[0]?.content ?? Buffer.alloc(0);
}
