import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { Finding, LiveEnv } from '#services/kernel/connector.ts';
import { isFailure } from '#services/kernel/failure.ts';
import type { PortImplementation } from '#services/kernel/port.ts';
import type { biza } from '../biza.port.ts';
import type { BizaSettings } from './biza-settings.ts';
import type { Mishap } from './failure-table.ts';
import type { Notice, Noticed } from './notice.ts';
import { judgeExpiry } from '#services/wire-kit/judge-expiry.ts';
import { splitPem } from '#services/wire-kit/split-pem.ts';


/** Looks at the keys, then asks BiZa something that changes nothing: the authorisations of this municipality. */
export async function checkBiza(env: LiveEnv<BizaSettings>, open: (notice: Notice) => PortImplementation<typeof biza>): Promise<readonly Finding[]> {
  const own = lookAtOwn(env);
  if (own.some(({ what, ok }) => what === 'credentials' && !ok)) return own;
  const noticed: Noticed[] = [];
  let failure: unknown;
  try {
    await open((seen) => { noticed.push(seen); }).authorisations({ holder: 'municipality', reference: env.municipality.nis }, {
      key: '', actor: 'connector:check', dossier: null, traceId: 'connector-check', signal: AbortSignal.timeout(env.config.timeoutSeconds * 1_000),
      sealed: () => Promise.reject(new Error('a check carries no envelope')),
    });
  } catch (error) {
    failure = error;
  }
  const { mishap, code } = noticed.find((seen) => seen.mishap) ?? {};
  const theirs = noticed.find((seen) => seen.validTo !== undefined)?.validTo;
  return [...own, ...verdictOn(mishap, code, failure, env.config), ...(theirs === undefined ? [] : [judgeExpiry('BiZa\'s certificate', theirs, env.realNow())])];
}

/** Whether key and certificate can be read, belong together, and last. */
function lookAtOwn({ config, secret, realNow }: LiveEnv<BizaSettings>): Finding[] {
  const wrong = (says: string): Finding[] => [{ what: 'credentials', ok: false, says }];
  for (const [name, reference] of Object.entries({ privateKey: config.privateKey, certificate: config.certificate, trustRoots: config.trustRoots })) {
    try {
      secret(reference);
    } catch {
      return wrong(`Nothing can be read at ${reference}, which ${name} names: put it there.`);
    }
  }
  try {
    const [certificate = ''] = splitPem(secret(config.certificate));
    const ours = new X509Certificate(certificate);
    if (splitPem(secret(config.trustRoots)).map((pem) => new X509Certificate(pem)).length === 0) return wrong(`There is no root certificate at ${config.trustRoots}.`);
    if (!ours.checkPrivateKey(createPrivateKey(secret(config.privateKey)))) return wrong('Our private key does not belong to our certificate: replace both together.');
    return [judgeExpiry('Our certificate', ours.validToDate.getTime(), realNow())];
  } catch {
    return wrong('Our private key, our certificate or the roots are not PEM that can be read.');
  }
}

function verdictOn(mishap: Mishap | undefined, code: string | undefined, failure: unknown, config: BizaSettings): Finding[] {
  const at = config.flavour === 'soap' ? config.eidUrl : config.url;
  const reached: Finding = { what: 'reachability', ok: true, says: `BiZa answers at ${at}.` };
  const credentials = (ok: boolean, says: string): Finding[] => [reached, { what: 'credentials', ok, says }];
  if (mishap) {
    const { what, says } = told[mishap](at, code === undefined ? '' : ` (${code})`);
    return what === 'credentials' ? credentials(false, says) : [{ what, ok: false, says }];
  }
  if (failure === undefined) return credentials(true, 'BiZa takes our credentials, and its answer proves that it is BiZa.');
  if (isFailure(failure, 'biza.credentials-refused')) return credentials(false, 'BiZa does not take our credentials: let it register our certificate.');
  return credentials(false, `BiZa answered something else than was asked${isFailure(failure) ? ` (${failure.type})` : ''}: compare the version of its contract with ours.`);
}

type Told = (at: string, why: string) => Pick<Finding, 'what' | 'says'>;

const silent: Told = (at, why) => ({ what: 'reachability', says: `BiZa does not answer at ${at}${why}: look at the address, the firewall, and whether BiZa announced maintenance.` });
const told: Readonly<Record<Mishap, Told>> = {
  'not-sent': silent, lost: silent, busy: silent,
  'unusable-key': (_at, why) => ({ what: 'credentials', says: `Nothing can be signed with our private key${why}: replace it and our certificate together.` }),
  'not-let-in': (_at, why) => ({ what: 'credentials', says: `BiZa does not let us in${why}: let it register our certificate.` }),
  'unsigned-fault': (_at, why) => ({ what: 'credentials', says: `The bus before BiZa does not take our message${why}: look at our certificate, and at the clock of this machine.` }),
  unverified: (at, why) => ({ what: 'credentials', says: `What answers at ${at} is not proven to be BiZa${why}: look at trustRoots and at whom BiZa signs with.` }),
};
