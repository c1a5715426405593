import { createPrivateKey, randomUUID, X509Certificate } from 'node:crypto';
import { judgeExpiry } from '#services/wire-kit/judge-expiry.ts';
import { splitPem } from '#services/wire-kit/split-pem.ts';
import { dayOf } from '#services/belgium/brussels-time.ts';
import { makeInsz } from '#services/belgium/insz.ts';
import type { Finding, LiveEnv } from '#services/kernel/connector.ts';
import { isFailure } from '#services/kernel/failure.ts';
import { openCarrier } from './carry-magda.ts';
import { meaningOf } from './magda-exceptions.ts';
import { askDossier } from './magda-messages.ts';
import type { MagdaSettings } from './magda-settings.ts';
import { askedNow, replyTo } from './open-magda-register.ts';
import { RegisterTrouble } from './register-trouble.ts';

const within = 15_000;

/** A number that is right and nobody's. */
const nobody = makeInsz('1900-01-01', 1, { testPerson: true });

/** Looks at keys and certificates, then asks about nobody, without registering: any answer of the service says that it knows us. */
export async function checkMagda(env: LiveEnv<MagdaSettings>): Promise<readonly Finding[]> {
  const own = lookAtOwn(env);
  if (own.some(({ what, ok }) => what === 'credentials' && !ok)) return own;
  const { url, sources } = env.config;
  const carrier = openCarrier(env, () => `_${randomUUID()}`);
  const reached = (...more: Finding[]): Finding[] => [...own, { what: 'reachability', ok: true, says: `MAGDA answers at ${url}.` }, ...more, ...theirs()];
  const theirs = (): Finding[] => {
    const until = carrier.validTo();
    return until === undefined ? [] : [judgeExpiry("MAGDA's certificate", until, env.realNow())];
  };
  try {
    const { exceptions } = await replyTo(carrier, askDossier({ insz: nobody, on: dayOf(env.now()), sources }, askedNow(env)), AbortSignal.timeout(within));
    const { code } = exceptions.find(({ refuses }) => refuses) ?? {};
    const said = code === undefined ? undefined : meaningOf(code);
    if (said?.kind === 'unavailable') return [...own, { what: 'reachability', ok: false, says: `MAGDA at ${url}: ${said.says} (${code}).` }];
    if (said?.kind === 'misconfigured') return reached({ what: 'rights', ok: false, says: `MAGDA at ${url}: ${said.says} (${code}).` });
    return reached({ what: 'credentials', ok: true, says: 'MAGDA takes our certificate and our signature.' });
  } catch (error) {
    if (error instanceof RegisterTrouble) return [...own, { what: error.what, ok: false, says: `${error.message}.` }];
    if (isFailure(error)) return [...own, { what: 'reachability', ok: false, says: `MAGDA at ${url} answered something else than was agreed (${error.type}): compare the version of the service with ours.` }];
    throw error;
  } finally {
    carrier.close();
  }
}

/** Whether key and certificate can be read, belong together, and last. */
function lookAtOwn({ config, secret, realNow }: LiveEnv<MagdaSettings>): Finding[] {
  const wrong = (says: string): Finding[] => [{ what: 'credentials', ok: false, says }];
  for (const name of ['privateKey', 'certificate', 'trustRoots'] as const) {
    try {
      secret(config[name]);
    } catch {
      return wrong(`Nothing can be read at ${config[name]}, which ${name} names: put it there.`);
    }
  }
  try {
    const [certificate = ''] = splitPem(secret(config.certificate));
    const ours = new X509Certificate(certificate);
    const roots = splitPem(secret(config.trustRoots)).map((pem) => new X509Certificate(pem).validToDate.getTime());
    if (roots.length === 0) return wrong(`There is no root certificate at ${config.trustRoots}.`);
    if (!ours.checkPrivateKey(createPrivateKey(secret(config.privateKey)))) return wrong('Our private key does not belong to our certificate: replace both together.');
    return [judgeExpiry('Our certificate', ours.validToDate.getTime(), realNow()), judgeExpiry('The last root certificate', Math.max(...roots), realNow())];
  } catch {
    return wrong('Our private key, our certificate or the roots are not PEM that can be read.');
  }
}
