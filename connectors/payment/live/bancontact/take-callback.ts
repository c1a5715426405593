import { z } from 'zod';
import { readJson } from '#connectors/rest-kit/read-json.ts';
import type { InboundEnv } from '#services/kernel/connector.ts';
import type { WayIn, WireHandler } from '#services/kernel/wire.ts';
import type { BancontactSettings } from '../payment-settings.ts';
import { callbackPath } from './open-bancontact.ts';
import { openSenderKeys } from './sender-keys.ts';
import { callbackFailures, verifyCallback } from './verify-callback.ts';

const callback = z.object({ paymentId: z.string().regex(/^[\w-]{1,64}$/) });
const largest = 64 * 1024;

/** `…/bancontact`: Bancontact Pay says that a payment changed. Believed to be its word, and still only a hint: the payment is asked for afterwards. */
export function takeCallback({ deliver, url, formerly = () => [], ...env }: Pick<InboundEnv<BancontactSettings>, 'config' | 'secret' | 'realNow' | 'deliver' | 'url' | 'formerly'>): WayIn {
  const keys = openSenderKeys(env);
  const take: WireHandler = async ({ headers, body }) => {
    if (body.byteLength > largest) throw callbackFailures.unreadable();
    // It is signed for the address that was given when the payment began: after a merger that is a former one.
    const callbackUrls = [url(), ...formerly().map((former) => former.url)].map((address) => `${address}${callbackPath}`);
    const id = await verifyCallback(headers['signature'], body, keys, { profileId: env.config.profileId, issuer: env.config.issuer, callbackUrls, now: env.realNow() });
    const read = readJson(body);
    const said = 'value' in read ? callback.safeParse(read.value).data : undefined;
    if (said === undefined) throw callbackFailures.unreadable();
    // Nothing else of it counts: callbacks come late, twice and out of order.
    await deliver('statusChanged', id, { paymentId: said.paymentId });
    return { status: 200 };
  };
  return Object.assign(take, { [Symbol.asyncDispose]: () => Promise.resolve(keys.close()) });
}
