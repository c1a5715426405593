import { bits, der, integer, octets, sequence, tagged, text, yes } from './der.ts';
import { applicationId, filePaths, type FileName } from './file-paths.ts';

/** Where programs that know PKCS#15 and nothing of Belgium find the PIN, the keys and the certificates. */
export function pkcs15Files(chipNumber: Uint8Array, { kind, signing }: { readonly kind: 'rsa' | 'ec'; readonly signing: boolean }): Record<'directory' | 'objects' | 'token' | 'pins' | 'private-keys' | 'certificates', Buffer> {
  return {
    directory: der(0x61, der(0x4f, Buffer.from(applicationId, 'hex')), der(0x50, Buffer.from('BELPIC')), der(0x51, Buffer.from('3F00DF00', 'hex'))),
    objects: Buffer.concat([tagged(0, pathTo('private-keys')), tagged(4, pathTo('certificates')), tagged(8, pathTo('pins'))]),
    // Flags: it makes random numbers, and is like the EID profile of PKCS#15.
    token: sequence(integer(0), der(0x04, chipNumber), der(0x80, Buffer.from('BELPIC')), bits(2, 3)),
    pins: thePin(),
    'private-keys': Buffer.concat([privateKey('Authentication', kind, 2, 0x82), ...signing ? [privateKey('Signature', kind, 3, 0x83)] : []]),
    certificates: Buffer.concat([
      certificate('Authentication', 2, 'authentication-certificate'), ...signing ? [certificate('Signature', 3, 'signature-certificate')] : [],
      certificate('CA', 4, 'ca-certificate', yes()), certificate('Root', 6, 'root-certificate', yes()),
    ]),
  };
}

const pathTo = (file: FileName) => sequence(octets(`3F00${filePaths[file]}`));

/** 4 to 12 digits in 8 bytes; it is there, and padded. */
function thePin(): Buffer {
  const attributes = sequence(bits(4, 5), der(0x0a, Buffer.from([1])), integer(4), integer(8), der(0x80, Buffer.from([1])), octets('FF'), sequence(octets('3F00DF00')));
  return sequence(sequence(text('Basic PIN'), bits(0, 1)), sequence(octets('01')), tagged(1, attributes));
}

function privateKey(label: string, kind: 'rsa' | 'ec', id: number, reference: number): Buffer {
  const isForSigning = id === 3;
  const common = sequence(text(label), bits(0, 1), octets('01'), ...isForSigning ? [integer(1)] : []);
  // Usage: sign, or not to be denied afterwards. Access: sensitive, always so, never taken out, made on the card.
  const key = sequence(octets(hex(id)), isForSigning ? bits(9) : bits(2), bits(0, 2, 3, 4), integer(reference));
  const attributes = tagged(1, sequence(sequence(octets('3F00DF00')), integer(kind === 'rsa' ? 2048 : 384)));
  return kind === 'rsa' ? sequence(common, key, attributes) : tagged(0, common, key, attributes);
}

function certificate(label: string, id: number, file: FileName, ...isAuthority: readonly Buffer[]): Buffer {
  return sequence(sequence(text(label), bits(1)), sequence(octets(hex(id)), ...isAuthority), tagged(1, sequence(pathTo(file))));
}

const hex = (id: number) => id.toString(16).padStart(2, '0');
