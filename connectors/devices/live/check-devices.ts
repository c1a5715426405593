import { X509Certificate } from 'node:crypto';
import { judgeExpiry } from '#services/wire-kit/judge-expiry.ts';
import { splitPem } from '#services/wire-kit/split-pem.ts';
import type { Finding, LiveEnv } from '#services/kernel/connector.ts';
import type { DevicesLiveSettings } from './devices-settings.ts';

/** Whether cards can be believed, whether devices can seal, until when, and how many there are. No device is asked anything. */
export async function checkDevices({ config, secret, realNow, agents }: LiveEnv<DevicesLiveSettings>): Promise<readonly Finding[]> {
  const certificatesAt = (reference: string): X509Certificate[] | undefined => {
    try {
      return splitPem(secret(reference)).map((pem) => new X509Certificate(pem));
    } catch {
      return undefined;
    }
  };
  const roots = certificatesAt(config.cardRoots) ?? [];
  const [biza] = certificatesAt(config.biza.certificate) ?? [];
  const findings: Finding[] = [
    ...(roots.length === 0
      ? [{ what: 'credentials', ok: false, says: `No root certificate of the eID can be read at ${config.cardRoots}, which cardRoots names: no card is believed.` } as const]
      : [judgeExpiry(`The last of ${roots.length} root certificates of the eID`, Math.max(...roots.map(({ validToDate }) => validToDate.getTime())), realNow())]),
    ...(biza === undefined
      ? [{ what: 'credentials', ok: false, says: `No certificate can be read at ${config.biza.certificate}, which biza.certificate names: nothing can be sealed for BiZa.` } as const]
      : [judgeExpiry('BiZa\'s certificate for which devices seal', biza.validToDate.getTime(), realNow()), judgeKey(biza)]),
  ];
  return [...findings, await countAgents(agents)];
}

function judgeKey({ publicKey }: X509Certificate): Finding {
  const ok = publicKey.asymmetricKeyType === 'rsa' && (publicKey.asymmetricKeyDetails?.modulusLength ?? 0) >= 2_048;
  return { what: 'credentials', ok, says: ok ? 'BiZa\'s key is one that devices seal for.' : 'BiZa\'s certificate has no RSA key of 2048 bits or more: devices refuse to seal for it.' };
}

async function countAgents(agents: LiveEnv<unknown>['agents']): Promise<Finding> {
  try {
    const known = await agents?.list() ?? [];
    const there = known.filter(({ state }) => state !== undefined).length;
    return { what: 'reachability', ok: known.length > 0, says: known.length > 0 ? `${known.length} devices are enrolled, ${there} of them have a line now.` : 'No device is enrolled yet: invite one with `npm run eid -- agent invite`.' };
  } catch {
    return { what: 'reachability', ok: false, says: 'Which devices there are could not be looked up.' };
  }
}
