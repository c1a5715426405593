import { createHash, randomUUID } from 'node:crypto';
import type { InboundEnv } from '#services/kernel/connector.ts';
import { isFailure } from '#services/kernel/failure.ts';
import type { WayIn, WireHandler } from '#services/kernel/wire.ts';
import type { MollieSettings } from '../payment-settings.ts';
import { mollieId, openMollie } from './open-mollie.ts';

const patienceMs = 8_000;
const largest = 1_024;
/** Mollie comes again for a day; nobody else may make us ask it so often that it turns a citizen's payment away. */
const mostInAMinute = 120;

/**
 * `…/mollie`: a form that names a payment, and proves nothing. So Mollie is asked, with the key of this municipality: what it knows is ours, and each status is
 * told on once. To a payment that is not ours the answer is the same, so that nobody learns what is here.
 */
export function takeWebhook(env: Pick<InboundEnv<MollieSettings>, 'config' | 'secret' | 'now' | 'realNow' | 'url' | 'deliver'>): WayIn {
  const mollie = openMollie(env);
  const hasRoom = roomFor(mostInAMinute, env.realNow);
  const take: WireHandler = async ({ body }) => {
    const id = body.byteLength > largest ? undefined : mollieId.safeParse(new URLSearchParams(Buffer.from(body).toString('utf8')).get('id')).data;
    if (id === undefined) return { status: 400 };
    if (!hasRoom()) return { status: 503, headers: { 'retry-after': '60' } };
    try {
      const { status } = await mollie.status(id, {
        key: '', actor: 'connector:payment', dossier: null, traceId: randomUUID(), signal: AbortSignal.timeout(patienceMs), sealed: () => Promise.reject(new Error('a webhook carries no envelope')),
      });
      await env.deliver('statusChanged', createHash('sha256').update(`${id} ${status}`).digest('hex'), { paymentId: id });
    } catch (error) {
      if (!isFailure(error, 'payment.unknown-payment')) throw error;
    }
    return { status: 200 };
  };
  return Object.assign(take, { [Symbol.asyncDispose]: () => Promise.resolve(mollie.close()) });
}

/** So many in each minute of the clock. */
function roomFor(most: number, now: () => number): () => boolean {
  let [minute, taken] = [-1, 0];
  return () => {
    const current = Math.floor(now() / 60_000);
    if (current !== minute) [minute, taken] = [current, 0];
    taken += 1;
    return taken <= most;
  };
}
