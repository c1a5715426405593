import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import type { JsonName } from '@peculiar/x509';
import { certify, makeKeys, type Holder } from '../pki/certify.ts';
import type { CardChain } from '../pki/mint-pki.ts';
import type { CardPerson } from './card-person.ts';
import { filePaths, type FileName } from './file-paths.ts';
import { addressFile, identityFile, signedAddress } from './identity-files.ts';
import { pkcs15Files } from './pkcs15-files.ts';
import { testPhoto } from './test-photo.ts';

export interface Hashes {
  readonly photo: 'sha1' | 'sha256' | 'sha384';
  readonly signature: 'sha1' | 'sha256' | 'sha384';
}

/** How a card is not what it should be. */
export type Flaw = 'forged-identity' | 'forged-address' | 'forged-photo' | 'foreign-register' | { readonly cutShort: FileName };

export interface ContentWish {
  readonly chain: CardChain;
  /** A chain that nobody trusts: signs instead where the flaw is `foreign-register`. */
  readonly foreign?: CardChain;
  readonly chipNumber: Uint8Array;
  readonly hashes: Hashes;
  /** Minors have no certificate to sign with. */
  readonly signing: boolean;
  readonly flaws: readonly Flaw[];
}

export interface CardContent {
  readonly person: CardPerson;
  readonly chipNumber: Uint8Array;
  readonly files: Readonly<Partial<Record<FileName, Uint8Array>>>;
  readonly keys: ReadonlyMap<number, KeyObject>;
}

/** DER of ECDSA is shorter or longer; the file is not. */
const curveSignatureBytes = 112;

export async function cardContent(person: CardPerson, { chain, foreign, chipNumber, hashes, signing, flaws }: ContentWish): Promise<CardContent> {
  const register = flaws.includes('foreign-register') ? foreign : chain;
  if (!register) throw new Error('a foreign register needs a chain that nobody trusts');
  const chip = chain.kind === 'ec' ? generateKeyPairSync('ec', { namedCurve: 'P-384' }) : undefined;
  const basicKey = chip?.publicKey.export({ type: 'spki', format: 'der' });
  const [authentication, signature] = await Promise.all([citizen(person, chain, 'Authentication'), signing ? citizen(person, chain, 'Signature') : undefined]);
  const signed = (data: Uint8Array) => signedBy(register, data, hashes.signature);
  const [identity, address] = [identityFile(person, { chipNumber, photoHash: hashes.photo, ...basicKey ? { basicKey } : {} }), addressFile(person)];
  const identitySignature = signed(identity);
  const files: Partial<Record<FileName, Uint8Array>> = {
    ...pkcs15Files(chipNumber, { kind: chain.kind, signing }),
    'authentication-certificate': authentication.certificate, ...signature ? { 'signature-certificate': signature.certificate } : {},
    'ca-certificate': chain.citizenCa.certificate, 'root-certificate': chain.root.certificate, 'rrn-certificate': register.rrn.certificate,
    identity, 'identity-signature': identitySignature, address, 'address-signature': signed(signedAddress(address, identitySignature)), photo: person.photo,
    ...basicKey ? { 'basic-key': basicKey } : {},
  };
  const keys = new Map([[0x82, authentication.key], ...signature ? [[0x83, signature.key] as const] : [], ...chip ? [[0x81, chip.privateKey] as const] : []]);
  return { person, chipNumber, files: spoilt(files, person, flaws), keys };
}

/** By path below 3F00, as the chip looks them up. */
export function filesByPath({ files }: CardContent): Map<string, Uint8Array> {
  return new Map(Object.entries(filePaths).flatMap(([name, path]) => {
    const file = Object.entries(files).find(([other]) => other === name)?.[1];
    return file ? [[path, file] as const] : [];
  }));
}

async function citizen({ firstNames, lastName, insz, validFrom, validUntil }: CardPerson, { kind, citizenCa }: CardChain, use: 'Authentication' | 'Signature'): Promise<Holder> {
  const [first = ''] = firstNames.split(' ');
  const name: JsonName = [{ C: ['BE'] }, { CN: [`TEST ${first} ${lastName} (${use})`] }, { '2.5.4.4': [lastName] }, { '2.5.4.42': [firstNames] }, { '2.5.4.5': [insz] }];
  return certify({
    name, keys: await makeKeys(kind), kind, issuer: citizenCa, from: new Date(`${validFrom}T00:00:00Z`), to: new Date(`${validUntil}T23:59:59Z`),
    usage: use === 'Authentication' ? 'digitalSignature' : 'nonRepudiation', serial: `10${Buffer.from(use).toString('hex').slice(0, 10)}${insz}`,
  });
}

function signedBy({ kind, rrn }: CardChain, data: Uint8Array, hash: Hashes['signature']): Buffer {
  const signature = sign(hash, data, rrn.key);
  return kind === 'ec' ? Buffer.concat([signature, Buffer.alloc(curveSignatureBytes - signature.length)]) : signature;
}

/** Changed after it was signed, as a forger would. */
function spoilt(files: Partial<Record<FileName, Uint8Array>>, person: CardPerson, flaws: readonly Flaw[]): Partial<Record<FileName, Uint8Array>> {
  const result = { ...files };
  for (const flaw of flaws) {
    if (flaw === 'forged-identity') result.identity = replaceIn(files.identity, person.lastName);
    else if (flaw === 'forged-address') result.address = replaceIn(files.address, person.address.street);
    else if (flaw === 'forged-photo') result.photo = testPhoto('of somebody else');
    else if (flaw !== 'foreign-register') result[flaw.cutShort] = files[flaw.cutShort]?.subarray(0, Math.floor((files[flaw.cutShort]?.length ?? 0) / 2)) ?? new Uint8Array();
  }
  return result;
}

/** The same words with their last letter changed. */
function replaceIn(file: Uint8Array | undefined, words: string): Uint8Array {
  const [bytes, last] = [Buffer.from(file ?? []), Buffer.from(words, 'utf8')];
  const at = bytes.indexOf(last) + last.length - 1;
  bytes[at] = bytes[at] === 0x58 ? 0x59 : 0x58;
  return bytes;
}
