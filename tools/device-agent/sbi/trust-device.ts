import type { X509Certificate } from 'node:crypto';

export type Distrust = 'foreign' | 'expired';

const longestChain = 5;

/**
 * Does the first certificate belong to a device of a maker that is believed? Nothing when it does. `given` came with the answer: the device's
 * own certificate, then those between it and the maker's authority. An authority itself signs no answers.
 */
export function distrust(given: readonly X509Certificate[], providers: readonly X509Certificate[], now: number): Distrust | undefined {
  const [device, ...between] = given;
  if (device === undefined || device.ca || given.length > longestChain || !hasStrongKey(device)) return 'foreign';
  const chain = [device];
  for (let below = device; ;) {
    const anchor = providers.find((provider) => vouches(provider, below));
    if (anchor) return [...chain, anchor].every((certificate) => isValidAt(certificate, now)) ? undefined : 'expired';
    const next = between.find((candidate) => !chain.includes(candidate) && vouches(candidate, below));
    if (!next) return 'foreign';
    chain.push(next);
    below = next;
  }
}

function vouches(issuer: X509Certificate, below: X509Certificate): boolean {
  return issuer.ca && below.checkIssued(issuer) && below.verify(issuer.publicKey);
}

/** RS256 is the only signature of the specification. */
function hasStrongKey({ publicKey }: X509Certificate): boolean {
  return publicKey.asymmetricKeyType === 'rsa' && (publicKey.asymmetricKeyDetails?.modulusLength ?? 0) >= 2_048;
}

function isValidAt(certificate: X509Certificate, now: number): boolean {
  return certificate.validFromDate.getTime() <= now && now <= certificate.validToDate.getTime();
}
