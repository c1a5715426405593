import { createPrivateKey, X509Certificate } from 'node:crypto';
import { judgeExpiry } from '#services/wire-kit/judge-expiry.ts';
import { splitPem } from '#services/wire-kit/split-pem.ts';
import type { Finding } from '#services/kernel/connector.ts';
import { isFailure } from '#services/kernel/failure.ts';
import type { ReadSecret } from '#services/kernel/secret.ts';
import type { Mishap } from './mishaps.ts';
import type { Noticed } from './open-rest-client.ts';
import type { RestPlace } from './rest-place.ts';

export interface RestCheck {
  /** As in a sentence: `The eID tool`. */
  readonly whose: string;
  readonly place: RestPlace;
  readonly secret: ReadSecret;
  readonly realNow: number;
  /** Asks something that changes nothing. */
  readonly probe: (notice: (noticed: Noticed) => void) => Promise<unknown>;
}

/** Looks at what we prove ourselves with, then asks something that changes nothing. Says what is wrong in one sentence. */
export async function checkRest({ whose, place, secret, realNow, probe }: RestCheck): Promise<readonly Finding[]> {
  const own = lookAtOwn(place, secret, realNow);
  if (own.some(({ what, ok }) => what === 'credentials' && !ok)) return own;
  const noticed: Noticed[] = [];
  const failure: unknown = await probe((seen) => { noticed.push(seen); }).then(() => undefined, (error: unknown) => error);
  const theirs = noticed.find(({ validTo }) => validTo !== undefined)?.validTo;
  return [...own, ...verdictOn(noticed.find(({ mishap }) => mishap), failure, whose, place.url), ...(theirs === undefined ? [] : [judgeExpiry(`The certificate at ${place.url}`, theirs, realNow)])];
}

function lookAtOwn({ credentials, clientCertificate, trustRoots }: RestPlace, secret: ReadSecret, realNow: number): Finding[] {
  const wrong = (says: string): Finding[] => [{ what: 'credentials', ok: false, says }];
  const references = [
    ...(credentials === undefined ? [] : [credentials.kind === 'bearer' ? credentials.token : credentials.kind === 'api-key' ? credentials.key : credentials.password]),
    ...(clientCertificate ? [clientCertificate.privateKey, clientCertificate.certificate] : []), ...(trustRoots === undefined ? [] : [trustRoots]),
  ];
  for (const reference of references) {
    try {
      secret(reference);
    } catch {
      return wrong(`Nothing can be read at ${reference}: put the secret there.`);
    }
  }
  try {
    if (trustRoots !== undefined && splitPem(secret(trustRoots)).map((pem) => new X509Certificate(pem)).length === 0) return wrong(`There is no root certificate at ${trustRoots}.`);
    if (!clientCertificate) return [];
    const ours = new X509Certificate(splitPem(secret(clientCertificate.certificate))[0] ?? '');
    if (!ours.checkPrivateKey(createPrivateKey(secret(clientCertificate.privateKey)))) return wrong('Our private key does not belong to our certificate: replace both together.');
    return [judgeExpiry('Our certificate', ours.validToDate.getTime(), realNow)];
  } catch {
    return wrong('Our private key, our certificate or the roots are not PEM that can be read.');
  }
}

function verdictOn(noticed: Noticed | undefined, failure: unknown, whose: string, url: string): Finding[] {
  const reached: Finding = { what: 'reachability', ok: true, says: `${whose} answers at ${url}.` };
  if (noticed?.mishap) {
    const { what, says } = told[noticed.mishap](whose, url, noticed.says === undefined ? '' : ` (${noticed.says})`);
    return what === 'reachability' ? [{ what, ok: false, says }] : [reached, { what, ok: false, says }];
  }
  if (failure === undefined) return [reached, { what: 'credentials', ok: true, says: `${whose} takes our credentials.` }];
  return [reached, { what: 'mapping', ok: false, says: `${whose} answered something else than was asked${isFailure(failure) ? ` (${failure.type})` : ''}: compare the version of its contract with ours.` }];
}

type Tell = (whose: string, url: string, why: string) => Pick<Finding, 'what' | 'says'>;

const silent: Tell = (whose, url, why) => ({ what: 'reachability', says: `${whose} does not answer at ${url}${why}: look at the address, the firewall, trustRoots, and whether it is under maintenance.` });
const told: Readonly<Record<Mishap, Tell>> = {
  'not-sent': silent, lost: silent, busy: silent,
  'unusable-key': (_whose, _url, why) => ({ what: 'credentials', says: `Our key or token cannot be used${why}: replace it.` }),
  'not-let-in': (whose, _url, why) => ({ what: 'credentials', says: `${whose} does not let us in${why}: let its owner look at our token or certificate.` }),
  'not-taken': (whose, _url, why) => ({ what: 'mapping', says: `${whose} does not take what we ask${why}: compare the version of its contract with ours.` }),
  'not-understood': (whose, url, why) => ({ what: 'mapping', says: `What answers at ${url} is not ${whose.toLowerCase().startsWith('the ') ? `the ${whose.slice(4)}` : whose} as agreed${why}: look at the address and the version of its contract.` }),
};
