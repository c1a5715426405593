import { dayOf } from '#services/belgium/brussels-time.ts';
import type { Finding, LiveEnv } from '#services/kernel/connector.ts';
import { isFailure } from '#services/kernel/failure.ts';
import type { OutwardCall } from '#services/kernel/port.ts';
import { secretReference } from '#services/kernel/secret.ts';
import type { Exchange, Notice, Noticed } from './ask-bpost.ts';
import type { BpostSettings } from './bpost-settings.ts';
import type { Mishap } from './failure-table.ts';
import type { Services } from './open-services.ts';
import { trackParcel } from './track-parcel.ts';

const within = 15_000;
/** A reference and barcode that nobody uses. */
const nobodys = 'connector-check';
/** bpost's own seat. */
const seat = { street: 'Anspachlaan', houseNumber: '1', postcode: '1000', city: 'Brussel' };

/** Asks each service something that changes nothing, and says of each in one sentence whether it would work. */
export async function checkBpost({ config, secret, now }: LiveEnv<BpostSettings>, open: (notice: Notice) => Services): Promise<readonly Finding[]> {
  const missing = secretsIn(config).filter(([, reference]) => !canRead(() => secret(reference)));
  if (missing.length > 0) return missing.map(([name, reference]) => ({ what: 'credentials', ok: false, says: `Nothing can be read at ${reference}, which ${name} names: put it there.` }));
  const noticed: Noticed[] = [];
  const services = open((seen) => { noticed.push(seen); });
  const exchange: Exchange = { kind: 'read', signal: AbortSignal.timeout(within) };
  const call: OutwardCall = { key: '', actor: 'connector:check', dossier: null, traceId: 'connector-check', signal: exchange.signal, sealed: () => Promise.reject(new Error('a check carries no envelope')) };
  const today = dayOf(now());
  const look = async (service: string, at: string, ask: () => Promise<unknown>): Promise<Finding> => {
    noticed.length = 0;
    const failure: unknown = await ask().then(() => undefined, (error: unknown) => error);
    return verdictOn(service, at, noticed.at(-1), failure);
  };
  try {
    return [
      await look('Shipping Manager', config.shippingManager.url, () => services.shipping.look(nobodys, exchange)),
      await look('tracking', config.tracking.url, () => trackParcel(services.tracking, { barcode: nobodys }, exchange)),
      await look('eID delivery', config.eidDelivery.url, () => services.eid.moments({ postcode: seat.postcode, from: today, until: today }, call)),
      await look('address proofing', config.proofing.url, () => services.proof(seat, exchange)),
    ];
  } finally {
    services.close();
  }
}

function verdictOn(service: string, at: string, noticed: Noticed | undefined, failure: unknown): Finding {
  if (failure === undefined) return { what: 'credentials', ok: true, says: `bpost's ${service} answers at ${at} and takes our credentials.` };
  const why = noticed?.code ? ` (${noticed.code})` : '';
  if (noticed) return { ok: false, ...told[noticed.mishap](`bpost's ${service}`, at, why) };
  if (isFailure(failure, 'bpost.credentials-refused')) return { ok: false, ...told['not-let-in'](`bpost's ${service}`, at, why) };
  if (isFailure(failure)) return { ok: false, ...told.refused(`bpost's ${service}`, at, ` (${failure.type})`) };
  throw failure;
}

type Told = (service: string, at: string, why: string) => Pick<Finding, 'what' | 'says'>;
const silent: Told = (service, at, why) => ({ what: 'reachability', says: `${service} does not answer at ${at}${why}: look at the address, the firewall, and whether bpost announced maintenance.` });
const other: Told = (service, at, why) => ({ what: 'reachability', says: `What answers at ${at} is not what was agreed of ${service}${why}: look at the address, and at what stands between.` });

const told: Readonly<Record<Mishap, Told>> = {
  'not-sent': silent, lost: silent, busy: silent, unverified: other,
  'not-let-in': (service, at, why) => ({ what: 'credentials', says: `${service} does not take our credentials at ${at}${why}: compare account, pass phrase and key with what bpost gave.` }),
  refused: (service, at, why) => ({ what: 'rights', says: `${service} at ${at} refuses what everybody may ask${why}: compare the version of its contract with ours, and ask bpost what the account may do.` }),
  unknown: other,
};

/** Every reference to a secret in the settings, with the path of its setting. */
function secretsIn(settings: object, path = ''): (readonly [name: string, reference: string])[] {
  return Object.entries(settings).flatMap(([name, value]: [string, unknown]) => {
    if (typeof value === 'object' && value !== null) return secretsIn(value, `${path}${name}.`);
    return typeof value === 'string' && secretReference.safeParse(value).success ? [[`${path}${name}`, value] as const] : [];
  });
}

function canRead(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch {
    return false;
  }
}
