/** Algorithms by their XML Signature names. What is not in this table (HMAC, DSA, MD5, …) is not taken from anybody. */
const signatures = {
  'rsa-sha256': { uri: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', hash: 'sha256' },
  'rsa-sha512': { uri: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512', hash: 'sha512' },
  'rsa-sha1': { uri: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1', hash: 'sha1' },
} as const;

const digests = {
  sha256: 'http://www.w3.org/2001/04/xmlenc#sha256',
  sha512: 'http://www.w3.org/2001/04/xmlenc#sha512',
  sha1: 'http://www.w3.org/2000/09/xmldsig#sha1',
} as const;

export type SignatureName = keyof typeof signatures;
export type DigestName = keyof typeof digests;

/** What a partner may sign with. SHA-1 counts only where a profile names it, and only for reading. */
export interface CryptoProfile {
  readonly signatures: readonly SignatureName[];
  readonly digests: readonly DigestName[];
  readonly minimumRsaBits: number;
}

export const strictProfile: CryptoProfile = { signatures: ['rsa-sha256', 'rsa-sha512'], digests: ['sha256', 'sha512'], minimumRsaBits: 2048 };

/** For partners that still sign with SHA-1, as parts of the Federal Service Bus do. */
export const sha1ReadingProfile: CryptoProfile = { signatures: ['rsa-sha256', 'rsa-sha512', 'rsa-sha1'], digests: ['sha256', 'sha512', 'sha1'], minimumRsaBits: 2048 };

/** What we sign with: there is no SHA-1 to choose. */
export interface SigningAlgorithms { readonly signature: Exclude<SignatureName, 'rsa-sha1'>; readonly digest: Exclude<DigestName, 'sha1'> }
export const defaultSigning: SigningAlgorithms = { signature: 'rsa-sha256', digest: 'sha256' };

export const signatureUri = (name: SignatureName): string => signatures[name].uri;
export const digestUri = (name: DigestName): string => digests[name];
export const hashOf = (name: SignatureName): DigestName => signatures[name].hash;

/** The algorithm of the profile that a message names; `undefined` when the profile has none of that name. */
export function allowedSignature(profile: CryptoProfile, uri: string | undefined): SignatureName | undefined {
  return profile.signatures.find((name) => signatures[name].uri === uri);
}

export function allowedDigest(profile: CryptoProfile, uri: string | undefined): DigestName | undefined {
  return profile.digests.find((name) => digests[name] === uri);
}
